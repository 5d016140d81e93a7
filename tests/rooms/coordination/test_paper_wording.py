"""What is printed in two languages keeps the direction of each, and a ministry's order of things."""

import pytest

from himaya.adapters.paper import Facts, Grid, Heading, Lines, Para, Words, runs
from himaya.coordination import states
from himaya.coordination.papers import data
from himaya.coordination.papers.phrases import say, typed
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = pytest.mark.capability("A8")
FRENCH = "L’entretien isolé n’est pas possible. Nous demandons un délai : six mois ?"


def test_french_sentences_inside_an_arabic_paper_stay_in_their_order() -> None:
    assert list(runs(FRENCH, "ar")) == [(FRENCH, "ltr")]
    assert list(runs("نص عربي. جملة ثانية؟", "fr")) == [("نص عربي. جملة ثانية؟", "rtl")]
    assert [way for _, way in runs("في 12 دجنبر", "ar")] == ["rtl", "ltr", "rtl"]
    assert list(runs("12/2026", "fr")) == [("12/2026", "ltr")]


def test_a_phrase_is_filled_in_every_language_and_a_missing_one_shows_another() -> None:
    filled = say("presented_by", institution=Words("Santé", "الصحة"))
    assert (filled.fr, filled.ar) == ("Présenté par\u00a0: Santé.", "قدمته: الصحة.")
    assert filled.en == "Presented by: Santé."


@pytest.mark.usefixtures("stage")
def test_minutes_follow_the_order_of_an_administration() -> None:
    row = hand.approved()
    with clock.stopped(hand.NEXT):
        gathered = data.gather(data.MINUTES, row.versions.get().pk)
        paper = data.lay_out(data.MINUTES, gathered, mode="fr", exercise=False)
    parts = [block.words.fr for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    assert parts == [
        "Présences",
        "Ordre du jour",
        "Déroulement des travaux",
        "Ce que chaque institution retient",
        "Prochaine table ronde",
        "Clôture",
        "Approbation",
    ]
    opening = paper.blocks[0]
    assert isinstance(opening, Para)
    assert opening.words.fr.startswith("Le 10 décembre 2026, à 9 h 05, s’est tenue la table ronde")
    assert opening.words.ar.startswith("في يوم 10 دجنبر 2026 على الساعة 09:05")
    assert any(isinstance(block, Lines) for block in paper.blocks)
    seal = [block for block in paper.blocks if isinstance(block, Facts)][-1]
    assert seal.rows[0][1].fr.replace(" ", "") == row.versions.get().sha256


@pytest.mark.usefixtures("stage")
def test_an_older_version_is_never_printed_as_the_approved_one() -> None:
    row = hand.circulated()
    version = row.versions.get()
    row.state, row.approved_on = states.APPROVED, hand.DEADLINE
    row.save()
    row.versions.create(number=2, made_at=clock.now(), content=version.content, sha256="1" * 64, reason="x")
    standing = data.standing_of(version)
    assert (standing["approved_on"], standing["agreements"]) == ("", [])
    assert standing["state"] != states.APPROVED


@pytest.mark.usefixtures("stage")
def test_a_column_for_reasons_is_there_only_when_somebody_gave_one() -> None:
    row = hand.circulated()
    content = row.versions.get().content
    found = {"content": content, "standing": data.standing_of(row.versions.get())}

    def width() -> int:
        paper = data.lay_out(data.MINUTES, found, mode="ar", exercise=False)
        grid = next(b for b in paper.blocks if isinstance(b, Grid) and b.caption == say("positions"))
        return len(grid.head)

    assert width() == 2
    content["items"][1]["decisions"][0]["positions"][0]["reason"] = "Le délai est trop court"
    assert width() == 3


@pytest.mark.usefixtures("stage")
def test_a_letter_shows_its_number_channel_visa_and_what_it_answers() -> None:
    cycle = at.cycle()
    theirs = hand.letter(cycle, direction=states.IN, number="44/MJ", state=states.RECEIVED)
    ours = hand.letter(
        cycle, number="12", through="Cabinet", visa="Chef", visa_on=clock.today(), answers=theirs, state=states.SENT
    )
    paper = data.lay_out(data.LETTER, data.gather(data.LETTER, ours.pk), mode="fr", exercise=False)
    facts = {label.fr: value.fr for block in paper.blocks if isinstance(block, Facts) for label, value in block.rows}
    assert facts["Numéro"] == "12/2026"
    assert facts["Sous couvert de"] == "Cabinet"
    assert facts["Référence"] == "votre lettre n°\u00a044/MJ du 24 novembre 2026"
    assert facts["Visa"] == "Chef, le 24 novembre 2026"
    assert typed("x").ar == "x"
