"""The races of an interview: two windows of one interviewer, or two interviewers of a desk."""

from functools import partial
from typing import Any

from himaya.interviews import content, queries, rules, states
from himaya.interviews.actions import (
    agreements,
    drafts,
    facts,
    happenings,
    interpreters,
    interviews,
    notes,
    preparations,
    sittings,
    tellings,
)
from himaya.interviews.actions.agreements import Said
from himaya.interviews.actions.happenings import Happened
from himaya.interviews.actions.interviews import Afterwards, Closing, NextTime
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.interviews.actions.tellings import Told
from himaya.interviews.models import Agreement, Event, Fact, Interpreter, Interview, Moment, Note, Preparation, Telling
from himaya.kernel.models import OutboxMessage
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held

races = Table()
TWO = (LEADER, cast.actor("shelter-interviewer", "shelter", "interviewer"))
# What only a holder of the certificate does.
WINDOWS = (LEADER, LEADER)


def numbers(model: Any) -> list[int]:
    return sorted(model.objects.values_list("number", flat=True))


def state() -> str:
    return Interview.objects.get().state


def told_once() -> bool:
    return OutboxMessage.objects.filter(event="interview.act_now").count() == 1


def agreed() -> Held:
    factories.qualify(LEADER.account_id)
    return at_hand.agreed()


def begun() -> Held:
    factories.qualify(LEADER.account_id)
    return at_hand.begun()


def ended() -> Held:
    one = begun()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    return one


@races.of("interviews.open_for")
def one_interview_is_opened_on_a_case() -> Race:
    one = at_hand.opened()
    interviews.refuse(interview_id=one.pk, by=LEADER)
    factories.qualify(LEADER.account_id)
    return once(
        lambda by: interviews.open_for(case_id=one.case_id, by=by),
        "interview.opened",
        lambda: Interview.objects.exclude(state=states.CLOSED).count() == 1,
        by=WINDOWS,
        rows=1,
    )


@races.of("interviews.postpone")
def two_postponements_each_have_their_number() -> Race:
    one = at_hand.opened()
    return both(
        lambda by: interviews.postpone(interview_id=one.pk, reason="", next_time=NextTime(), by=by),
        "interview.postponed",
        lambda: numbers(Moment) == [1, 2],
        by=TWO,
    )


@races.of("interviews.refuse")
def an_interview_is_refused_once() -> Race:
    one = at_hand.opened()
    return once(
        lambda by: interviews.refuse(interview_id=one.pk, by=by),
        "interview.refused",
        lambda: state() == states.CLOSED,
        by=TWO,
    )


@races.of("interviews.close")
def an_interview_is_closed_once() -> Race:
    one = ended()
    closing = Closing(states.HEARD, "yes")
    return once(
        lambda by: interviews.close(interview_id=one.pk, closing=closing, by=by),
        "interview.closed",
        lambda: state() == states.CLOSED,
        by=TWO,
    )


@races.of("interviews.note_after")
def two_lines_after_it_each_have_their_number() -> Race:
    one = at_hand.opened()
    interviews.refuse(interview_id=one.pk, by=LEADER)
    note = partial(interviews.note_after, interview_id=one.pk, after=Afterwards(True, False))
    return both(lambda by: note(by=by), "interview.after_noted", lambda: numbers(Note) == [1, 2], by=TWO)


@races.of("tellings.note")
def two_tellings_each_have_their_number() -> Race:
    one = at_hand.opened()
    note = partial(tellings.note, case_id=one.case_id, told=Told("ngo"))
    return both(lambda by: note(by=by), "interview.telling_noted", lambda: numbers(Telling) == [1, 2], by=TWO)


@races.of("interpreters.note")
def two_interpreters_each_have_their_number() -> Race:
    one = at_hand.opened()
    note = partial(interpreters.note, interview_id=one.pk, offered=at_hand.offered())
    return both(
        lambda by: note(by=by),
        "interview.interpreter_noted",
        lambda: numbers(Interpreter) == [1, 2],
        by=TWO,
    )


@races.of("preparations.answer")
def two_rounds_of_gates_are_both_kept() -> Race:
    one = at_hand.opened()
    factories.qualify(LEADER.account_id)
    answer = partial(preparations.answer, interview_id=one.pk, gates=Gates({"alone": "yes"}))
    return both(lambda by: answer(by=by), "interview.prepared", lambda: numbers(Preparation) == [1, 2], by=WINDOWS)


@races.of("agreements.note")
def answers_written_twice_are_two_sets_of_lines() -> Race:
    one = at_hand.prepared()
    items = [item.id for item in content.words().agreement]
    said = Said("wo", "spoken", "nobody")
    note = partial(agreements.note, interview_id=one.pk, answers=dict.fromkeys(items, "yes"), said=said)
    return both(
        lambda by: note(by=by),
        "interview.agreement_noted",
        lambda: numbers(Agreement) == list(range(1, 2 * len(items) + 1)),
        by=TWO,
    )


@races.of("agreements.withdraw")
def an_item_is_taken_back_once() -> Race:
    one = at_hand.agreed()
    return once(
        lambda by: agreements.withdraw(interview_id=one.pk, item="interview", by=by),
        "interview.agreement_withdrawn",
        lambda: queries.agreed(one.row)["interview"] == "withdrawn",
        by=TWO,
    )


@races.of("sittings.begin")
def a_sitting_begins_once() -> Race:
    at_hand.form()
    one = agreed()
    return once(
        lambda by: sittings.begin(interview_id=one.pk, opening=Opening(limits_read=True), by=by),
        "interview.begun",
        lambda: state() == states.SITTING,
        by=(LEADER, LEADER),
    )


@races.of("sittings.pause")
def a_break_begins_once() -> Race:
    one = begun()
    return once(
        lambda by: sittings.pause(interview_id=one.pk, by=by),
        "interview.paused",
        lambda: numbers(Moment) == [1],
        by=TWO,
    )


@races.of("sittings.resume")
def a_break_ends_once() -> Race:
    one = begun()
    sittings.pause(interview_id=one.pk, by=LEADER)
    return once(
        lambda by: sittings.resume(interview_id=one.pk, by=by),
        "interview.resumed",
        lambda: state() == states.SITTING,
        by=WINDOWS,
    )


@races.of("sittings.end")
def a_sitting_ends_once() -> Race:
    one = begun()
    return once(
        lambda by: sittings.end(interview_id=one.pk, ending=states.DONE, by=by),
        "interview.sitting_ended",
        lambda: state() == states.BETWEEN,
        by=TWO,
    )


@races.of("sittings.note_distress")
def distress_noted_twice_stops_the_questions_once() -> Race:
    one = begun()
    return both(
        lambda by: sittings.note_distress(interview_id=one.pk, distress=Distress(topic="E"), by=by),
        "interview.distress_noted",
        lambda: numbers(Moment) == [1, 2, 3] and state() == states.PAUSED,
        by=TWO,
    )


@races.of("drafts.keep")
def of_two_windows_one_is_told() -> Race:
    one = begun()
    keep = partial(drafts.keep, interview_id=one.pk, xml=at_hand.filled(), revision=0)
    return once(lambda by: keep(by=by), "interview.draft_kept", lambda: _turn(one) == 1, by=WINDOWS)


@races.of("drafts.keep")
def a_yes_about_taking_ones_life_in_two_windows_is_told_once() -> Race:
    one = begun()
    keep = partial(drafts.keep, interview_id=one.pk, xml=at_hand.filled(more={"thoughts": "yes"}), revision=0)
    return once(lambda by: keep(by=by), "interview.act_now", told_once, by=WINDOWS)


@races.of("drafts.keep")
def danger_told_in_two_windows_is_told_once() -> Race:
    one = begun()
    keep = partial(drafts.keep, interview_id=one.pk, xml=at_hand.filled(more={"own_rating": "now"}), revision=0)
    danger = OutboxMessage.objects.filter(event="interview.in_danger")
    return once(lambda by: keep(by=by), "interview.in_danger", lambda: danger.count() == 1, by=WINDOWS)


@races.of("drafts.finish")
def a_form_is_finished_once() -> Race:
    one = begun()
    finish = partial(drafts.finish, interview_id=one.pk, xml=at_hand.filled(), revision=0)
    return once(lambda by: finish(by=by), "interview.draft_finished", lambda: _turn(one) == 1, by=WINDOWS)


@races.of("facts.add")
def two_facts_each_have_their_number() -> Race:
    one = begun()
    add = partial(facts.add, interview_id=one.pk, fact=facts.Written("C", rules.SAID, at_hand.WORDS))
    return both(lambda by: add(by=by), "interview.fact_added", lambda: numbers(Fact) == [1, 2], by=(LEADER, LEADER))


@races.of("facts.amend")
def two_corrections_are_two_lines() -> Race:
    one = begun()
    at_hand.fact(one)
    amend = partial(facts.amend, interview_id=one.pk, number=1, change=rules.CORRECTION, text="Canary now")
    return both(lambda by: amend(by=by), "interview.fact_amended", lambda: numbers(Fact) == [1, 2, 3], by=TWO)


@races.of("happenings.add")
def two_events_each_have_their_number() -> Race:
    one = begun()
    add = partial(happenings.add, interview_id=one.pk, happened=Happened("transit", "Canary road"))
    return both(lambda by: add(by=by), "interview.event_added", lambda: numbers(Event) == [1, 2], by=(LEADER, LEADER))


@races.of("happenings.place")
def the_later_placing_counts() -> Race:
    one = begun()
    for _each in range(2):
        happenings.add(interview_id=one.pk, happened=Happened("transit", "Canary road"), by=LEADER)
    place = partial(happenings.place, interview_id=one.pk, event=1, how=rules.BEFORE, other=2)
    return both(lambda by: place(by=by), "interview.note_added", lambda: numbers(Note) == [1, 2], by=TWO)


@races.of("notes.own_view")
def two_views_of_the_person_are_two_lines() -> Race:
    one = begun()
    note = partial(notes.own_view, interview_id=one.pk, rating="much", said="Canary fear")
    return both(lambda by: note(by=by), "interview.note_added", lambda: numbers(Note) == [1, 2], by=(LEADER, LEADER))


@races.of("notes.inconsistency")
def two_inconsistencies_are_two_lines() -> Race:
    one = begun()
    note = partial(notes.inconsistency, interview_id=one.pk, said="Canary odd", explanations=("trauma",))
    return both(lambda by: note(by=by), "interview.note_added", lambda: numbers(Note) == [1, 2], by=(LEADER, LEADER))


def _turn(one: Held) -> int:
    found = queries.draft(one.row)
    return found.turn if found is not None else 0
