"""The consultation table and the draft with tracked changes, and who may have which of the papers about a text."""

from typing import Any

import pytest

from himaya.adapters import paper_docx, pdf
from himaya.adapters.paper import Grid, Heading, Marked, Mode, Para, Tracked, plain
from himaya.coordination import drafting, states
from himaya.coordination.actions import comments, renditions
from himaya.coordination.models import Consultation, Rendition
from himaya.coordination.papers import data
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from tests import cast
from tests.rooms.adapters.tracked import accepted, part, rejected
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination import texts_on_paper as on_paper

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]


def rows(of: Consultation, whose: str = "") -> list[list[str]]:
    """Every row of every table of the paper, in French."""
    paper = data.lay_out(data.CONSULTATION, data.gather(data.CONSULTATION, of.pk, whose), mode="fr", exercise=False)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    return [[plain(cell.in_language("fr")) for cell in row] for grid in grids for row in grid.rows]


def docx(of: Any, mode: Mode = "fr", whose: str = "") -> bytes:
    found = data.gather(data.TRACKED, of.pk, whose)
    return paper_docx.write(data.lay_out(data.TRACKED, found, mode=mode, exercise=False), created=clock.now())


def ask(kind: str, object_id: object, by: Actor, **changes: Any) -> Rendition:
    given = {"institution_id": "", "mode": "fr", "format": "docx", **changes}
    return renditions.ask(kind=kind, object_id=object_id, by=by, **given)  # type: ignore[arg-type]


def test_every_institution_has_its_line_and_silence_is_printed_as_silence() -> None:
    text = on_paper.consulted()
    asked = [row[:2] for row in rows(text.round)[: len(at.SEATED)]]
    assert {row[0] for row in asked} == set(at.SEATED)
    said = dict(asked)
    assert (said["labour"], said["hospital"], said["justice"]) == ("objection", "observations", "pas encore de réponse")
    hand.closed(text.round)
    after = dict(row[:2] for row in rows(text.round)[: len(at.SEATED)])
    assert after["justice"] == "silence"


def test_each_amendment_stands_with_its_clause_its_reason_the_proposal_and_what_became_of_it() -> None:
    text = on_paper.consulted()
    on_paper.proposed(text)
    found = {row[0].split("\n")[0]: row for row in rows(text.round) if row[0].startswith("N°")}
    assert len(found) == 5
    first = found["N°\u00a01, hospital"]
    assert first[1:3] == ["Texte A-01 sans délai", "Plus clair"]
    assert first[3].split("\n") == [
        "Suite proposée\u00a0: accepté",
        "Conforme à la pratique.",
        "à examiner par la table ronde",
    ]
    assert found["N°\u00a05, social"][1] == "déplacer après 2 (A-01)"
    on_paper.settled(text)
    after = {row[0].split("\n")[0]: row for row in rows(text.round) if row[0].startswith("N°")}
    assert after["N°\u00a01, hospital"][3] == "accepté"
    assert after["N°\u00a02, labour"][3] == "non retenu\nLa loi le dit déjà."


def test_a_change_is_shown_word_by_word_and_a_clause_that_is_gone_is_named() -> None:
    text = on_paper.consulted()
    on_paper.settled(text)
    found = data.gather(data.CONSULTATION, text.round.pk)
    paper = data.lay_out(data.CONSULTATION, found, mode="fr", exercise=False)
    marked = [cell for block in paper.blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    changes = [cell.fr for cell in marked if isinstance(cell, Marked)]
    assert [(one.op, one.text) for one in changes[0]] == [("same", "Texte A-01"), ("ins", " sans délai")]
    assert [(one.op, one.text) for one in changes[-1]] == [("del", "Texte Q-02")]
    headings = [block.words.fr for block in paper.blocks if isinstance(block, Heading)]
    assert headings[-1] == "Q-02 · clause retirée du projet depuis"
    quiet = [block.words.fr for block in paper.blocks if isinstance(block, Para)]
    assert any(isinstance(one, str) and one.startswith("Clauses sans observation ni amendement") for one in quiet)


def test_every_comment_stands_with_its_answer() -> None:
    text = on_paper.consulted()
    first = text.round.comments.get(institution_id="hospital")
    assert ["hospital", "Qui est de garde ?", "sans réponse à ce jour"] in rows(text.round)
    hand.closed(text.round)
    comments.answer(comment_id=first.pk, answer="Le service de garde.", by=at.SECRETARY)
    assert ["hospital", "Qui est de garde ?", "Le service de garde."] in rows(text.round)


def test_what_was_written_for_the_secretariat_alone_is_in_no_paper_of_another() -> None:
    text = on_paper.consulted()
    for kind, pk in ((data.CONSULTATION, text.round.pk), (data.TRACKED, text.draft.pk)):
        told = {whose: str(data.gather(kind, pk, whose)) for whose in ("", "labour", "hospital")}
        assert on_paper.PRIVATE in told[""]
        assert on_paper.PRIVATE in told["labour"]
        assert on_paper.PRIVATE not in told["hospital"]


def test_tracked_changes_rejected_give_the_draft_and_accepted_the_amended_text() -> None:
    text = on_paper.consulted()
    file = docx(text.draft)
    prose = [one for one in rejected(file) if one.startswith("Texte ")]
    assert prose == ["Texte S-01", "Texte Q-01", "Texte Q-02", "Texte A-01"]
    assert [one for one in accepted(file) if one.startswith(("Texte ", "Un "))] == [
        "Texte S-01",
        "Un interprète vient.",
        "Texte A-01 sans délai",
        "Texte A-01 en 72 heures",
        "Texte Q-01",
    ]
    authors = set(part(file).xpath("//@w:author", namespaces={"w": part(file).nsmap["w"]}))
    assert authors == {"hospital", "labour", "police", "daw", "social"}


def test_once_settled_the_changes_lead_from_what_went_round_to_the_draft_as_it_is() -> None:
    text = on_paper.consulted()
    draft = on_paper.settled(text)
    hand.settle(on_paper.amendment(text, 5), states.AMENDMENT_REJECTED)
    file = docx(draft)
    assert [one for one in rejected(file) if one.startswith("Texte ")] == [
        "Texte S-01",
        "Texte Q-01",
        "Texte Q-02",
        "Texte A-01",
    ]
    now = [one["texts"]["fr"] for one in drafting.content(draft)["clauses"]]
    assert [one for one in accepted(file) if one in now] == now
    margin = ["".join(one.itertext()) for one in part(file, "comments")]
    assert any("non retenu" in one and "La loi le dit déjà." in one for one in margin)


def test_what_was_asked_in_one_language_is_told_in_the_margin_of_the_other() -> None:
    text = on_paper.consulted()
    found = data.lay_out(data.TRACKED, data.gather(data.TRACKED, text.draft.pk), mode="ar", exercise=False)
    beside = [one for block in found.blocks if isinstance(block, Tracked) for one in block.remarks]
    assert [one.number for one in beside] == list(range(len(beside)))
    assert any("« Texte A-01 en 72 heures »" in one.words.ar for one in beside)
    assert not any("« Texte A-01 en 72 heures »" in one.words.fr for one in beside)


def test_a_text_with_tracked_changes_is_made_for_word_processors_only() -> None:
    draft = hand.draft()
    with pytest.raises(NotValid, match="document_only") as refusal:
        ask(data.TRACKED, draft.pk, at.SECRETARY, format="pdf")
    assert "Take the document file" in str(refusal.value.sentence)
    assert ask(data.TRACKED, draft.pk, at.SECRETARY).state == states.QUEUED


def test_an_institution_has_the_papers_of_a_text_once_it_was_put_before_it() -> None:
    draft = hand.draft()
    for kind in (data.TEXT, data.TRACKED):
        ask(kind, draft.pk, at.SECRETARY)
        with pytest.raises(NotFound):
            ask(kind, draft.pk, at.HEALTH)
    consultation = hand.opened(draft)
    made = [ask(data.TEXT, draft.pk, at.HEALTH), ask(data.TRACKED, draft.pk, at.HEALTH)]
    made.append(ask(data.CONSULTATION, consultation.pk, at.HEALTH))
    assert [one.institution_id for one in made] == ["", "hospital", "hospital"]
    for row in made:
        assert renditions.of(at.HEALTH, row.pk) == row
    # The stranger has no seat; another institution has its own.
    for row in made[1:]:
        with pytest.raises(NotFound):
            renditions.of(at.LABOUR, row.pk)
    for kind, pk in ((data.TEXT, draft.pk), (data.TRACKED, draft.pk), (data.CONSULTATION, consultation.pk)):
        with pytest.raises(NotFound):
            ask(kind, pk, at.MINORS)
        with pytest.raises(NotFound):
            ask(kind, pk, cast.INSPECTOR)


def test_an_institution_never_gets_the_copy_of_another_by_naming_it() -> None:
    consultation = hand.opened()
    row = ask(data.CONSULTATION, consultation.pk, at.HEALTH, institution_id="labour")
    assert row.institution_id == "hospital"
    assert ask(data.CONSULTATION, consultation.pk, at.SECRETARY, institution_id="labour").institution_id == "labour"


def test_what_was_adopted_is_for_all_who_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "")
    edition = on_paper.adopted()
    row = ask(data.EDITION, edition.pk, at.MINORS, format="pdf")
    assert renditions.of(at.HEALTH, row.pk) == row
    with pytest.raises(NotFound):
        ask(data.EDITION, edition.pk, cast.INSPECTOR)
