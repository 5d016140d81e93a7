"""Which look is due when, and what is overdue: days and references, never a level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.risks import rules_clocks
from himaya.risks.models import Assessment, FirstLook, RiskEvent

# More than a lead looks at in one go; what waits longest comes first.
MOST = 300


@dataclass(frozen=True, slots=True)
class Due:
    """By which day somebody looks at the risk of a case again; `last` is the assessment that counts from, if any."""

    case: Case
    on: date
    last: UUID | None

    @property
    def late(self) -> bool:
        return rules_clocks.is_overdue(self.on, clock.today())


def events(case_id: UUID) -> QuerySet[RiskEvent]:
    """Every line of what calls for a look, the newest first, with its words still closed."""
    rows = RiskEvent.objects.filter(case_id=case_id).select_related("desk", "answered_by")
    return rows.order_by("-noted_at", "pk")


def open_events(case_id: UUID) -> list[RiskEvent]:
    """What nobody has looked at yet, without its words."""
    return list(RiskEvent.objects.filter(case_id=case_id, ended_on__isnull=True).defer("words").order_by("pk"))


def due(case: Case) -> Due | None:
    """When the risk of an open case is looked at again; None before anything called for one."""
    return next(iter(dues([case])), None)


def dues(rows: Iterable[Case]) -> list[Due]:
    """The same of several cases; those that nothing calls for are left out."""
    by_id = {case.pk: case for case in rows if case.state == "open"}
    last: dict[UUID, tuple[UUID | None, date | None]] = {}
    rows_of = Assessment.objects.filter(case__in=list(by_id), abandoned_on__isnull=True).filter(
        Q(due_on__isnull=False) | Q(nearer_on__isnull=False)
    )
    for case_id, pk, on, nearer in rows_of.order_by("number").values_list("case_id", "pk", "due_on", "nearer_on"):
        # The first one, while it is under way, is nothing to count from: it has a day where it cannot wait.
        day = min(one for one in (on, nearer) if one is not None)
        last[case_id] = (pk if on is not None else None, day)
    waiting: dict[UUID, list[rules_clocks.Forced]] = {}
    for row in RiskEvent.objects.filter(case__in=list(by_id), ended_on__isnull=True).defer("words"):
        waiting.setdefault(row.case_id, []).append(row.forced)
    rated = _rated(list(by_id))
    found = []
    for pk, case in by_id.items():
        number, on = last.get(pk, (None, None))
        if number is None and pk in rated:
            on = min(on or rated[pk], rated[pk])
        look = rules_clocks.next_look(on, waiting.get(pk, ()))
        if look is not None:
            found.append(Due(case, look, number))
    return found


def not_looked_at(case_id: UUID) -> int:
    """1 where the last look at a risk is not of the last days: one is asked for at closing, and stops nothing."""
    finished = Assessment.objects.filter(case_id=case_id, finished_at__isnull=False)
    last = finished.order_by("-number").values_list("finished_at", flat=True).first()
    return int(last is not None and clock.today() - last.astimezone(clock.here()).date() > rules_clocks.NEAR)


def overdue_of(actor: Actor) -> list[Due]:
    """For the desk: its files whose look is overdue. For a lead: those of every desk of their institution.

    Their reference, desk and day; conflicts of interest stay out.
    """
    if not cases.works_on_cases(actor):
        return []
    leads = actor.has(cases.LEAD)
    which = Q(institution_id=actor.institution_id) & cases.not_excluded(actor) if leads else cases.held_cases(actor)
    # The days of a file are of a room that a lead of a sister desk is not in; that it is late is all that is told.
    with wall.beyond(wall.EVERYTHING):
        return _overdue(which)


def overdue_everywhere() -> list[Due]:
    """For the worker: every file whose look is overdue."""
    with wall.beyond(wall.EVERYTHING):
        return _overdue(Q(), most=None)


def _overdue(which: Q, *, most: int | None = MOST) -> list[Due]:
    today = clock.today()
    counts = Assessment.objects.filter(abandoned_on__isnull=True)
    by_level = counts.filter(Q(due_on__lt=today) | Q(nearer_on__lt=today)).values("case_id")
    by_event = RiskEvent.objects.filter(ended_on__isnull=True).values("case_id")
    by_rating = FirstLook.objects.filter(look_by__lt=today).values("case_id")
    called = Q(pk__in=by_level) | Q(pk__in=by_event) | Q(pk__in=by_rating)
    rows = Case.objects.filter(which, called, state="open").select_related("desk")
    found = [one for one in dues(rows.order_by("reference")) if one.late]
    return sorted(found, key=lambda one: (one.on, one.case.reference))[:most]


def _rated(case_ids: list[UUID]) -> dict[UUID, date]:
    """By case the day of the first look that the person's ratings ask for; it counts while none is finished."""
    return dict(FirstLook.objects.filter(case__in=case_ids).values_list("case_id", "look_by"))
