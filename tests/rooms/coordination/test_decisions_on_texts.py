"""A question on a text: what may be put, what is adopted by it, what becomes of the text when it is not agreed."""

from typing import Any

import pytest

from himaya.coordination import drafting, rules_content, states
from himaya.coordination.actions import agenda, consultations, decisions
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import Attendance, Clause, Decision, Draft, Edition, RoundTable
from himaya.coordination.queries import put_texts
from himaya.institutions.models import Mandate
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH, LABOUR, SECRETARY
from tests.rooms.coordination.deciding_at_the_table import _in_the_morning, all_agree, conclude, put, say

__all__ = ["_in_the_morning"]
pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A6")]


def changed(draft: Draft, **texts: str) -> None:
    """A clause of the draft, by its uid in small letters, gets another French wording, looked at in every language."""
    for uid, text in texts.items():
        Clause.objects.filter(draft=draft, uid=uid.upper().replace("_", "-")).update(text_fr=text)


def tabled(*, follows: bool = False, **rules: Any) -> tuple[RoundTable, Draft]:
    """A table in session and a text before it: the first of its document, or one that follows an edition."""
    cycle = at_the_table.cycle(**rules)
    draft = hand.following(cycle) if follows else hand.draft(hand.document(cycle))
    if follows:
        changed(draft, q_01="Autre texte", a_01="Autre article")
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFT_TABLED)
    return at_the_table.in_session(cycle), Draft.objects.select_related("document", "base").get(pk=draft.pk)


def put_text(table: RoundTable, draft: Draft, **changes: Any) -> Decision:
    return put(table, document_id=draft.document_id, **changes)


def refused_as(code: str, table: RoundTable, draft: Draft, kind: type[Exception] = NotNow, **changes: Any) -> str:
    with refused(kind, code) as refusal:
        put_text(table, draft, **changes)
    assert not table.decisions.exists()
    return str(refusal.value.sentence)  # type: ignore[attr-defined]


def fresh(draft: Draft) -> Draft:
    return Draft.objects.select_related("document", "edition").get(pk=draft.pk)


# --- what may be put -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [states.DRAFTED, states.IN_CONSULTATION, states.CONSOLIDATION])
def test_a_text_is_put_only_once_it_is_before_the_table(state: str) -> None:
    table, draft = tabled()
    Draft.objects.filter(pk=draft.pk).update(state=state)
    assert "before the table first" in refused_as("draft_not_tabled", table, draft)


def circle(draft: Draft) -> None:
    for uid, other in (("Q-01", "q_02"), ("Q-02", "q_01")):
        form = {"type": "select_one yn", "exposes": [], "compartment": "story", "relevant": f"${{{other}}} = 'yes'"}
        Clause.objects.filter(draft=draft, uid=uid).update(form=form)


def unreachable(draft: Draft) -> None:
    """A screening that asks two questions and ends in nothing but one step."""
    titles = draft.document.titles
    whole = rules_content.with_form(drafting.content(draft), name="screen", kind=states.SCREENING, titles=titles)
    draft.forms = [{**whole["forms"][0], "head": {**whole["forms"][0]["head"], "audience": "labour"}}]
    draft.save()


def untranslated(draft: Draft) -> None:
    Clause.objects.filter(draft=draft, uid="A-01").update(state_ar=states.TO_CHECK)


@pytest.mark.parametrize("spoil", [untranslated, circle, unreachable])
def test_a_text_with_a_gap_is_not_put(spoil: Any) -> None:
    table, draft = tabled()
    spoil(draft)
    sentence = refused_as(spoil.__name__, table, draft)
    assert sentence


def test_one_question_on_a_text_at_a_time() -> None:
    table, draft = tabled(confirm_by=states.COMMISSION)
    decision = put_text(table, draft)
    all_agree(decision)
    conclude(decision)
    with refused(NotNow, "question_awaits"):
        put_text(table, draft)


def test_only_clauses_of_the_text_that_change_are_named() -> None:
    table, draft = tabled(follows=True)
    refused_as("parts", table, draft, NotValid, parts=["Q-99"])
    refused_as("parts", table, draft, NotValid, parts=["Q-02"])
    decision = put_text(table, draft, parts=[" Q-01 ", "", "Q-01"])
    assert decision.parts == ["Q-01"]


def test_every_change_is_the_whole_and_a_new_clause_brings_its_section() -> None:
    table, draft = tabled(follows=True)
    decision = put_text(table, draft, parts=["Q-01", "A-01"])
    assert decision.parts == []
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    other = hand.draft(hand.document(table.cycle), state=states.DRAFT_TABLED)
    assert put_text(table, other, parts=["Q-02"]).parts == ["S-01", "Q-02"]


# --- what is adopted -------------------------------------------------------------------------------------------------
def test_an_agreed_text_becomes_an_edition_in_the_same_moment() -> None:
    table, draft = tabled()
    decision = put_text(table, draft)
    all_agree(decision)
    conclude(decision)
    done = fresh(draft)
    edition = Edition.objects.get()
    assert (done.state, done.edition, done.document.state) == (states.DRAFT_ADOPTED, edition, states.ADOPTED)
    assert (edition.decision, edition.parts, edition.number) == (decision, [], 1)
    assert edition.forms.get().version.adoption == "TRI 1 · 1 · 2026-12-10"
    with refused(NotNow, "document_adopted"):
        put_text(table, draft)


def test_a_new_draft_of_an_adopted_text_is_put_and_taken_back_without_losing_what_is_adopted() -> None:
    table, draft = tabled(follows=True)
    decision = put_text(table, draft)
    assert fresh(draft).document.state == states.TABLED
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    assert (fresh(draft).state, fresh(draft).document.state) == (states.DRAFT_TABLED, states.ADOPTED)
    again = put_text(table, draft)
    all_agree(again)
    conclude(again)
    assert fresh(draft).document.state == states.ADOPTED
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_part_is_adopted_and_the_rest_goes_on_as_a_draft_and_to_the_next_table() -> None:
    table, draft = tabled(follows=True)
    decision = put_text(table, draft, parts=["Q-01"])
    all_agree(decision)
    conclude(decision)
    done, edition = fresh(draft), Edition.objects.get(number=2)
    assert (done.state, done.document.state) == (states.DRAFT_ADOPTED_IN_PART, states.ADOPTED_IN_PART)
    adopted = {one["uid"]: one["texts"]["fr"] for one in edition.content["clauses"]}
    assert (adopted["Q-01"], adopted["A-01"]) == ("Autre texte", "Texte A-01")
    rest = Draft.objects.get(base=edition)
    assert (rest.state, hand.at(rest, "A-01").text_fr) == (states.DRAFTED, "Autre article")
    decision.item.refresh_from_db()
    assert decision.item.state == states.ITEM_CARRIED


def test_a_confirmation_adopts_and_a_refused_one_sends_the_text_back() -> None:
    for confirmed in (True, False):
        table, draft = tabled(confirm_by=states.COMMISSION)
        decision = put_text(table, draft)
        all_agree(decision)
        conclude(decision)
        assert fresh(draft).edition is None
        if confirmed:
            decisions.confirm(decision_id=decision.pk, on=at_the_table.DAY, reference="C 12/2026", by=SECRETARY)
            assert fresh(draft).state == states.DRAFT_ADOPTED
        else:
            decisions.refuse_confirmation(decision_id=decision.pk, reason="Le budget manque", by=SECRETARY)
            assert (fresh(draft).state, fresh(draft).document.state) == (states.DRAFTED, states.DEFERRED)


# --- what is not agreed ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("method", "parts", "state"),
    [
        (states.CONSENSUS, [], states.DRAFTED),
        (states.VOTE, [], states.DRAFT_REJECTED),
        (states.VOTE, ["Q-01"], states.DRAFTED),
    ],
)
def test_a_text_that_is_not_agreed_goes_back_or_ends(method: str, parts: list[str], state: str) -> None:
    table, draft = tabled(follows=True)
    decision = put_text(table, draft, method=method, parts=parts)
    say(decision, "police", states.OBJECT)
    say(decision, "labour", states.OBJECT)
    conclude(decision, asked=True)
    assert (fresh(draft).state, fresh(draft).document.state) == (state, states.ADOPTED)
    assert Edition.objects.count() == 1


def test_a_first_text_that_a_majority_is_against_is_not_adopted() -> None:
    table, draft = tabled()
    decision = put_text(table, draft, method=states.VOTE)
    say(decision, "police", states.OBJECT)
    conclude(decision, asked=True)
    assert (fresh(draft).state, fresh(draft).document.state) == (states.DRAFT_REJECTED, states.REJECTED)
    agenda.start(item_id=decision.item_id, by=SECRETARY)
    with refused(NotNow, "no_draft"):
        put_text(table, draft)


# --- what is never adopted -------------------------------------------------------------------------------------------
def nothing_is_adopted(decision: Decision, draft: Draft) -> None:
    decision.refresh_from_db()
    assert (decision.state, fresh(draft).state, Edition.objects.exists()) == (states.PUT, states.DRAFT_TABLED, False)
    assert not Version.objects.filter(name__startswith="text-").exists()


def test_without_a_quorum_nothing_is_adopted() -> None:
    table, draft = tabled()
    decision = put_text(table, draft)
    all_agree(decision)
    Attendance.objects.filter(table=table).exclude(institution="hospital").update(left_at=clock.now())
    with refused(NotNow, "quorum_lost"):
        conclude(decision)
    nothing_is_adopted(decision, draft)


def test_whoever_has_a_lapsed_mandate_says_nothing_on_a_text() -> None:
    table, draft = tabled()
    decision = put_text(table, draft)
    Mandate.objects.filter(institution="hospital").update(valid_to=at_the_table.SINCE)
    with refused(NotPermitted, "no_valid_mandate"):
        say(decision, "hospital")
    nothing_is_adopted(decision, draft)


def test_a_text_that_changed_or_got_a_gap_under_the_question_is_not_adopted() -> None:
    table, draft = tabled()
    decision = put_text(table, draft)
    all_agree(decision)
    untranslated(draft)
    with refused(NotNow, "untranslated"):
        conclude(decision)
    nothing_is_adopted(decision, draft)
    Clause.objects.filter(draft=draft).update(state_ar=states.CHECKED)
    with unit(by=SECRETARY) as u:
        drafting.write(u, fresh(draft), hand.content(), checked=True)
    with refused(NotNow, "text_changed"):
        conclude(decision)
    nothing_is_adopted(decision, draft)


def test_a_draft_that_was_withdrawn_leaves_the_document_on_paper() -> None:
    table, draft = tabled()
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFT_WITHDRAWN)
    assert put_text(table, draft, parts=["1"]).parts == ["1"]


# --- reservations and what stands against a clause -------------------------------------------------------------------
def test_a_reservation_names_a_clause_of_the_question_and_goes_into_the_edition() -> None:
    table, draft = tabled(follows=True)
    decision = put_text(table, draft, parts=["Q-01"])
    assert list(put_texts.clauses_of(decision)) == ["Q-01"]
    for wrong in ("7", "A-01"):
        with refused(NotValid, "reservation_clause"):
            say(decision, "labour", states.RESERVE, reservation=Reserve(wrong, "Sauf le délai", None))
    say(decision, "labour", states.RESERVE, reservation=Reserve("Q-01", "Sauf le délai", None))
    all_agree(decision, "labour")
    conclude(decision)
    held = Edition.objects.get(number=2).content["reservations"]
    assert [(one["uid"], one["institution"], one["text"]) for one in held] == [("Q-01", "labour", "Sauf le délai")]
    assert put_texts.words_of(decision, "Q-01")["fr"] == "Autre texte"


def test_what_was_held_back_refused_or_carried_over_stands_against_its_clause() -> None:
    cycle = at_the_table.cycle()
    draft = hand.draft(hand.document(cycle))
    row = hand.opened(draft)
    hand.stand(row, HEALTH, states.OBJECTION, reason="Trop tôt")
    refusal, carried = hand.amend(row, HEALTH, uid="Q-02"), hand.amend(row, LABOUR, uid="A-01")
    kept = hand.amend(row, LABOUR, uid="S-01")
    consultations.close(consultation_id=row.pk, by=SECRETARY)
    for one in (refusal, kept):
        hand.settle(one, states.AMENDMENT_REJECTED)
    hand.settle(carried, states.CARRIED_OVER)
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFT_TABLED)
    table = at_the_table.in_session(cycle)
    decision = put_text(table, draft)
    say(decision, "police", states.RESERVE, reservation=Reserve("Q-01", "Sauf le délai", None))
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    found = {one.uid: one.contested for one in put_texts.choices(fresh(draft))}
    assert found == {"S-01": False, "Q-01": True, "Q-02": True, "A-01": True}
