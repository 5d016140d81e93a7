"""A decision by its verbs: nobody named, asked, recorded, told, looked at again; help waits for none of it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import policy as case_policy
from himaya.cases.actions import consents, handovers
from himaya.cases.models import Case, Consent, Exclusion
from himaya.determinations import access, queries, states
from himaya.determinations.actions import decision_requests, determinations
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.actions.determinations import Said
from himaya.determinations.models import Decision, Panel, Request, Telling
from himaya.determinations.rules_panel import AGAINST, FOR, RECUSED, Member
from himaya.kernel import belongings, clock, decided, still_open, two_people
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.refusals import refused
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.cases.test_handovers import offered
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, RECORDER, SHEET

pytestmark = pytest.mark.capability("C4")
PRE, IDE, NOT = states.PRESUMED, states.IDENTIFIED, states.NOT_ESTABLISHED


def send(case_id: UUID, step: str = PRE, **changes: Any) -> UUID:
    wanted = Wanted(step, **changes)
    return decision_requests.send(case_id=case_id, wanted=wanted, sheet=SHEET, by=ASKS)


def test_where_nobody_is_named_nothing_is_asked_and_no_status_exists() -> None:
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id)
    for step in states.STEPS:
        refuses(lambda step=step: send(case_id, step), NotNow, "no_body")  # type: ignore[misc]
    assert queries.status_of(case_id) == states.POTENTIAL
    assert decided.status(case_id) == ""
    assert not Request.objects.exists()


def test_it_is_asked_by_who_leads_with_the_persons_yes_and_one_at_a_time() -> None:
    at_hand.named()
    case_id = factories.hand_over().case_id
    refuses(lambda: send(case_id), NotNow, "not_agreed")
    at_hand.agree(case_id)
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH, cast.SECRETARY, RECORDER, cast.OPERATOR):
        with pytest.raises(NotFound):
            decision_requests.send(case_id=case_id, wanted=Wanted(PRE), sheet=SHEET, by=stranger)
    colleague = cast.INSPECTOR_COLLEAGUE
    refuses(
        lambda: decision_requests.send(case_id=case_id, wanted=Wanted(PRE), sheet=SHEET, by=colleague),
        NotPermitted,
        "not_the_lead",
    )
    refuses(lambda: send(case_id, IDE), NotNow, "no_body")
    request = Request.objects.get(pk=send(case_id))
    refuses(lambda: send(case_id), NotNow, "pending")
    assert (request.naming.step, request.to_desk_id, request.child) == (PRE, at_hand.BODY, False)
    assert OutboxMessage.objects.filter(event="decision_request.sent").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"acts": ("strange",)}, "acts"),
        ({"means": ("strange",)}, "means"),
        ({"purposes": ("strange",)}, "purposes"),
        ({"effects": {"strange": "yes"}}, "effects"),
        ({"effects": {"dignity_injured": "surely"}}, "effects"),
        ({"found": " "}, "found"),
        ({"wishes": ""}, "wishes"),
        ({"found": "x" * 5000}, "found"),
        ({"missing": "Call 06 12 34 56 78"}, "missing"),
        ({"found": "Her card is AB123456789"}, "found"),
        ({"alternatives": "write to a@b.example"}, "alternatives"),
    ],
)
def test_a_sheet_that_leads_to_somebody_or_says_nothing_is_not_sent(changes: dict[str, Any], field: str) -> None:
    case_id = at_hand.ready(PRE)
    sheet = at_hand.Sheet(**{**{name: getattr(SHEET, name) for name in SHEET.__slots__}, **changes})
    refuses(lambda: decision_requests.send(case_id=case_id, wanted=Wanted(PRE), sheet=sheet, by=ASKS), NotValid, field)
    assert not Request.objects.exists()


def test_a_date_is_no_number_that_leads_to_somebody() -> None:
    case_id = at_hand.ready(PRE)
    sheet = at_hand.Sheet(found="Since 12/03/2026, 14 hours a day", wishes="To stay")
    decision_requests.send(case_id=case_id, wanted=Wanted(PRE), sheet=sheet, by=ASKS)


@pytest.mark.parametrize("age", ["unknown", ""])
def test_no_decision_is_asked_before_the_age_is(age: str) -> None:
    """Seen red while such a person was taken for a child: nobody asked for their yes, nor for the means of an adult."""
    case_id = at_hand.ready()
    Case.objects.filter(pk=case_id).update(age_group=age)
    with refused(NotNow, "age_first"):
        at_hand.asked(case_id, sheet=at_hand.CHILD_SHEET)


def test_a_childs_case_never_turns_on_means() -> None:
    at_hand.named()
    case_id = factories.hand_over().case_id
    at_hand.child(case_id)
    at_hand.agree(case_id, assent="yes")
    refuses(lambda: send(case_id), NotValid, "means")
    request = at_hand.asked(case_id, sheet=at_hand.CHILD_SHEET)
    assert request.child
    with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
        assert opened.sheet is not None
        assert (opened.sheet.means, dict(opened.sheet.effects)) == ((), {})
    at_hand.recorded(request)
    assert queries.status_of(case_id) == PRE


def test_the_body_reads_its_sheet_and_nothing_else_and_nobody_else_reads_it() -> None:
    request = at_hand.asked()
    with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
        assert opened.sheet is not None
        assert opened.sheet.found == at_hand.WORDS
    assert AuditEvent.objects.filter(action="decision_request.read", purpose="record_decision").count() == 1
    strangers: tuple[Actor, ...] = (
        cast.HOSTEL,
        cast.OFFICER,
        cast.SHELTER,
        cast.SECRETARY,
        cast.OPERATOR,
        cast.AUDITOR,
        at_hand.OTHER_RECORDER,
        cast.INSPECTOR_SOUTH,
        ASKS,
    )
    for stranger in strangers:
        with pytest.raises(NotFound):
            access.received(stranger, request.pk)
    assert not case_policy.works_on_cases(RECORDER)
    assert not Case.objects.filter(case_policy.visible_cases(RECORDER)).exists()


def test_a_decision_is_recorded_by_the_body_and_by_no_desk_that_helps() -> None:
    request = at_hand.asked()
    for stranger in (at_hand.OTHER_RECORDER,):
        with pytest.raises(NotFound):
            at_hand.recorded(request, by=stranger)
    for other in (ASKS, cast.HOSTEL, cast.SECRETARY, cast.LABOUR_LEAD):
        refuses(lambda other=other: at_hand.recorded(request, by=other), NotPermitted, "no_recorder")  # type: ignore[misc]
    for status in (IDE, states.POTENTIAL, "victim"):
        refuses(lambda status=status: at_hand.recorded(request, status), NotValid, "status")  # type: ignore[misc]
    yesterday, tomorrow = clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)
    for day in (yesterday, tomorrow, None):
        refuses(lambda day=day: at_hand.recorded(request, decided_on=day), NotValid, "decided_on")  # type: ignore[misc]
    refuses(lambda: at_hand.recorded(request, reasons=" "), NotValid, "reasons")
    refuses(lambda: at_hand.recorded(request, NOT, review_on=None), NotValid, "review_on")
    refuses(lambda: at_hand.recorded(request, review_on=clock.today()), NotValid, "review_on")
    refuses(lambda: at_hand.recorded(request, members=(Member("A", FOR),)), NotValid, "members")
    assert queries.status_of(request.case_id) == states.POTENTIAL
    decision = Decision.objects.get(pk=at_hand.recorded(request))
    assert (decision.status, decision.desk_id, decision.role) == (PRE, at_hand.BODY, "decision_recorder")
    assert decided.status(request.case_id) == PRE
    refuses(lambda: at_hand.recorded(request), NotNow, "not_waiting")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(status=NOT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.update(to_desk_id="shelter")


def test_who_asked_does_not_write_the_answer_down() -> None:
    request = at_hand.asked()
    # The same account, which sits at both desks.
    both = cast.actor("inspector", at_hand.BODY, "decision_recorder")
    refuses(lambda: at_hand.recorded(request, by=both), NotPermitted, "same_person")


def waits_for(who: Actor, request: Request) -> bool:
    act = next(one for one in two_people.acts() if one.code == "decision")
    return two_people.waits_for(who, act, request.pk) is not None


def test_a_review_waits_for_a_colleague_of_whoever_wrote_the_first_decision_down() -> None:
    case_id, decision = at_hand.decided(NOT)
    first, colleague = at_hand.RECORDER, at_hand.RECORDER_COLLEAGUE
    request = at_hand.reviewed(case_id, decision)
    assert (waits_for(first, request), waits_for(colleague, request)) == (False, True)
    at_hand.told(at_hand.recorded(request, by=colleague))
    # Two looks on, only who wrote down the last one is left out.
    asked = at_hand.asked(case_id, step=IDE)
    assert (waits_for(first, asked), waits_for(colleague, asked)) == (True, True)


@pytest.mark.parametrize("reasons", [
    "La personne n’est pas crédible.", "ليس لأقوالها مصداقية.", "The account is implausible.",
])  # fmt: skip
def test_words_that_judge_are_asked_about_before_they_are_read_to_the_person(reasons: str) -> None:
    request = at_hand.asked()
    before = AuditEvent.objects.count()
    refuses(lambda: at_hand.recorded(request, reasons=reasons), NotValid, "as_written")
    assert AuditEvent.objects.count() == before, "nothing of the asking is kept"
    decision = at_hand.recorded(request, reasons=reasons, as_written=True)
    with access.open_chain(ASKS, Case.objects.get(pk=request.case_id)) as chain:
        assert [one.reasons for one in chain.decisions if one.row.pk == decision] == [reasons]


def test_why_a_review_is_asked_for_and_what_is_new_reach_the_body_and_nothing_else_does() -> None:
    case_id, decision = at_hand.decided(NOT)
    why = replace(at_hand.SHEET, grounds="Nobody asked about the debt", new_elements="A pay slip of March")
    wanted = Wanted(kind=states.REVIEW, about=decision)
    request = decision_requests.send(case_id=case_id, wanted=wanted, sheet=why, by=ASKS)
    with access.open_received(RECORDER, access.received(RECORDER, request)) as opened:
        assert opened.sheet is not None
        assert (opened.sheet.grounds, opened.sheet.new_elements) == (why.grounds, why.new_elements)
    # A first request has no such question: what is sent with it all the same does not travel.
    other = factories.hand_over().case_id
    at_hand.agree(other)
    first = decision_requests.send(case_id=other, wanted=Wanted(PRE), sheet=why, by=ASKS)
    with access.open_received(RECORDER, access.received(RECORDER, first)) as opened:
        assert opened.sheet is not None
        assert (opened.sheet.grounds, opened.sheet.new_elements) == ("", "")


@pytest.mark.parametrize("field", ["grounds", "new_elements"])
def test_a_review_needs_no_reason_and_carries_no_number_that_leads_to_somebody(field: str) -> None:
    case_id, decision = at_hand.decided(NOT)
    wanted = Wanted(kind=states.REVIEW, about=decision)
    leads = replace(at_hand.SHEET, **{field: "Call 0612345678"})
    send_it = partial(decision_requests.send, case_id=case_id, wanted=wanted, by=ASKS)
    refuses(lambda: send_it(sheet=leads), NotValid, field)
    assert Request.objects.filter(pk=send_it(sheet=at_hand.SHEET)).exists()


def test_a_body_that_is_not_named_any_more_records_nothing() -> None:
    request = at_hand.asked()
    at_hand.ended(request.naming_id)
    refuses(lambda: at_hand.recorded(request), NotNow, "body_ended")
    at_hand.named(PRE, "children")
    refuses(lambda: at_hand.recorded(request), NotNow, "body_ended")
    at_hand.named(PRE, at_hand.BODY, article="5")
    assert Decision.objects.get(pk=at_hand.recorded(request)).naming.article == "5"


def test_the_chain_goes_step_by_step_and_the_old_stays_readable() -> None:
    case_id, first = at_hand.decided(NOT)
    assert decided.status(case_id) == ""
    refuses(lambda: send(case_id, IDE), NotNow, "not_the_step")
    second = at_hand.recorded(at_hand.asked(case_id))
    third = at_hand.recorded(at_hand.asked(case_id, step=IDE), IDE)
    assert queries.status_of(case_id) == IDE
    for step in states.STEPS:
        refuses(lambda step=step: send(case_id, step), NotNow, "not_the_step")  # type: ignore[misc]
    with access.open_chain(ASKS, Case.objects.get(pk=case_id)) as chain:
        assert [one.row.pk for one in chain.decisions] == [first, second, third]
        assert [one.reasons for one in chain.decisions] == ["Canary reasons"] * 3
        assert [said for one in chain.decisions for _row, said in one.tellings] == ["Canary reply"]


@pytest.mark.parametrize("whom", states.ASKED_BY)
def test_a_review_is_asked_for_by_the_person_or_for_them_and_ends_in_a_new_decision(whom: str) -> None:
    case_id = at_hand.ready()
    decision = at_hand.recorded(at_hand.asked(case_id), NOT)
    again = {"kind": states.REVIEW, "about": decision, "asked_by": whom}
    refuses(lambda: send(case_id, **again), NotNow, "tell_first")
    at_hand.told(decision)
    refuses(lambda: send(case_id, **{**again, "asked_by": "police"}), NotValid, "asked_by")
    with pytest.raises(NotFound):
        send(case_id, **{**again, "about": None})
    request = Request.objects.get(pk=send(case_id, **again))
    assert (request.kind, request.about, request.asked_by_whom, request.step) == (states.REVIEW, 1, whom, PRE)
    refuses(lambda: at_hand.recorded(request, PRE), NotPermitted, "same_recorder")
    changed = Decision.objects.get(pk=at_hand.recorded(request, PRE, by=at_hand.RECORDER_COLLEAGUE))
    assert (changed.about_id, changed.number) == (decision, 2)
    assert list(Decision.objects.filter(case_id=case_id).order_by("number").values_list("status", flat=True)) == [
        NOT,
        PRE,
    ]
    assert decided.status(case_id) == PRE


def test_going_further_needs_another_body_and_the_end_of_a_term_stops_nobody() -> None:
    case_id, decision = at_hand.decided(NOT)
    again = {"kind": states.APPEAL, "about": decision}
    refuses(lambda: send(case_id, **again), NotNow, "no_appeal_body")
    at_hand.named(states.APPEAL_BODY, "children")
    refuses(lambda: send(case_id, **again), NotNow, "not_agreed")
    at_hand.agree(case_id, "children")
    assert queries.review_until(clock.today()) is None
    at_hand.term(30)
    assert queries.review_until(clock.today()) == clock.today() + timedelta(days=30)
    with clock.stopped(factories.TUESDAY + timedelta(days=60)):
        request = Request.objects.get(pk=send(case_id, **again))
        assert request.to_desk_id == "children"
        with pytest.raises(NotFound):
            at_hand.recorded(request)
        at_hand.recorded(request, PRE, by=at_hand.OTHER_RECORDER)
    assert queries.status_of(case_id) == PRE


def test_it_is_told_by_the_desk_that_holds_the_file_also_once_that_is_closed() -> None:
    case_id = at_hand.ready(PRE)
    decision = at_hand.recorded(at_hand.asked(case_id))
    good: dict[str, Any] = {"on": clock.today(), "language": "ar", "interpreter": "none", "how": "spoken"}
    for stranger in (cast.SHELTER, cast.OFFICER, cast.HOSTEL):
        with pytest.raises(NotFound):
            determinations.tell(decision_id=decision, said=Said(**good), by=stranger)
    for field, value in (
        ("on", clock.today() + timedelta(days=1)),
        ("on", clock.today() - timedelta(days=1)),
        ("language", "xx"),
        ("interpreter", "someone"),
        ("how", "sung"),
    ):
        bad = Said(**{**good, field: value})
        refuses(lambda bad=bad: determinations.tell(decision_id=decision, said=bad, by=ASKS), NotValid, field)  # type: ignore[misc]
    assert [one.still.code for one in still_open.of_case(case_id) if one.still.code.startswith("decision")] == [
        "decision_untold"
    ]
    at_hand.close(case_id)
    determinations.tell(decision_id=decision, said=Said(**good), by=cast.INSPECTOR_COLLEAGUE)
    assert Telling.objects.count() == 1
    assert not any(one.still.code == "decision_untold" for one in still_open.of_case(case_id))


def test_an_agreement_taken_back_closes_the_sheet_at_once_and_takes_the_request_back() -> None:
    request = at_hand.asked()
    line = Consent.objects.filter(recipient_id=at_hand.BODY).latest("number")
    consents.withdraw(consent_id=line.pk, by=ASKS)
    with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
        assert opened.sheet is None
    refuses(lambda: at_hand.recorded(request), NotNow, "not_agreed")
    gone = Consent.objects.latest("number")
    assert decision_requests.withdraw_with_agreement(consent_id=gone.pk) == 1
    assert decision_requests.withdraw_with_agreement(consent_id=gone.pk) == 0
    with pytest.raises(NotFound):
        access.received(RECORDER, request.pk)
    with pytest.raises(NotPermitted):
        decision_requests.withdraw_with_agreement(consent_id=gone.pk, by=ASKS)


def test_a_closed_file_is_decided_by_nobody_and_read_by_no_body() -> None:
    request = at_hand.asked()
    at_hand.close(request.case_id)
    refuses(lambda: at_hand.recorded(request), NotNow, "file_closed")
    with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
        assert opened.sheet is None
    assert decision_requests.withdraw_with_file(case_id=request.case_id, by=SYSTEM) == 1
    refuses(lambda: send(request.case_id), NotNow, "closed")


def test_the_desk_takes_a_request_back_and_a_decided_one_stays() -> None:
    request = at_hand.asked()
    for stranger in (cast.SHELTER, RECORDER):
        with pytest.raises(NotFound):
            decision_requests.withdraw(request_id=request.pk, by=stranger)
    decision_requests.withdraw(request_id=request.pk, by=ASKS)
    refuses(lambda: decision_requests.withdraw(request_id=request.pk, by=ASKS), NotNow, "not_waiting")
    another = at_hand.asked(request.case_id)
    at_hand.recorded(another)
    refuses(lambda: decision_requests.withdraw(request_id=another.pk, by=ASKS), NotNow, "not_waiting")


def test_a_conflict_of_interest_keeps_a_recorder_out() -> None:
    request = at_hand.asked()
    Exclusion.objects.create(
        case_id=request.case_id,
        account_id=RECORDER.account_id,
        reason="family",
        excluded_by=ASKS.account_id,
        excluded_at=clock.now(),
    )
    with pytest.raises(NotFound):
        access.received(RECORDER, request.pk)
    with pytest.raises(NotFound):
        at_hand.recorded(request)
    assert queries.received(RECORDER) == []
    at_hand.recorded(request, by=at_hand.RECORDER_COLLEAGUE)


def test_a_panel_decides_by_its_quorum_and_its_names_stay_in_the_body() -> None:
    request = at_hand.asked(at_hand.ready(panel=2))
    aside = Member("Canary Third", RECUSED, "works with the family")
    refuses(lambda: at_hand.recorded(request), NotValid, "members")
    refuses(lambda: at_hand.recorded(request, members=(Member("A", FOR), aside)), NotValid, "members")
    tie = (Member("A", FOR), Member("B", AGAINST))
    refuses(lambda: at_hand.recorded(request, members=tie), NotValid, "members")
    at_hand.recorded(request, members=(Member("Canary First", FOR), Member("Canary Second", FOR), aside))
    decision = Decision.objects.get()
    assert (decision.present, decision.recused, decision.votes_for, decision.votes_against) == (2, 1, 2, 0)
    with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
        assert [one.name for one in opened.members] == ["Canary First", "Canary Second", "Canary Third"]
    with access.open_chain(ASKS, request.case) as chain:
        assert "Canary First" not in repr(chain)
    assert Panel.objects.count() == 1


def test_nothing_is_left_after_an_erasure_and_everything_is_declared() -> None:
    case_id, _decision = at_hand.decided()
    person = Case.objects.get(pk=case_id).person_id
    rooms = [one for one in belongings.of_persons() if one.what == "decisions"]
    assert len(rooms) == 7
    for one in rooms:
        one.erase(person, scope="all")
    assert not Request.objects.exists()
    assert not Decision.objects.exists()
    assert belongings.undeclared() == []


def test_with_a_file_that_goes_to_another_desk_its_decisions_go_too() -> None:
    case_id, decision = at_hand.decided(NOT)
    request = at_hand.reviewed(case_id, decision)
    handovers.accept(handover_id=offered(case_id), by=cast.INSPECTOR_SOUTH)
    with access.open_chain(cast.INSPECTOR_SOUTH, Case.objects.get(pk=case_id)) as chain:
        assert [one.reasons for one in chain.decisions] == ["Canary reasons"]
    with pytest.raises(NotFound):
        access.decision_held(ASKS, decision)
    changed = at_hand.recorded(request, by=at_hand.RECORDER_COLLEAGUE)
    said = Said(clock.today(), "fr", "none", "spoken")
    determinations.tell(decision_id=changed, said=said, by=cast.INSPECTOR_SOUTH)
    assert decided.status(case_id) == PRE
