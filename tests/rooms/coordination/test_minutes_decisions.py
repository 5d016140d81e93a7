"""What minutes say of a decision: what it is about, under which quorum, how it ended and why, who did not confirm."""

from typing import Any

import pytest

from himaya.adapters.paper import Para
from himaya.coordination import minutes_check, minutes_content, rules_decision, states
from himaya.coordination.models import Document, Quorum, RoundTable
from himaya.coordination.papers import minutes_points, phrases
from himaya.kernel import languages
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A6", "A8")]


def printed(**changes: Any) -> tuple[list[str], list[str], dict[str, Any]]:
    """The sentences of one more decision in French and in Arabic, and its content."""
    table = hand.held()
    if changes.pop("on_document", False):
        changes["document"] = Document.objects.create(
            cycle=table.cycle, kind="protocol", title_fr="Protocole", title_ar="بروتوكول", state=states.TABLED
        )
    hand.decision(table, **{"result": {}, **changes})
    told = minutes_content.build(RoundTable.objects.select_related("cycle__organiser", "chair").get(pk=table.pk))
    paragraphs = [block.words for block in minutes_points.proceedings(told) if isinstance(block, Para)]
    return [one.fr for one in paragraphs], [one.ar for one in paragraphs], told


def test_a_decision_on_some_clauses_names_its_document_and_them() -> None:
    french, arabic, _told = printed(on_document=True, parts=["Article 4", "Article 9"])
    assert "Document\u00a0: Protocole." in french
    assert "الوثيقة: بروتوكول." in arabic
    assert "Ne porte que sur\u00a0: Article 4 · Article 9." in french


@pytest.mark.parametrize("why", rules_decision.WHY)
def test_every_outcome_has_its_reason_in_each_language(why: str) -> None:
    said = phrases.say(f"why_{why}")
    assert len({getattr(said, code) for code in languages.CODES}) == 3


def test_the_reason_of_an_outcome_is_printed() -> None:
    french, arabic, _told = printed(result={"why": rules_decision.SILENCE_AGREED})
    said = phrases.say(f"why_{rules_decision.SILENCE_AGREED}")
    assert said.fr in french
    assert said.ar in arabic


def test_who_did_not_confirm_and_why_are_printed() -> None:
    french, _arabic, _told = printed(
        state=states.NOT_CONFIRMED, reason="Le budget manque", result={"refused_by": "labour"}
    )
    assert "N’a pas confirmé\u00a0: labour." in french
    assert any("Le budget manque." in one for one in french)


def test_the_quorum_printed_is_the_one_under_which_it_was_concluded() -> None:
    put, concluded = (
        Quorum(half_day=at.MORNING, frozen_at=at.STARTS, seats=8, there=there, needed=5, reached=True, detail={})
        for there in (8, 6)
    )
    table = hand.held()
    for one in (put, concluded):
        one.table = table
        one.save()
    hand.decision(table, quorum=put, concluded_quorum=concluded)
    told = minutes_content.build(RoundTable.objects.select_related("cycle__organiser", "chair").get(pk=table.pk))
    assert told["items"][1]["decisions"][1]["quorum"]["there"] == 6


def test_the_reason_of_a_decision_and_a_clause_are_checked_for_a_person() -> None:
    _french, _arabic, told = printed(state=states.WITHDRAWN, reason="Rappeler Mme Amal Tazi")
    found = {(one.code, one.what) for one in minutes_check.findings(told)}
    assert (minutes_check.PERSONAL, minutes_check.REASON) in found
