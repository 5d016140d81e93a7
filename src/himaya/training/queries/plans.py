"""The plan with its lines, and how far needs are covered: counts of people of sessions that were held."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from himaya.coordination import states as table_states
from himaya.coordination.models import Need
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import policy, rules, rules_awareness, states
from himaya.training.models import LineNeed, LineTarget, PlanLine, TrainingPlan
from himaya.training.queries import awareness, reach


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its numbers."""

    row: PlanLine
    aims: int
    reached: int
    sessions: int
    activities: int = 0
    under_way: int = 0

    @property
    def standing(self) -> str:
        """Where it stands."""
        if self.row.kind == rules.AWARENESS:
            dropped = self.row.dropped_on is not None
            return rules_awareness.line_standing(dropped=dropped, activities=self.activities, under_way=self.under_way)
        return rules.line_standing(
            dropped=self.row.dropped_on is not None, aims=self.aims, reached=self.reached, sessions=self.sessions
        )


@dataclass(frozen=True, slots=True)
class Covered:
    """A need with what serves it."""

    row: Need
    served: rules.Served

    @property
    def standing(self) -> str:
        """Where it stands."""
        return rules.coverage(self.served)

    @property
    def missing(self) -> int | None:
        """How many no line aims at."""
        return rules.still_missing(self.served)


def plans(actor: Actor) -> "QuerySet[TrainingPlan]":
    """All plans for the secretariat; for others those that are, or were, in force."""
    rows = TrainingPlan.objects.order_by("-year")
    return rows if policy.leads(actor) else rows.exclude(state=states.PLAN_DRAFT)


def plan_of(actor: Actor, plan_id: UUID) -> TrainingPlan:
    """One plan that the actor may know. Raises NotFound."""
    found = plans(actor).filter(pk=plan_id).first()
    if found is None:
        raise NotFound
    return found


def line_of(actor: Actor, line_id: UUID) -> PlanLine:
    """One line of a plan that the actor may know. Raises NotFound."""
    rows = PlanLine.objects.select_related("plan", "owner").filter(pk=line_id, plan__in=plans(actor).order_by())
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def lines(rows: Iterable[PlanLine]) -> list[Line]:
    """Lines with what they aim at and whom they reached."""
    held = list(rows)
    pks = [one.pk for one in held]
    aims = dict(LineTarget.objects.filter(line__in=pks).values_list("line").annotate(n=Sum("people")))
    sessions = dict(
        PlanLine.objects.filter(pk__in=pks)
        .values_list("pk")
        .annotate(n=Count("sessions", filter=~Q(sessions__state=states.CANCELLED)))
    )
    reached = Counter(line for line, _institution, _who in attended(pks))
    activities = awareness.under_way(pks)
    return [
        Line(one, aims.get(one.pk, 0), reached[one.pk], sessions.get(one.pk, 0), *activities.get(one.pk, (0, 0)))
        for one in held
    ]


def attended(line_ids: Iterable[UUID]) -> set[tuple[UUID, str, UUID]]:
    """Line, institution and mark of each person who attended a session of these lines that was held.

    The mark is the account, or the row of a session where there is none: without an account nobody knows that two rows
    are one person.
    """
    return {
        (line, institution, who)
        for line, _session, institution, who in reach.attended(Q(session__line__in=list(line_ids)))
    }


def coverage(plan: TrainingPlan) -> list[Covered]:
    """Needs that the lines of a plan serve, and open needs that none serves: what is missing first."""
    links = list(
        LineNeed.objects.filter(line__plan=plan, line__dropped_on__isnull=True).values_list("need_id", "line_id")
    )
    still = ~Q(state__in=(table_states.COVERED, table_states.DROPPED))
    needs = Need.objects.filter(still | Q(pk__in=[need for need, _line in links]))
    by_need: dict[UUID, set[UUID]] = {}
    for need, line in links:
        by_need.setdefault(need, set()).add(line)
    planned = _planned(plan)
    reached = attended({line for _need, line in links})
    found = [
        Covered(one, _served(one, by_need.get(one.pk, set()), planned, reached))
        for one in needs.select_related("institution", "cycle").order_by("cycle_id", "number")
    ]
    return sorted(found, key=lambda one: rules.COVERAGES.index(one.standing))


def _planned(plan: TrainingPlan) -> dict[tuple[UUID, str], int]:
    rows = LineTarget.objects.filter(line__plan=plan).values_list("line_id", "institution_id")
    return {(line, institution): n for line, institution, n in rows.annotate(n=Sum("people"))}


def _served(
    need: Need, of: set[UUID], planned: dict[tuple[UUID, str], int], reached: set[tuple[UUID, str, UUID]]
) -> rules.Served:
    return rules.Served(
        asked=need.people,
        lines=len(of),
        planned=sum(planned.get((line, need.institution_id), 0) for line in of),
        # Somebody of two lines that serve one need is one person.
        reached=len({who for line, institution, who in reached if line in of and institution == need.institution_id}),
        dropped=need.state == table_states.DROPPED,
    )
