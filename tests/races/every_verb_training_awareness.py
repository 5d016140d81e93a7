"""The races of awareness: an activity is planned, checked, shown, ended; a week of calls is entered once."""

from datetime import timedelta

from himaya.kernel import clock
from himaya.training import states
from himaya.training.actions import awareness_activities
from himaya.training.models import AwarenessActivity, AwarenessCount
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.training import raising

races = Table()


def _is(state: str) -> bool:
    return AwarenessActivity.objects.get().state == state


@races.of("awareness_activities.plan")
def two_plan_an_activity_of_one_line() -> Race:
    line = raising.line()
    return both(
        lambda by: awareness_activities.plan(line_id=line.pk, says=raising.says(), by=by),
        "awareness_activity.planned",
        lambda: AwarenessActivity.objects.count() == 2,
    )


@races.of("awareness_activities.change")
def an_activity_is_changed_by_one() -> Race:
    row = raising.seconded()
    says = raising.says(messages={"fr": "Un autre message"})
    return once(
        lambda by: awareness_activities.change(activity_id=row.pk, seen=row.revision, says=says, by=by),
        "awareness_activity.voided",
        lambda: _is(states.ACTIVITY_PLANNED),
    )


@races.of("awareness_activities.check")
def an_activity_is_checked_first_by_one() -> Race:
    row = raising.planned()
    return once(
        lambda by: awareness_activities.check(activity_id=row.pk, seen=0, answers=raising.SAFE, by=by),
        "awareness_activity.checked",
        lambda: _is(states.ACTIVITY_CHECKED),
    )


@races.of("awareness_activities.second")
def an_activity_is_seconded_by_one() -> Race:
    row = raising.checked()
    return once(
        lambda by: awareness_activities.second(activity_id=row.pk, seen=row.revision, answers=raising.SAFE, by=by),
        "awareness_activity.seconded",
        lambda: AwarenessActivity.objects.get().seconded_by_id is not None,
    )


@races.of("awareness_activities.start")
def an_activity_is_shown_once() -> Race:
    row = raising.seconded()
    return once(
        lambda by: awareness_activities.start(activity_id=row.pk, by=by),
        "awareness_activity.begun",
        lambda: _is(states.ACTIVITY_RUNNING),
    )


@races.of("awareness_activities.end")
def an_activity_ends_once() -> Race:
    row = raising.running()
    return once(
        lambda by: awareness_activities.end(
            activity_id=row.pk, last_day=clock.today(), reach=40, reach_how="Personnes dans la salle", by=by
        ),
        "awareness_activity.ended",
        lambda: _is(states.ACTIVITY_ENDED),
    )


@races.of("awareness_activities.cancel")
def an_activity_is_cancelled_once() -> Race:
    row = raising.planned()
    return once(
        lambda by: awareness_activities.cancel(activity_id=row.pk, reason="Plus de budget", by=by),
        "awareness_activity.cancelled",
        lambda: _is(states.ACTIVITY_CANCELLED),
    )


@races.of("awareness_activities.count_week")
def a_week_is_entered_once() -> Race:
    row = raising.running()
    week = raising.mondays(row)[0]
    return once(
        lambda by: awareness_activities.count_week(
            activity_id=row.pk, week=week, calls=12, source="Ligne verte", by=by
        ),
        "awareness_activity.counted",
        lambda: AwarenessCount.objects.count() == 1,
    )


@races.of("awareness_activities.correct_week")
def a_week_corrected_by_two_stands_once() -> Race:
    row = raising.running()
    raising.counted(row, [12])
    week = row.first_day - timedelta(days=row.first_day.weekday(), weeks=4)
    return both(
        lambda by: awareness_activities.correct_week(
            activity_id=row.pk, week=week, calls=14, source="Ligne verte", by=by
        ),
        "awareness_activity.corrected",
        lambda: AwarenessCount.objects.get().calls == 14,
    )
