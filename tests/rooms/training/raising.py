"""An awareness activity of `labour`, by the verbs: planned, checked by one, by two, shown, ended."""

from collections.abc import Sequence
from datetime import date, timedelta

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.training import rules
from himaya.training import rules_awareness as checks
from himaya.training.actions import awareness_activities
from himaya.training.actions.awareness_activities import Says
from himaya.training.models import AwarenessActivity, PlanLine
from tests import cast
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, SECRETARY

OTHER_SECRETARY = cast.actor("secretary-2", "secretariat", "secretariat")
SAFE = {code: checks.Answer(checks.YES) for code in checks.QUESTIONS}
UNSAFE = {**SAFE, "no_shock": checks.Answer(checks.NO, "La chaîne de l’affiche est à retirer")}


def line(**changes: object) -> PlanLine:
    given = {"kind": rules.AWARENESS, "modules": (), "owner_id": "labour", "titles": {"fr": "Dire où se tourner"}}
    return at_hand.line(at_hand.need(), **{**given, **changes})


def says(**changes: object) -> Says:
    today = clock.today()
    given = {
        "messages": {"fr": "Votre papier est à vous", "ar": "وثيقتكم ملك لكم"},
        "channels": ("radio", "poster"),
        "audience": "Personnes qui cherchent un emploi",
        "languages": ("ary", "fr"),
        "region_id": "north",
        "first_day": today,
        "last_day": today + timedelta(days=9),
        "budget_source": "Budget de l’État",
        "reach_planned": 5000,
    }
    return Says(**{**given, **changes})  # type: ignore[arg-type]


def planned(of: PlanLine | None = None, by: Actor = SECRETARY, **changes: object) -> AwarenessActivity:
    at_hand.people()
    # Whoever checks stands in the row.
    Account.objects.get_or_create(id=OTHER_SECRETARY.account_id, defaults={"username": "secretary-2"})
    return awareness_activities.plan(line_id=(of or line()).pk, says=says(**changes), by=by)


def fresh(row: AwarenessActivity) -> AwarenessActivity:
    return AwarenessActivity.objects.get(pk=row.pk)


def checked(row: AwarenessActivity | None = None, by: Actor = LABOUR) -> AwarenessActivity:
    """By one person."""
    of = fresh(row or planned())
    awareness_activities.check(activity_id=of.pk, seen=of.revision, answers=SAFE, by=by)
    return fresh(of)


def seconded(row: AwarenessActivity | None = None, by: Actor = SECRETARY) -> AwarenessActivity:
    """By two."""
    of = checked(row)
    awareness_activities.second(activity_id=of.pk, seen=of.revision, answers=SAFE, by=by)
    return fresh(of)


def running(row: AwarenessActivity | None = None) -> AwarenessActivity:
    of = seconded(row)
    awareness_activities.start(activity_id=of.pk, by=LABOUR)
    return fresh(of)


def mondays(row: AwarenessActivity) -> list[date]:
    return [one.monday for one in checks.weeks(row.first_day, row.last_day)]


def counted(row: AwarenessActivity, calls: Sequence[int], source: str = "Ligne verte") -> None:
    """The first weeks of the series, in their order, entered when all of them are over."""
    weeks = mondays(row)
    with clock.stopped(clock.now() + timedelta(weeks=len(weeks))):
        for week, n in zip(weeks, calls, strict=False):
            awareness_activities.count_week(activity_id=row.pk, week=week, calls=n, source=source, by=LABOUR)
