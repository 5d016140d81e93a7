"""The races of a decision: two who enter, two who ask, two recorders, a withdrawal against what goes on."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Consent
from himaya.determinations import queries, states
from himaya.determinations.actions import counsels, decision_notes, decision_requests, determinations, namings, periods
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.actions.determinations import Outcome, Said
from himaya.determinations.actions.namings import Entered
from himaya.determinations.models import Counsel, Decision, Naming, Note, Period, Request, Telling
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.tasks.actions import raising
from himaya.tasks.models import Task
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations import test_counsel_elsewhere as counsel_elsewhere
from tests.rooms.determinations.determination_at_hand import (
    AUTHORITY,
    AUTHORITY_2,
    COUNSEL,
    RECORDER,
    RECORDER_COLLEAGUE,
)

races = Table()
LEADS = (cast.INSPECTOR, cast.LABOUR_LEAD)
RECORDERS = (RECORDER, RECORDER_COLLEAGUE)
SECRETARIES = (cast.SECRETARY, at_hand.SECRETARY_2)
COUNSELS = (COUNSEL, cast.actor("labour-counsel-2", "labour-north", "legal_counsel"))
ENTERED = Entered(
    part=states.BODY,
    step=states.PRESUMED,
    desk_id=at_hand.BODY,
    text="Text",
    source="s",
    mark="C",
    valid_from=at_hand.FROM,
)


def entry() -> UUID:
    at_hand.seat_everybody()
    return namings.propose(entered=ENTERED, by=cast.SECRETARY)


def ready() -> UUID:
    at_hand.seat_everybody()
    return at_hand.ready()


def state() -> str:
    return Request.objects.defer("sheet").get().state


@races.of("namings.propose")
def one_entry_waits_in_one_place() -> Race:
    at_hand.seat_everybody()
    return once(
        lambda by: namings.propose(entered=ENTERED, by=by),
        "naming.proposed",
        lambda: Naming.objects.count() == 1,
        by=SECRETARIES,
    )


@races.of("namings.confirm")
def an_entry_is_confirmed_once() -> Race:
    pk = entry()
    return once(
        lambda by: namings.confirm(naming_id=pk, by=by),
        "naming.confirmed",
        lambda: Naming.objects.get().state == states.IN_FORCE,
        by=(AUTHORITY, AUTHORITY_2),
    )


@races.of("namings.refuse")
def an_entry_is_refused_once() -> Race:
    pk = entry()
    return once(
        lambda by: namings.refuse(naming_id=pk, by=by),
        "naming.refused",
        lambda: Naming.objects.get().state == states.REFUSED,
        by=(AUTHORITY, AUTHORITY_2),
    )


@races.of("namings.end")
def an_entry_is_ended_once() -> Race:
    pk = end_asked()
    return once(
        lambda by: namings.end(naming_id=pk, by=by),
        "naming.ended",
        lambda: Naming.objects.get().state == states.ENDED,
        by=(AUTHORITY, AUTHORITY_2),
    )


@races.of("namings.keep")
def an_end_is_rejected_once() -> Race:
    pk = end_asked()
    return once(
        lambda by: namings.keep(naming_id=pk, by=by),
        "naming.kept",
        lambda: Naming.objects.get().end_asked_by is None,
        by=(AUTHORITY, AUTHORITY_2),
    )


@races.of("namings.ask_to_end")
def an_end_is_asked_for_once() -> Race:
    at_hand.seat_everybody()
    pk = at_hand.named()
    return once(
        lambda by: namings.ask_to_end(naming_id=pk, reason="The text changed", by=by),
        "naming.end_asked",
        lambda: Naming.objects.get().end_asked_by is not None,
        by=SECRETARIES,
    )


def end_asked() -> UUID:
    at_hand.seat_everybody()
    pk = at_hand.named()
    namings.ask_to_end(naming_id=pk, reason="The text changed", by=cast.SECRETARY)
    return pk


@races.of("decision_requests.send")
def one_decision_is_waited_for() -> Race:
    case_id = ready()
    send = partial(decision_requests.send, case_id=case_id, wanted=Wanted(states.PRESUMED), sheet=at_hand.SHEET)
    return once(lambda by: send(by=by), "decision_request.sent", lambda: Request.objects.count() == 1, by=LEADS)


@races.of("decision_requests.advise")
def counsel_sends_a_sheet_to_a_desk_of_police_once() -> Race:
    at_hand.seat_everybody()
    at_hand.named(desk="police-north")
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, "police-north")
    pk = decision_requests.send(case_id=case_id, wanted=Wanted(states.PRESUMED), sheet=at_hand.SHEET, by=cast.INSPECTOR)
    return once(
        lambda by: decision_requests.advise(request_id=pk, yes=by == COUNSEL, by=by),
        "decision_request.advised",
        lambda: state() != states.TO_COUNSEL,
        by=COUNSELS,
    )


@races.of("decision_requests.withdraw_unnamed")
def what_waits_at_a_body_not_named_any_more_is_taken_back_once() -> Race:
    at_hand.asked(ready())
    for one in Naming.objects.filter(state=states.IN_FORCE):
        at_hand.ended(one.pk)
    return both(
        lambda by: decision_requests.withdraw_unnamed(by=by),
        "decision_request.withdrawn",
        lambda: state() == states.WITHDRAWN,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("decision_requests.withdraw")
def a_request_is_taken_back_once() -> Race:
    pk = at_hand.asked(ready()).pk
    return once(
        lambda by: decision_requests.withdraw(request_id=pk, by=by),
        "decision_request.withdrawn",
        lambda: state() == states.WITHDRAWN,
        by=LEADS,
    )


@races.of("decision_requests.withdraw_with_agreement")
def what_rested_on_an_agreement_is_taken_back_once() -> Race:
    row = at_hand.asked(ready())
    line = Consent.objects.filter(case=row.case_id, recipient_id=at_hand.BODY).latest("number")
    consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
    gone = Consent.objects.filter(case=row.case_id, word="withdrawn").latest("number").pk
    return both(
        lambda by: decision_requests.withdraw_with_agreement(consent_id=gone, by=by),
        "decision_request.withdrawn",
        lambda: state() == states.WITHDRAWN,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("decision_requests.withdraw_with_file")
def what_a_closed_file_had_asked_is_taken_back_once() -> Race:
    row = at_hand.asked(ready())
    at_hand.close(row.case_id)
    return both(
        lambda by: decision_requests.withdraw_with_file(case_id=row.case_id, by=by),
        "decision_request.withdrawn",
        lambda: state() == states.WITHDRAWN,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("determinations.record")
def a_request_is_decided_once() -> Race:
    row = at_hand.asked(ready())
    outcome = Outcome(states.PRESUMED, "Reasons", clock.today())
    return once(
        lambda by: determinations.record(request_id=row.pk, outcome=outcome, by=by),
        "determination.recorded",
        lambda: Decision.objects.count() == 1 and state() == states.DECIDED,
        by=RECORDERS,
    )


@races.of("determinations.tell")
def two_tellings_stand_beside_each_other() -> Race:
    decision = at_hand.recorded(at_hand.asked(ready()))
    said = Said(clock.today(), "ar", "none", "spoken")
    return both(
        lambda by: determinations.tell(decision_id=decision, said=said, by=by),
        "determination.told",
        lambda: Telling.objects.count() == 2,
        by=LEADS,
    )


@races.of("periods.start")
def a_period_begins_once() -> Race:
    case_id = ready()
    at_hand.period()
    at_hand.recorded(at_hand.asked(case_id))
    return once(
        lambda by: periods.start(case_id=case_id, by=by),
        "period.started",
        lambda: Period.objects.count() == 1,
        by=LEADS,
    )


@races.of("periods.extend")
def a_period_is_made_longer_to_one_day_once() -> Race:
    case_id = ready()
    at_hand.period()
    at_hand.recorded(at_hand.asked(case_id))
    periods.start(case_id=case_id, by=cast.INSPECTOR)
    last = clock.today() + timedelta(days=60)
    return once(
        lambda by: periods.extend(case_id=case_id, last_on=last, reason="illness", by=by),
        "period.extended",
        lambda: Period.objects.count() == 2,
        by=LEADS,
    )


@races.of("decision_notes.draft")
def two_notes_each_have_their_number() -> Race:
    case_id = ready()
    at_hand.agree(case_id, "police-north", data_class=queries.NOTE)
    draft = partial(decision_notes.draft, case_id=case_id, to_desk="police-north", covered=("work",))
    return both(
        lambda by: draft(by=by),
        "decision_note.drafted",
        lambda: sorted(Note.objects.values_list("number", flat=True)) == [1, 2],
        by=LEADS,
    )


@races.of("decision_notes.advise")
def counsel_says_one_word_of_a_note() -> Race:
    case_id = ready()
    at_hand.agree(case_id, "police-north", data_class=queries.NOTE)
    note = decision_notes.draft(case_id=case_id, to_desk="police-north", covered=("work",), by=cast.INSPECTOR)
    return once(
        lambda by: decision_notes.advise(note_id=note, yes=by == COUNSEL, by=by),
        "decision_note.advised",
        lambda: Note.objects.count() == 2,
        by=COUNSELS,
    )


@races.of("decision_notes.give")
def a_note_can_be_given_twice_and_each_time_is_a_line() -> Race:
    _case, note = at_hand.note(ready())
    return both(
        lambda by: decision_notes.give(note_id=note, on=clock.today(), by=by),
        "decision_note.given",
        lambda: Note.objects.filter(word=states.GIVEN).count() == 2,
        by=LEADS,
    )


@races.of("counsels.name_counsel")
def counsel_of_another_desk_is_named_once() -> Race:
    pk = counsel_elsewhere.to_read().pk
    return once(
        lambda by: counsels.name_counsel(request_id=pk, desk_id=counsel_elsewhere.DESK, by=by),
        "decision_counsel.named",
        lambda: Counsel.objects.filter(ended_at__isnull=True).count() == 1,
        by=LEADS,
    )


@races.of("counsels.take_back_counsel")
def the_sheet_is_withdrawn_from_counsel_once() -> Race:
    pk = counsel_elsewhere.named().pk
    return once(
        lambda by: counsels.take_back_counsel(request_id=pk, by=by),
        "decision_counsel.ended",
        lambda: Counsel.objects.get().why == states.TAKEN_BACK,
        by=LEADS,
    )


@races.of("counsels.end_with_agreement")
def a_naming_ends_once_with_its_agreement() -> Race:
    row = counsel_elsewhere.named()
    line = Consent.objects.filter(case_id=row.case_id, recipient_id=counsel_elsewhere.DESK).latest("number")
    consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
    last = Consent.objects.filter(case_id=row.case_id, recipient_id=counsel_elsewhere.DESK).latest("number").pk
    return both(
        lambda by: counsels.end_with_agreement(consent_id=last, by=by),
        "decision_counsel.ended",
        lambda: Counsel.objects.get().why == states.AGREEMENT_ENDED,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("counsels.end_lapsed")
def a_naming_ends_once_after_the_last_day() -> Race:
    with clock.stopped(clock.now() - timedelta(days=1)):
        row = counsel_elsewhere.named()
        question = Question(f"desk:{counsel_elsewhere.DESK}", (queries.COUNSEL,), "ary", "none", "spoken")
        consents.give(case_id=row.case_id, question=question, until=clock.today(), by=cast.INSPECTOR)
    return both(
        lambda by: counsels.end_lapsed(by=by),
        "decision_counsel.ended",
        lambda: Counsel.objects.get().why == states.AGREEMENT_ENDED,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("raising.keep_at_desk")
def one_task_lies_at_a_desk_while_something_waits() -> Race:
    counsel_elsewhere.named()
    return both(
        lambda by: raising.keep_at_desk(kind="counsel_word", desk_id=counsel_elsewhere.DESK, waits=lambda: True, by=by),
        "task.raised",
        lambda: Task.objects.filter(kind="counsel_word", case__isnull=True).count() == 1,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
