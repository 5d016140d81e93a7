"""Amendments: asked for with a reason, settled on the clause as it is now, and what they make of the draft."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from himaya.coordination import drafting, rules_amendments, states
from himaya.coordination.actions import amendments
from himaya.coordination.models import AgendaItem, Amendment, Decision, Draft
from himaya.coordination.queries import consulting as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, LABOUR, MINORS, POLICE, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]


def refused_as(code: str, kind: type[Exception], row: Amendment, **changes: Any) -> None:
    with refused(kind, code):
        hand.settle(row, **changes)


# --- submitting ------------------------------------------------------------------------------------------------------
def test_an_amendment_remembers_the_clause_as_it_was_read() -> None:
    row = hand.amend(hand.opened(), HEALTH, texts={"fr": "Autre texte", "ar": "نص Q-01"})
    assert (row.number, row.state, row.clause_revision) == (1, states.SUBMITTED, hand.at(row.draft, "Q-01").revision)
    assert row.texts == {"fr": "Autre texte"}  # what stands there already is no change
    assert row.before["texts"]["fr"] == "Texte Q-01"
    assert hand.amend(hand.opened(), LABOUR).number == 1


NO_CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("reason_missing", {"reason": " "}),
    ("text_length", {"reason": "a" * 601}),
    ("op", {"op": "merge"}),
    ("nothing_changes", {"texts": {"fr": "Texte Q-01"}}),
    ("nothing_changes", {"texts": {}}),
    ("clause_long", {"texts": {"fr": "a" * 8001}}),
    ("nothing_changes", {"op": states.MOVE, "after": "S-01"}),
    ("place_unknown", {"op": states.MOVE, "after": "Q-99"}),
    ("into_itself", {"op": states.MOVE, "uid": "S-01", "after": "Q-02"}),
    ("clause_kind", {"op": states.INSERT, "texts": {"fr": "Neuf"}}),
    ("texts_missing", {"op": states.INSERT, "kind": states.NOTE}),
    ("answer_type", {"op": states.INSERT, "kind": states.QUESTION_CLAUSE, "texts": {"fr": "Neuf"}}),
]


def test_what_is_no_change_or_has_no_reason_is_refused() -> None:
    row = hand.opened()
    for code, changes in NO_CHANGES:
        with pytest.raises(NotValid) as refusal:
            hand.amend(row, HEALTH, **changes)
        assert refusal.value.code == code, changes


def test_the_store_refuses_an_amendment_without_a_reason() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=row.pk).update(reason="")


def test_a_clause_that_is_not_there_or_not_as_it_was_seen_is_not_amended() -> None:
    row = hand.opened()
    for code, changes in (("clause_gone", {"uid": "Q-99"}), ("clause_changed", {"seen": 7})):
        with refused(NotNow, code):
            hand.amend(row, HEALTH, **changes)
    with pytest.raises(NotFound):
        hand.amend(row, MINORS)


# --- settling --------------------------------------------------------------------------------------------------------
def test_a_rewording_changes_the_draft_and_the_other_languages_are_to_be_checked() -> None:
    row = hand.amend(hand.opened(hand.following()), HEALTH)
    hand.closed_after(row)
    done = hand.settle(row)
    clause = hand.at(row.draft, "Q-01")
    assert clause.texts == {"fr": "Autre texte", "ar": "نص Q-01", "en": "Text Q-01"}
    assert clause.translation == dict.fromkeys(("fr", "ar", "en"), states.TO_CHECK)
    assert (done.state, done.settled_uid, done.settled_texts) == (states.ACCEPTED, "Q-01", {"fr": "Autre texte"})
    assert hand.at(row.draft, "Q-02").translation == dict.fromkeys(("fr", "ar", "en"), states.CHECKED)


@pytest.mark.parametrize("changes", [{"changes_meaning": True}, {"form": {"weight": 2}}], ids=str)
def test_a_changed_meaning_gives_a_new_uid_that_replaces_the_old_one(changes: dict[str, Any]) -> None:
    row = hand.amend(hand.opened(hand.following()), HEALTH, **changes)
    hand.closed_after(row)
    assert hand.settle(row).settled_uid == "Q-01-2"
    assert hand.order(row.draft) == ["S-01", "Q-01-2", "Q-02", "A-01"]
    assert hand.at(row.draft, "Q-01-2").replaces == "Q-01"


def test_inserting_deleting_and_moving_change_the_order() -> None:
    row = hand.opened()
    new = hand.amend(row, HEALTH, states.INSERT, "Q-01", kind=states.NOTE, texts={"fr": "Neuf"})
    gone = hand.amend(row, LABOUR, states.DELETE, "Q-02")
    moved = hand.amend(row, POLICE, states.MOVE, "A-01", after="")
    draft = hand.closed(row)
    assert hand.settle(new).settled_uid == "NOTE-01"
    assert hand.settle(gone).settled_uid == ""
    assert hand.settle(moved).settled_uid == "A-01"
    assert hand.order(draft) == ["A-01", "S-01", "Q-01", "NOTE-01"]
    assert hand.at(draft, "NOTE-01").translation == {"fr": "draft", "ar": "missing", "en": "missing"}


def test_an_amendment_to_a_clause_deleted_meanwhile_is_not_accepted_as_it_stands() -> None:
    row = hand.opened()
    first, late = hand.amend(row, HEALTH, states.DELETE), hand.amend(row, LABOUR)
    place = hand.amend(row, POLICE, states.INSERT, kind=states.NOTE, texts={"fr": "Neuf"})
    hand.closed(row)
    hand.settle(first)
    refused_as("clause_gone", NotNow, late)
    refused_as("clause_gone", NotNow, late, outcome=states.ACCEPTED_MODIFIED, texts={"fr": "Encore"})
    refused_as("clause_place_gone", NotNow, place)
    hand.settle(place, states.ACCEPTED_MODIFIED, after="Q-02", texts={"fr": "Neuf, ailleurs"})
    assert hand.order(late.draft) == ["S-01", "Q-02", "NOTE-01", "A-01"]
    assert hand.settle(late, states.CARRIED_OVER).state == states.CARRIED_OVER


def test_an_amendment_to_a_clause_changed_since_is_accepted_only_after_reading_it() -> None:
    row = hand.opened()
    first = hand.amend(row, HEALTH, texts={"fr": "Un"})
    late = hand.amend(row, LABOUR, texts={"fr": "Deux"})
    seen = hand.at(row.draft, "Q-01").revision
    hand.closed(row)
    hand.settle(first)
    refused_as("clause_changed", NotNow, late)
    words: dict[str, Any] = {"outcome": states.ACCEPTED_MODIFIED, "texts": {"fr": "Un et deux"}}
    refused_as("clause_changed", NotNow, late, **words, seen=seen)
    done = hand.settle(late, **words, seen=seen + 1)
    assert hand.at(row.draft, "Q-01").text_fr == "Un et deux"
    assert (done.texts, done.settled_texts) == ({"fr": "Deux"}, {"fr": "Un et deux"})


def test_the_same_wish_twice_is_accepted_twice_and_a_replaced_clause_is_reached_with_other_words() -> None:
    row = hand.opened(hand.following())
    one, same = hand.amend(row, HEALTH), hand.amend(row, DAW)
    other = hand.amend(row, POLICE, uid="Q-02", changes_meaning=True)
    late = hand.amend(row, LABOUR, uid="Q-02", texts={"fr": "Tard"})
    hand.closed(row)
    for each in (one, same, other):
        hand.settle(each)
    refused_as("clause_replaced", NotNow, late)
    assert hand.settle(late, states.ACCEPTED_MODIFIED, texts={"fr": "Tard"}).settled_uid == "Q-02-2"
    assert hand.at(row.draft, "Q-02-2").text_fr == "Tard"


def test_a_rejection_has_its_answer_and_what_is_settled_stays_settled() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    hand.closed_after(row)
    refused_as("answer_missing", NotValid, row, outcome=states.AMENDMENT_REJECTED, answer=" ")
    refused_as("texts_missing", NotValid, row, outcome=states.ACCEPTED_MODIFIED)
    refused_as("outcome", NotValid, row, outcome="submitted")
    before = drafting.content(row.draft)
    assert hand.settle(row, states.AMENDMENT_REJECTED).answer == "La loi le dit déjà."
    assert drafting.content(row.draft) == before
    for deed in (
        lambda: hand.settle(row),
        lambda: amendments.propose(amendment_id=row.pk, proposal=states.ACCEPTED, reason="x", by=SECRETARY),
        lambda: amendments.withdraw(amendment_id=row.pk, by=HEALTH),
    ):
        with refused(NotNow, "amendment_rejected"):
            deed()


def test_nothing_is_settled_before_the_round_is_closed_or_while_a_question_is_put() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    refused_as("draft_consultation", NotNow, row)
    draft = hand.closed_after(row)
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFT_TABLED)
    table = at_the_table.in_session(draft.document.cycle)
    put = hand.decided(table, draft.document)
    for state, code in ((states.PUT, "question_is_put"), (states.AWAITING, "question_awaits")):
        Decision.objects.filter(pk=put.pk).update(state=state)
        refused_as(code, NotNow, row)
    Decision.objects.filter(pk=put.pk).update(state=states.WITHDRAWN)
    assert hand.settle(row).state == states.ACCEPTED


def test_the_chair_of_a_table_in_session_settles_and_no_other_delegate() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    draft = hand.closed_after(row)
    refused_as("not_settling", NotPermitted, row, by=LABOUR)
    table = at_the_table.in_session(draft.document.cycle, chair=at_the_table.delegate("labour"))
    refused_as("not_settling", NotPermitted, row, by=LABOUR)
    AgendaItem.objects.filter(table=table, kind=states.DOCUMENT).update(document=draft.document)
    refused_as("not_settling", NotPermitted, row, by=POLICE)
    assert hand.settle(row, by=LABOUR).state == states.ACCEPTED


# --- proposing, withdrawing, clashing --------------------------------------------------------------------------------
def test_a_proposal_has_its_reason_and_its_words() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    propose: dict[str, Any] = {"amendment_id": row.pk, "proposal": states.ACCEPTED_MODIFIED, "reason": "Plus court"}
    for code, changes in (
        ("reason_missing", {"reason": ""}),
        ("proposal", {"proposal": "later"}),
        ("texts_missing", {"texts": {"fr": " "}}),
    ):
        with refused(NotValid, code):
            amendments.propose(**{**propose, **changes}, by=SECRETARY)
    with pytest.raises(NotPermitted):
        amendments.propose(**propose, by=HEALTH)
    done = amendments.propose(**propose, texts={"fr": "Court"}, by=SECRETARY)
    assert (done.state, done.proposal, done.proposal_texts) == (
        states.PROPOSED,
        states.ACCEPTED_MODIFIED,
        {"fr": "Court"},
    )
    again = amendments.propose(amendment_id=row.pk, proposal=states.ACCEPTED, reason="Comme il est", by=SECRETARY)
    assert (again.proposal, again.proposal_texts) == (states.ACCEPTED, {})


def test_its_institution_withdraws_an_amendment_until_it_is_settled() -> None:
    row = hand.amend(hand.opened(), HEALTH)
    hand.closed_after(row)
    with pytest.raises(NotPermitted):
        amendments.withdraw(amendment_id=row.pk, by=LABOUR)
    done = amendments.withdraw(amendment_id=row.pk, by=HEALTH)
    assert (done.state, done.settled_at) == (states.AMENDMENT_WITHDRAWN, clock.now())
    refused_as("amendment_withdrawn", NotNow, row)


def test_two_that_clash_are_named_until_one_of_them_is_out_of_the_way() -> None:
    row = hand.opened()
    one, other = hand.amend(row, HEALTH, texts={"fr": "Un"}), hand.amend(row, LABOUR, texts={"fr": "Deux"})
    hand.amend(row, DAW, uid="Q-02")
    assert [(found.one, found.other, found.kind) for found in queries.conflicts(row.draft)] == [
        (one, other, rules_amendments.OTHER_TEXT)
    ]
    draft = hand.closed(row)
    hand.settle(one)
    assert len(queries.conflicts(draft)) == 1
    hand.settle(other, states.AMENDMENT_REJECTED)
    assert queries.conflicts(draft) == []


def test_what_waits_stands_in_the_order_of_the_text_and_what_was_said_clause_by_clause() -> None:
    row = hand.opened()
    last, first = hand.amend(row, HEALTH, uid="A-01"), hand.amend(row, HEALTH, uid="S-01")
    hand.comment(row, LABOUR)
    hand.comment(row, LABOUR, uid="")
    assert queries.unsettled(row.draft) == [first, last]
    found = queries.by_clause(row.draft, HEALTH, drafting.content(row.draft))
    assert [(one.uid, len(one.comments), len(one.amendments)) for one in found] == [
        ("", 1, 0),
        ("S-01", 0, 1),
        ("Q-01", 1, 0),
        ("A-01", 0, 1),
    ]


def test_what_was_carried_over_waits_on_the_next_draft_until_it_is_asked_for_anew() -> None:
    row = hand.opened()
    late = hand.amend(row, HEALTH)
    draft = hand.closed(row)
    hand.settle(late, states.CARRIED_OVER)
    assert queries.carried_over(draft) == [late]
    again = hand.opened(draft)
    hand.amend(again, HEALTH)
    assert queries.carried_over(draft) == []
