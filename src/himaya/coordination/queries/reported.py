"""What a report on a period counts, read from the whole record as it stood on its last day: for `insight` only.

A report on a cycle counts that cycle; a report on a year every cycle that was held here. Told history is no part of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.coordination import rules_reporting as rules
from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import (
    Attendance,
    CostLine,
    Decision,
    Document,
    Edition,
    FollowUpSnapshot,
    Need,
    NeedStep,
    Recommendation,
    RecommendationStep,
    Release,
    Report,
    Reservation,
    RoundTable,
    Suspension,
)
from himaya.coordination.queries import tables as queries
from himaya.coordination.queries.decisions import STANDING
from himaya.coordination.rules_reporting import Standing, Step
from himaya.institutions.models import Institution
from himaya.kernel import clock

HELD = (states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """The days of a report, the day on which its figures stand (`as_of`), and its cycle; None for all of them.

    What several figures count is read once for each scope.
    """

    first: date
    last: date
    as_of: date
    cycle_id: UUID | None

    @property
    def is_over(self) -> bool:
        """True once the whole period lies behind."""
        return clock.today() > self.last

    @property
    def end(self) -> datetime:
        """The last moment that counts, by the nation's clock."""
        return datetime.combine(self.as_of + DAY, time(), clock.here())

    @cached_property
    def tables(self) -> "list[RoundTable]":
        """The tables meant for a day of the period."""
        return _tables(self)

    @cached_property
    def recommendations(self) -> "list[Followed]":
        """Every recommendation addressed by the day, as it stood then."""
        return _recommendations(self)

    def of_cycle(self, name: str = "cycle") -> Q:
        """The rows of its cycle, or of every cycle that is no told history."""
        return Q(**{f"{name}_id": self.cycle_id}) if self.cycle_id else Q(**{f"{name}__recorded": False})


@dataclass(frozen=True, slots=True)
class Followed:
    """One recommendation that was addressed, and how it stood on the day."""

    row: Recommendation
    standing: Standing
    addressed_on: date
    answered_on: date | None

    @property
    def is_followed(self) -> bool:
        """True unless it ended without being verified: superseded, merged, no longer relevant."""
        return self.standing.state not in following.ENDED_OTHERWISE


def scope_of(report: Report) -> Scope:
    """What a report covers, and the day on which its figures stand: its last one, or today until then."""
    return Scope(report.first_day, report.last_day, min(report.last_day, clock.today()), report.cycle_id)


def _tables(scope: Scope) -> list[RoundTable]:
    # By the clock of their place, in the order of their days.
    near = Q(
        starts_at__gte=datetime.combine(scope.first - DAY, time(), clock.here()),
        starts_at__lt=datetime.combine(scope.last + 2 * DAY, time(), clock.here()),
    )
    rows = RoundTable.objects.filter(scope.of_cycle(), near).exclude(state=states.RECORDED)
    rows = rows.select_related("cycle", "minutes_record").order_by("starts_at", "number")
    return [row for row in rows if scope.first <= queries.meeting_day(row) <= scope.last]


def held(scope: Scope) -> list[RoundTable]:
    """Those whose session was opened and closed by the day of the report."""
    return [row for row in scope.tables if row.state in HELD and row.closed_at and row.closed_at < scope.end]


def attendance(table: RoundTable) -> list[tuple[Institution, str]]:
    """Each institution with a seat on the day, and its best attendance."""
    marked: dict[str, list[str]] = defaultdict(list)
    for institution_id, status in Attendance.objects.filter(table=table).values_list("institution_id", "status"):
        marked[institution_id].append(status)
    seats = queries.seats_on(table.cycle, queries.meeting_day(table))
    seated = [seat.institution for seat in seats if seat.institution is not None]
    return [(one, rules.best(marked[one.pk])) for one in seated]


def minutes_in_time(table: RoundTable, day: date) -> bool | None:
    """Whether the minutes of a held table went round in time, as known on a day; None while they still may."""
    if table.closed_at is None:
        return None
    closed = queries.local(table, table.closed_at).date()
    limit = rules.working_day_after(closed, queries.rules_of(table.cycle).minutes_days)
    minutes = getattr(table, "minutes_record", None)
    circulated = minutes.circulated_on if minutes is not None else None
    if circulated is not None and circulated <= day:
        return bool(circulated <= limit)
    return None if day <= limit else False


def decisions(scope: Scope) -> "QuerySet[Decision]":
    """The questions put to a table of the period and not withdrawn, in order."""
    rows = Decision.objects.filter(table__in=[row.pk for row in scope.tables], put_at__lt=scope.end)
    rows = rows.exclude(state=states.WITHDRAWN).select_related("table")
    return rows.order_by("table__starts_at", "number")


def binds(decision: Decision, day: date) -> bool:
    """Whether a decision bound on a day: a confirmation that came later was not there yet."""
    late = decision.confirmed_on is not None and decision.confirmed_on > day
    return decision.state in states.BINDING and not late


def editions(scope: Scope) -> "QuerySet[Edition]":
    """What was adopted in the period."""
    rows = Edition.objects.filter(scope.of_cycle("document__cycle"), adopted_on__range=(scope.first, scope.as_of))
    rows = rows.defer("content").select_related("document", "decision__table")
    return rows.order_by("adopted_on", "document_id", "number")


def adopted_documents(scope: Scope) -> "QuerySet[Document]":
    """The texts of which one edition at least was adopted by the day."""
    adopted = Edition.objects.filter(adopted_on__lte=scope.as_of).values("document_id")
    return Document.objects.filter(scope.of_cycle(), pk__in=adopted).order_by("cycle_id", "title_fr", "pk")


def in_force(scope: Scope) -> set[UUID]:
    """The documents that a release carried on the screens at the end of the day, not suspended whole."""
    off = Suspension.objects.filter(uid="", confirmed_at__lt=scope.end).filter(
        Q(state__in=states.SUSPENDS) | Q(settled_at__gte=scope.end)
    )
    rows = Release.objects.filter(live_at__lt=scope.end).exclude(pk__in=off.values("release_id"))
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=scope.end))
    rows = rows.filter(state__in=(states.LIVE, states.SUSPENDED, states.SUPERSEDED))
    return set(rows.values_list("document", flat=True))


def reservations(scope: Scope) -> "QuerySet[Reservation]":
    """What institutions held back from decisions of the scope up to the day."""
    rows = Reservation.objects.filter(scope.of_cycle("decision__table__cycle"), decision__state__in=STANDING)
    rows = rows.filter(decision__put_at__lt=scope.end).select_related("decision__table", "institution")
    return rows.order_by("decision__table__starts_at", "decision__number", "pk")


def _recommendations(scope: Scope) -> list[Followed]:
    rows = Recommendation.objects.filter(addressed_on__lte=scope.as_of).select_related("lead")
    rows = rows.filter(cycle_id=scope.cycle_id) if scope.cycle_id else rows
    known = list(rows.order_by("number"))
    steps = _steps(scope)
    live = scope.as_of >= clock.today()
    found = []
    for row in known:
        of = steps.get(row.pk, [])
        stood = _now(row, scope.as_of) if live else rules.standing(row.due_on, of, scope.as_of)
        if stood is not None and row.addressed_on is not None:
            found.append(Followed(row, stood, row.addressed_on, _answered(row, of)))
    return found


def _now(row: Recommendation, day: date) -> Standing | None:
    """Today the row itself says it."""
    return rules.standing(row.due_on, (Step(day, "", row.state),), day)


def _answered(row: Recommendation, steps: Sequence[Step]) -> date | None:
    return rules.first_answer(steps, row.responded_on) or row.responded_on


def _steps(scope: Scope) -> Mapping[UUID, list[Step]]:
    rows = RecommendationStep.objects.order_by("recommendation_id", "number")
    rows = rows.filter(recommendation__cycle_id=scope.cycle_id) if scope.cycle_id else rows
    found: dict[UUID, list[Step]] = defaultdict(list)
    for key, on, did, state, code in rows.values_list("recommendation_id", "on", "did", "state", "code"):
        found[key].append(Step(on, did, state, code))
    return found


def needs(scope: Scope) -> list[tuple[Need, str]]:
    """The needs entered by the day, each with its state then; those that were dropped by then are left out."""
    rows = Need.objects.filter(scope.of_cycle(), entered_on__lte=scope.as_of).order_by("cycle_id", "number")
    steps: dict[UUID, list[Step]] = defaultdict(list)
    known = list(rows)
    for one in NeedStep.objects.filter(need__in=rows.values("pk")).order_by("need_id", "number"):
        steps[one.need_id].append(Step(one.on, "", one.state))
    live = scope.as_of >= clock.today()
    stood = [(row, row.state if live else rules.state_on(steps[row.pk], scope.as_of)) for row in known]
    return [(row, state) for row, state in stood if state not in ("", states.DROPPED)]


def snapshots(scope: Scope) -> list[FollowUpSnapshot]:
    """What was frozen at the tables of the period, and at the last table before it, the first one first."""
    rows = FollowUpSnapshot.objects.filter(scope.of_cycle("table__cycle"), on__lte=scope.as_of)
    rows = rows.select_related("table").prefetch_related("lines").order_by("on", "taken_at")
    known = list(rows)
    before = [one for one in known if one.on < scope.first]
    return [*before[-1:], *(one for one in known if one.on >= scope.first)]


def costs(scope: Scope) -> "QuerySet[CostLine]":
    """The cost lines of the cycle in the period that were not taken back, by their days."""
    if scope.cycle_id is None:
        return CostLine.objects.none()
    rows = CostLine.objects.filter(cycle_id=scope.cycle_id, on__range=(scope.first, scope.as_of))
    return rows.filter(taken_back_on__isnull=True).order_by("on", "entered_on", "pk")


def references(rows: Iterable[Followed]) -> list[str]:
    """`R-12` and so on: what a reader looks up in the register."""
    return [f"R-{one.row.number}" for one in rows]
