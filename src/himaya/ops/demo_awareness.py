"""Awareness in the invented country: one message, checked by two people, shown for two weeks, and calls around it."""

from datetime import date, timedelta

from himaya.institutions.content_reader import Row
from himaya.kernel import clock
from himaya.kernel.unit import unit
from himaya.ops import demo_scene
from himaya.ops.demo_scene import Scene
from himaya.training import rules_awareness
from himaya.training.actions import awareness_activities
from himaya.training.models import AwarenessActivity, PlanLine

SAFE = {code: rules_awareness.Answer(rules_awareness.YES) for code in rules_awareness.QUESTIONS}


def show(scene: Scene, line: PlanLine, row: Row) -> None:
    """One shown by the focal point of its institution, looked at again by the secretariat; one to be checked."""
    by, first = demo_scene.somebody(row.text("account")), scene.day(row.number("days_ago"))
    last = first + timedelta(days=row.number("lasted") - 1)
    made = _planned(scene, line, row, days_ago=row.number("planned"), first=first)
    _planned(scene, line, row, days_ago=row.number("again"), first=scene.today + timedelta(days=row.number("in_days")))
    with scene.on(row.number("checked")):
        awareness_activities.check(activity_id=made.pk, seen=_revision(made), answers=SAFE, by=by)
    with scene.on(row.number("seconded")):
        awareness_activities.second(activity_id=made.pk, seen=_revision(made), answers=SAFE, by=scene.secretary)
    with scene.on(row.number("days_ago")):
        awareness_activities.start(activity_id=made.pk, by=by)
    with scene.on(row.number("days_ago") - row.number("lasted")):
        awareness_activities.end(
            activity_id=made.pk, last_day=last, reach=row.number("reach"), reach_how=row.text("reach_how"), by=by
        )
    weeks = [one.monday for one in rules_awareness.weeks(first, last)]
    with scene.on(row.number("counted")):
        for monday, calls in zip(weeks, row.numbers("calls"), strict=False):
            if monday + timedelta(days=7) <= clock.today():
                awareness_activities.count_week(
                    activity_id=made.pk, week=monday, calls=calls, source=row.text("calls_from"), by=by
                )


def _planned(scene: Scene, line: PlanLine, row: Row, *, days_ago: int, first: date) -> AwarenessActivity:
    by = demo_scene.somebody(row.text("account"))
    says = awareness_activities.Says(
        messages=row.local("messages").as_dict(),
        channels=row.words("channels"),
        audience=row.text("audience"),
        languages=row.words("languages"),
        region_id=row.text("region"),
        first_day=first,
        last_day=first + timedelta(days=row.number("lasted") - 1),
        budget_source=row.text("budget_source"),
        reach_planned=row.number("reach_planned"),
    )
    with scene.on(days_ago), unit(by=by):
        return awareness_activities.plan(line_id=line.pk, says=says, by=by)


def _revision(row: AwarenessActivity) -> int:
    return AwarenessActivity.objects.values_list("revision", flat=True).get(pk=row.pk)
