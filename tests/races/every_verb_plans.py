"""The races of the first days and the plan: two ask, propose, give, or say how it goes, at once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from himaya.cases.models import Tally
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.kernel.models import OutboxMessage
from himaya.plans.actions import first_days, goals, health_offers, lines, talks
from himaya.plans.actions.talks import Said
from himaya.plans.models import FirstDays, Goal, HealthOffer, Line, LineStep, Talk
from tests import cast
from tests.races.every_verb import Holds, Race, Table, both, once
from tests.rooms.plans import planned

races = Table()
HOLDERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
BODIES = (cast.SHELTER, cast.SHELTER_COLLEAGUE)
SAID = Said(date(2026, 11, 24), "ary", "none", "agreed")


def numbered(*models: type) -> Holds:
    """Each of the two rows has a number of its own."""
    return lambda: all(
        sorted(model.objects.values_list("number", flat=True)) == [1, 2]  # type: ignore[attr-defined]
        for model in models
    )


def state(wanted: str) -> Holds:
    """The line stands there, and its steps are numbered without a gap."""

    def holds() -> bool:
        steps = LineStep.objects.order_by("number").values_list("number", flat=True)
        return Line.objects.get().state == wanted and list(steps) == list(range(1, len(steps) + 1))

    return holds


def proposed() -> UUID:
    case = planned.opened()
    planned.asked(case)
    return planned.line(planned.goal(case)).pk


def moved(verb: Callable[..., None], line_id: UUID, **said: str) -> Callable[[Actor], None]:
    return lambda by: verb(line_id=line_id, by=by, **said)


@races.of("health_offers.say")
def what_became_of_an_offer_is_kept_twice_when_two_say_it() -> Race:
    case = planned.opened()
    return both(
        lambda by: health_offers.say(case_id=case.pk, said="not_now", instance_id=new_id(), by=by),
        "health_offer.said",
        numbered(HealthOffer),
        by=HOLDERS,
    )


@races.of("first_days.ask")
def two_rounds_at_once_both_stand_each_with_its_number() -> Race:
    case = planned.opened()
    return both(partial(planned.asked, case), "first_days.asked", numbered(FirstDays), by=HOLDERS)


@races.of("first_days.leave")
def the_same_reason_sent_twice_is_kept_once() -> Race:
    case, form = planned.opened(), new_id()
    return both(
        lambda by: first_days.leave(case_id=case.pk, reason="too_tired", instance_id=form, by=by),
        "first_days.left",
        lambda: FirstDays.objects.count() == 1,
        by=HOLDERS,
        rows=1,
    )


@races.of("goals.add")
def two_goals_at_once_both_stand() -> Race:
    case = planned.opened()
    planned.asked(case)
    return both(lambda by: planned.goal(case, by=by), "goal.added", numbered(Goal), by=HOLDERS)


@races.of("goals.end")
def a_goal_is_ended_once() -> Race:
    case = planned.opened()
    planned.asked(case)
    one = planned.goal(case)
    return once(
        lambda by: goals.end(goal_id=one.pk, outcome="reached", by=by),
        "goal.ended",
        lambda: Goal.objects.get().outcome == "reached",
        by=HOLDERS,
    )


@races.of("lines.add")
def two_lines_at_once_both_stand_under_one_reference() -> Race:
    case = planned.opened()
    planned.asked(case)
    goal = planned.goal(case)
    numbers = numbered(Line)
    return both(
        lambda by: planned.line(goal, by=by),
        "plan_line.added",
        lambda: numbers() and len(set(Line.objects.values_list("reference", flat=True))) == 1,
        by=HOLDERS,
    )


@races.of("talks.go_through")
def two_talks_at_once_both_stand_and_a_line_is_accepted_once() -> Race:
    case = planned.opened()
    planned.asked(case)
    planned.line(planned.goal(case))
    numbers = numbered(Talk)
    return both(
        lambda by: talks.go_through(case_id=case.pk, said=SAID, instance_id=new_id(), by=by),
        "plan.gone_through",
        lambda: numbers() and LineStep.objects.filter(verb="accepted").count() == 1,
        by=HOLDERS,
    )


@races.of("lines.accept")
def a_line_is_accepted_once() -> Race:
    return once(moved(lines.accept, proposed()), "plan_line.accepted", state("accepted"), by=HOLDERS)


@races.of("lines.refuse")
def a_line_is_refused_once() -> Race:
    return once(moved(lines.refuse, proposed()), "plan_line.refused", state("refused"), by=HOLDERS)


@races.of("lines.offer_again")
def a_line_is_offered_again_once() -> Race:
    one = proposed()
    lines.refuse(line_id=one, by=cast.INSPECTOR)
    return once(moved(lines.offer_again, one), "plan_line.offered_again", state("proposed"), by=HOLDERS)


@races.of("lines.postpone")
def the_same_day_moved_by_two_is_moved_once() -> Race:
    _case, one = planned.given()
    day = date(2026, 12, 20)
    return both(
        lambda by: lines.postpone(line_id=one.pk, due_on=day, by=by),
        "plan_line.moved",
        lambda: OutboxMessage.objects.filter(event="plan_line.due").count() == 2,
        by=HOLDERS,
        rows=1,
    )


@races.of("lines.request")
def a_line_is_given_once() -> Race:
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    planned.consent(case)
    told = OutboxMessage.objects.filter(event="plan_line.due")
    stands = state("requested")
    return once(moved(lines.request, one.pk), "plan_line.given", lambda: stands() and told.count() == 1, by=HOLDERS)


@races.of("lines.take_up")
def a_line_of_the_own_desk_is_begun_once() -> Race:
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case), "labour-north", "labour_rights")
    planned.agreed(case)
    return once(moved(lines.take_up, one.pk), "plan_line.taken_up", state("started"), by=HOLDERS)


@races.of("lines.acknowledge")
def a_line_is_acknowledged_once() -> Race:
    return once(
        moved(lines.acknowledge, planned.given()[1].pk), "plan_line.acknowledged", state("acknowledged"), by=BODIES
    )


@races.of("lines.start")
def a_line_is_begun_once() -> Race:
    return once(moved(lines.start, planned.given()[1].pk), "plan_line.started", state("started"), by=BODIES)


@races.of("lines.suspend")
def a_line_is_paused_once() -> Race:
    one = planned.given()[1].pk
    lines.start(line_id=one, by=cast.SHELTER)
    return once(moved(lines.suspend, one, sentence="Attend"), "plan_line.suspended", state("suspended"), by=BODIES)


@races.of("lines.complete")
def a_line_is_done_once() -> Race:
    one = planned.given()[1].pk
    lines.start(line_id=one, by=cast.SHELTER)
    return once(moved(lines.complete, one, delivered="yes"), "plan_line.completed", state("completed"), by=BODIES)


@races.of("lines.not_available")
def a_gap_is_counted_once() -> Race:
    one, stands = planned.given()[1].pk, state("not_available")
    return once(
        moved(lines.not_available, one, reason="no_place"),
        "plan_line.not_available",
        lambda: stands() and Tally.objects.get(kind="no_service").count == 1,
        by=BODIES,
    )
