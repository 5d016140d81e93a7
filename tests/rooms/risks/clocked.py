"""Looks, events and measures of a case, by their verbs."""

from datetime import date, datetime, timedelta
from typing import Any

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.risks.actions import measures, risk_events
from himaya.risks.models import Assessment, Measure, RiskEvent
from himaya.tasks.models import Task
from himaya.tasks.states import LIVE
from tests import cast, factories
from tests.rooms.risks import assessed

BY = cast.INSPECTOR
WORDS = "Canari du retour"


def looked(case: Case, *scale: str, domain: str = "R1", **more: Any) -> Assessment:
    """A look that was begun and finished today; of one domain, which says no more than the scale does."""
    row = assessed.begun(case, **more)
    assessed.answered(row, domain, *(scale or ("1", "1")))
    return assessed.finished(row, 1)


def noted(case: Case, kind: str = "incident", day: date | None = None, by: Actor = BY, words: str = WORDS) -> RiskEvent:
    return risk_events.note(case_id=case.pk, kind=kind, day=day, words=words, instance_id=new_id(), by=by)


def planned(case: Case, code: str = "relocation", by: Actor = BY, **changes: Any) -> Measure:
    said: dict[str, Any] = {"domain": "R1", "owner": by.desk_id, "due_on": clock.today() + timedelta(days=5)}
    said |= {"words": WORDS, "instance_id": new_id(), **changes}
    return measures.plan(case_id=case.pk, code=code, by=by, **said)


def after(days: int) -> datetime:
    return factories.TUESDAY + timedelta(days=days)


def waiting(case: Case) -> dict[str, date | None]:
    """What the worker raised about the risks of a case and is still to be done, with its day."""
    worker.drain()
    found = Task.objects.filter(case=case, state__in=LIVE, kind__startswith="risk_")
    return dict(found.values_list("kind", "due_on"))
