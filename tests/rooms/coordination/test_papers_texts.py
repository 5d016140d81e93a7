"""A text on paper: which decision adopted it, each clause whole, each reservation directly under its clause."""

import pytest

from himaya.adapters import paper_docx, paper_html
from himaya.adapters.paper import Block, Facts, Heading, Mode, Paper, Para, Words
from himaya.coordination import states
from himaya.coordination.models import Reservation
from himaya.coordination.papers import clause_words, data
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination import texts_on_paper as on_paper

MODES: tuple[Mode, ...] = ("fr", "ar", "en", "both")
pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]


def made(kind: str, object_id: object, mode: Mode = "fr") -> Paper:
    return data.lay_out(kind, data.gather(kind, object_id), mode=mode, exercise=False)  # type: ignore[arg-type]


def said(block: Block, code: str = "fr") -> str:
    """The text of a heading or a paragraph."""
    words = block.words if isinstance(block, Para | Heading) else Words()
    assert isinstance(words, Words)
    return words.in_language(code)  # type: ignore[arg-type]


def facts(paper: Paper) -> dict[str, str]:
    return {label.fr: value.fr for block in paper.blocks if isinstance(block, Facts) for label, value in block.rows}


def test_an_adopted_text_says_which_decision_of_which_table_adopted_it_and_ends_with_its_hash() -> None:
    edition = on_paper.adopted()
    paper = made(data.EDITION, edition.pk)
    found = facts(paper)
    assert found["Adoptée par"] == "Décision n°\u00a01 de la table ronde n°\u00a01, le 10 décembre 2026"
    assert (found["Version"], found["Remplace"]) == ("Version n°\u00a01", "première version")
    assert found["Empreinte de cette version (SHA-256)"].replace(" ", "") == edition.sha256
    assert not any(isinstance(block, Para) and "non adopté" in said(block) for block in paper.blocks)


def test_a_reservation_stands_directly_under_its_clause_with_its_words_and_its_end() -> None:
    blocks = made(data.EDITION, on_paper.adopted().pk).blocks
    texts = [said(block) for block in blocks]
    held = {place: text for place, text in enumerate(texts) if text.startswith("Réserve\u00a0:")}
    under = {text.split("\n")[1]: texts[place - 1] for place, text in held.items()}
    assert under["Réserve de labour."] == "Texte A-01"
    assert under["Réserve de hospital."] == "Une seule réponse\u00a0: Oui · Non"
    lifted = next(text for text in held.values() if "hospital" in text)
    assert lifted.endswith("Levée le 10 décembre 2026, à la table ronde n°\u00a01")
    standing = next(text for text in held.values() if "labour" in text)
    assert standing.endswith("À réexaminer au plus tard le 8 juin 2027")
    # One that names no clause is printed with the whole.
    assert texts.index("Réserves sur l’ensemble du texte") < max(held)
    assert {block.tone for block in blocks if isinstance(block, Para) and said(block) in held.values()} == {"held"}


def test_a_clause_shows_its_number_its_uid_its_kind_and_what_the_officer_sees() -> None:
    text = on_paper.consulted()
    texts = [said(block) for block in made(data.TEXT, text.draft.pk).blocks]
    place = texts.index("1.1 · Q-01 · question")
    assert texts[place - 2 : place] == ["1. Texte S-01", "1 · S-01 · section"]
    assert texts[place + 1] == "Texte Q-01"
    assert texts[place + 2].split("\n") == [
        "Une seule réponse\u00a0: Oui · Non",
        "Réponse obligatoire",
        "Seulement si\u00a0:",
        "${care} = 'yes'",
        "Ce qui est dit à la personne, en darija\u00a0: واش بغيتي؟",
        "Consigne\u00a0: À dire d’abord.",
    ]
    assert "2 · A-01 · article" in texts


def test_a_draft_says_that_it_is_not_adopted_and_what_still_stands_from_the_version_before() -> None:
    text = on_paper.consulted()
    texts = [said(block) for block in made(data.TEXT, text.draft.pk).blocks]
    assert texts[0] == "Projet, non adopté. Aucune institution n’est tenue par ce texte."
    assert any("Réserve de labour." in one for one in texts)
    assert not any("Réserve de hospital." in one for one in texts)
    first = hand.draft(hand.document(at.cycle()))
    assert said(made(data.TEXT, first.pk).blocks[0]).startswith("Modèle, non adopté.")


def test_a_reservation_that_nobody_lifted_goes_on_being_printed_in_the_next_version() -> None:
    first = on_paper.adopted()
    decision = hand.decided(first.decision.table, first.document)
    second = type(first).objects.create(
        document=first.document,
        number=2,
        base=first,
        decision=decision,
        content=first.content,
        sha256=first.sha256,
        change_class=states.EDITORIAL,
        adopted_on=clock.today(),
    )
    texts = "\n".join(said(block) for block in made(data.EDITION, second.pk).blocks)
    assert "Réserve de labour.\nMaintenue depuis la version n°\u00a01" in texts
    assert "Réserve de hospital." not in texts
    before = data.gather(data.EDITION, second.pk)
    Reservation.objects.filter(institution_id="labour").update(lifted_on=at.DAY)
    assert data.gather(data.EDITION, second.pk) != before


def test_a_draft_names_what_somebody_has_still_to_look_at() -> None:
    draft = hand.draft()
    row = hand.at(draft, "A-01")
    row.state_ar, row.text_en, row.state_en = states.TO_CHECK, "", states.MISSING
    row.save()
    paper = made(data.TEXT, draft.pk, "en")
    assert any(said(one, "en") == "Translation to be checked: Arabic" for one in paper.blocks)
    assert "[translation missing]" in paper_html.write(paper)


def test_clauses_are_numbered_inside_their_sections() -> None:
    assert clause_words.numbers(hand.content()) == {"S-01": "1", "Q-01": "1.1", "Q-02": "1.2", "A-01": "2"}


def test_every_paper_is_written_in_every_language_and_both_formats() -> None:
    text = on_paper.consulted()
    for kind, object_id in (
        (data.EDITION, text.edition.pk),
        (data.TEXT, text.draft.pk),
        (data.CONSULTATION, text.round.pk),
        (data.TRACKED, text.draft.pk),
    ):
        for mode in MODES:
            paper = made(kind, object_id, mode)
            assert "Exercise" not in paper_html.write(paper)
            assert paper_docx.write(paper, created=clock.now()).startswith(b"PK")
