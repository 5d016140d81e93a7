"""The races of a case conference: two chairs, two of one desk, a withdrawal against what goes on."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.models import Case, Consent
from himaya.conferences import access, queries, rules, states
from himaya.conferences.actions import conferences, given, items, minutes, sayings, seats
from himaya.conferences.actions.items import Draft
from himaya.conferences.actions.sayings import Said
from himaya.conferences.models import Attendance, Conference, Given, Heard, Hearer, Item, Minutes, Saying, Seat
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, Called

races = Table()
CHAIRS = (cast.INSPECTOR, cast.LABOUR_LEAD)
OF_SHELTER = (cast.SHELTER, cast.SHELTER_COLLEAGUE)
OF_WARD = (cast.NURSE, cast.actor("nurse", "ward", "front_line", "health_professional"))
P = rules.PROTECTION


def state() -> str:
    return Conference.objects.get().state


def ready() -> tuple[Called, UUID]:
    one = at_hand.called(begins=BEGINS)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    return one, thing


def held() -> Called:
    one, thing = at_hand.running()
    items.hear(item_id=thing, decided="", by=at_hand.CHAIR)
    conferences.end(conference_id=one.pk, by=at_hand.CHAIR)
    return one


@races.of("conferences.call")
def one_conference_is_called_on_a_case() -> Race:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    call = partial(conferences.call, case_id=case.pk, begins_at=BEGINS, minutes=60, per_item=10)
    return once(lambda by: call(by=by), "conference.called", lambda: Conference.objects.count() == 1, by=CHAIRS)


@races.of("conferences.begin", at=BEGINS)
def two_chairs_begin_once() -> Race:
    one, _thing = ready()
    return once(
        lambda by: conferences.begin(conference_id=one.pk, by=by),
        "conference.begun",
        lambda: state() == states.RUNNING,
        by=CHAIRS,
    )


@races.of("conferences.end", at=BEGINS)
def two_chairs_end_once() -> Race:
    one, thing = at_hand.running()
    items.hear(item_id=thing, decided="", by=at_hand.CHAIR)
    return once(
        lambda by: conferences.end(conference_id=one.pk, by=by),
        "conference.ended",
        lambda: state() == states.HELD,
        by=CHAIRS,
    )


@races.of("conferences.move")
def of_two_chairs_the_later_day_stands_and_each_asks_the_desks_anew() -> Race:
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    return both(
        lambda by: conferences.move(conference_id=one.pk, begins_at=BEGINS + timedelta(days=2), by=by),
        "conference.moved",
        lambda: one.row.moved_at is not None and Seat.objects.get().state == states.INVITED,
        by=CHAIRS,
    )


@races.of("conferences.cancel")
def two_chairs_cancel_once() -> Race:
    one = at_hand.called()
    return once(
        lambda by: conferences.cancel(conference_id=one.pk, reason="postponed", by=by),
        "conference.cancelled",
        lambda: state() == states.CANCELLED,
        by=CHAIRS,
    )


@races.of("conferences.cancel_with_file")
def what_a_closed_file_had_called_is_cancelled_once() -> Race:
    at_hand.close_file(at_hand.called())
    case_id = Case.objects.get().pk
    return both(
        lambda by: conferences.cancel_with_file(case_id=case_id, by=by),
        "conference.cancelled",
        lambda: Conference.objects.get().cancel_reason == rules.FILE_CLOSED,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("seats.offer")
def a_desk_is_invited_once_to_a_part() -> Race:
    one = at_hand.called()
    return once(
        lambda by: seats.offer(conference_id=one.pk, part=P, desk_id="shelter", by=by),
        "conference.seat_offered",
        lambda: Seat.objects.count() == 1,
        by=CHAIRS,
    )


@races.of("seats.answer")
def two_of_a_desk_answer_and_the_later_answer_stands_whole() -> Race:
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    answer = partial(seats.answer, conference_id=one.pk, part=P, answer=states.WRITES)
    return both(
        lambda by: answer(line="We keep a bed", by=by),
        "conference.seat_answered",
        lambda: Seat.objects.get().state == states.WRITES,
        by=OF_SHELTER,
    )


@races.of("seats.enter", at=BEGINS)
def two_of_a_desk_come_in_each_in_their_role() -> Race:
    one, _thing = ready()
    return both(
        lambda by: seats.enter(conference_id=one.pk, by=by),
        "conference.attended",
        lambda: Attendance.objects.count() == 2,
        by=OF_SHELTER,
    )


@races.of("sayings.write")
def two_lines_at_once_each_have_their_number() -> Race:
    one = at_hand.called()
    return both(
        lambda by: sayings.write(conference_id=one.pk, said=Said(rules.TOLD, clock.today()), by=by),
        "conference.said",
        lambda: sorted(Saying.objects.values_list("number", flat=True)) == [1, 2],
        by=CHAIRS,
    )


@races.of("sayings.withdraw")
def a_part_is_taken_back_once() -> Race:
    one = at_hand.called()
    return once(
        lambda by: sayings.withdraw(conference_id=one.pk, part=P, by=by),
        "conference.withdrawn",
        lambda: queries.standing(one.row) == (),
        by=CHAIRS,
    )


@races.of("items.add")
def the_last_place_for_an_item_is_taken_once() -> Race:
    one = at_hand.called(minutes=10)
    at_hand.seat(one, "shelter")
    draft = Draft(P, rules.HOUSING, at_hand.WORDS, hearers=(("shelter", rules.AGREEMENT),))
    return once(
        lambda by: items.add(conference_id=one.pk, draft=draft, by=by),
        "conference.item_added",
        lambda: Item.objects.count() == 1,
        by=CHAIRS,
    )


@races.of("items.state_health")
def two_statements_of_one_hospital_each_have_their_number() -> Race:
    one = at_hand.called()
    at_hand.seat(one, "ward")
    say = partial(items.state_health, conference_id=one.pk, part=P, own_words="", terms=(("woman_interpreter", None),))
    return both(
        lambda by: say(by=by),
        "conference.item_added",
        lambda: sorted(Item.objects.values_list("number", flat=True)) == [1, 2],
        by=OF_WARD,
    )


@races.of("items.name_hearers")
def a_hearer_named_twice_at_once_is_named_once() -> Race:
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    at_hand.seat(one, "hostel")
    at_hand.agree(one.case, "hostel", "needs")
    thing = at_hand.item(one, "shelter")
    name = partial(items.name_hearers, item_id=thing, hearers=(("hostel", rules.AGREEMENT),))
    return both(lambda by: name(by=by), "conference.hearers_named", lambda: Hearer.objects.count() == 2, by=CHAIRS)


@races.of("items.take_up", at=BEGINS)
def one_item_is_on_at_a_time() -> Race:
    one, thing = ready()
    second = at_hand.item(one, "shelter")
    conferences.begin(conference_id=one.pk, by=at_hand.CHAIR)
    which = dict(zip(CHAIRS, (thing, second), strict=True))
    return once(
        lambda by: items.take_up(item_id=which[by], by=by),
        "conference.item_taken_up",
        lambda: Item.objects.filter(state=states.ON).count() == 1,
        by=CHAIRS,
    )


@races.of("items.hear", at=BEGINS)
def an_item_is_heard_once() -> Race:
    _one, thing = at_hand.running()
    return once(
        lambda by: items.hear(item_id=thing, decided="", by=by),
        "conference.item_heard",
        lambda: Heard.objects.get().desks == [["shelter", rules.AGREEMENT]],
        by=CHAIRS,
    )


@races.of("items.hear", at=BEGINS)
def an_item_heard_while_the_agreement_is_withdrawn_is_heard_before_or_by_nobody() -> Race:
    one, thing = at_hand.running()
    line = Consent.objects.get()
    return Race(
        _at_once(
            lambda by: items.hear(item_id=thing, decided="", by=by),
            lambda by: consents.withdraw(consent_id=line.pk, by=by),
        ),
        2,
        "conference.item_heard",
        1,
        lambda: _reads_nothing(one),
    )


@races.of("given.give", at=BEGINS)
def two_actions_at_once_are_both_given() -> Race:
    one, thing = at_hand.running()
    give = partial(given.give, conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=BEGINS.date())
    return both(
        lambda by: give(what="Keep a bed", by=by),
        "conference.action_given",
        lambda: sorted(Given.objects.values_list("number", flat=True)) == [1, 2],
        by=CHAIRS,
    )


@races.of("minutes.draft", at=BEGINS)
def two_drafts_at_once_are_two_versions() -> Race:
    one = held()
    return both(
        lambda by: minutes.draft(conference_id=one.pk, remark="", by=by),
        "conference.minutes_drafted",
        lambda: sorted(Minutes.objects.values_list("number", flat=True)) == [1, 2],
        by=CHAIRS,
    )


@races.of("minutes.agree", at=BEGINS)
def minutes_are_agreed_once() -> Race:
    one = held()
    minutes.draft(conference_id=one.pk, remark="", by=at_hand.CHAIR)
    return once(
        lambda by: minutes.agree(conference_id=one.pk, number=1, by=by),
        "conference.minutes_agreed",
        lambda: state() == states.AGREED and Minutes.objects.filter(kind=states.FINAL).count() == 1,
        by=CHAIRS,
    )


def _at_once(
    first: Callable[[Actor], object], second: Callable[[Actor], object]
) -> tuple[Callable[[], object], Callable[[], object]]:
    return partial(first, CHAIRS[0]), partial(second, CHAIRS[1])


def _reads_nothing(one: Called) -> bool:
    with access.open_seat(cast.SHELTER, access.invited(cast.SHELTER, one.pk)) as seen:
        return not seen.items
