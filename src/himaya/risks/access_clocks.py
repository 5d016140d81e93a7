"""The only ways to hold events and measures: for the desk that holds the file, with the reading in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.risks import access, policy, queries_clocks, queries_measures, rules
from himaya.risks.models import Assessment, Measure, RiskEvent
from himaya.risks.queries_clocks import Due
from himaya.risks.rules import Overall, Reading


@dataclass(frozen=True)
class InWords[R: (RiskEvent, Measure)]:
    """One line with its words."""

    row: R
    words: str


@dataclass(frozen=True)
class Then:
    """What one finished assessment came to, for the reader's side of the room."""

    row: Assessment
    overall: Overall
    domains: dict[str, Reading]


@dataclass(frozen=True)
class Clocks:
    """By when, why, and how it changed; the oldest assessment first."""

    case: Case
    apart: bool
    due: Due | None
    events: tuple[InWords[RiskEvent], ...]
    then: tuple[Then, ...]


@dataclass(frozen=True)
class Measures:
    """What was agreed, what is open first."""

    case: Case
    apart: bool
    rows: tuple[InWords[Measure], ...]


@contextmanager
def open_clocks(actor: Actor, case_id: UUID) -> Iterator[Clocks]:
    """For a case of the actor's desk; one audit event per block. Raises NotFound."""
    case = cases.held_case(actor, case_id)
    apart = policy.sits_apart(actor)
    events = list(queries_clocks.events(case.pk))
    finished = Assessment.objects.filter(case=case, finished_at__isnull=False).select_related("desk")
    rows = list(finished.order_by("number"))
    with Access(actor, access.PURPOSE, action="risk_event.read", about=("case", case.pk)) as reader:
        reader.open(*events, *rows)
        said = tuple(InWords(row, str(row.words or "")) for row in events)
        yield Clocks(case, apart, queries_clocks.due(case), said, tuple(_then(row, apart=apart) for row in rows))


def _then(row: Assessment, *, apart: bool) -> Then:
    kept = (row.levels_apart if apart else row.levels) or {}
    domains = {code: Reading(*pair) for code, pair in kept.get("domains", {}).items()}
    return Then(row, Overall(str(kept.get("overall", rules.NOT_ASSESSED)), int(kept.get("missing", 0))), domains)


@contextmanager
def open_measures(actor: Actor, case_id: UUID) -> Iterator[Measures]:
    """For a case of the actor's desk; one audit event per block. Raises NotFound."""
    case = cases.held_case(actor, case_id)
    apart = policy.sits_apart(actor)
    rows = list(queries_measures.measures(case.pk, apart=apart))
    with Access(actor, access.PURPOSE, action="risk_measure.read", about=("case", case.pk)) as reader:
        reader.open(*rows)
        yield Measures(case, apart, tuple(InWords(row, str(row.words or "")) for row in rows))


def lock_event(actor: Actor, case_id: UUID, event_id: UUID) -> tuple[Case, RiskEvent]:
    """Hold a line, its case first, inside a unit. Raises NotPermitted, NotFound, NotNow (closed)."""
    case = access.lock_case(actor, case_id)
    rows = RiskEvent.objects.select_for_update(of=("self",)).filter(case=case, pk=event_id).defer("words")
    found = rows.first()
    if found is None:
        raise NotFound
    return case, found


def lock_measure(actor: Actor, case_id: UUID, measure_id: UUID) -> tuple[Case, Measure]:
    """Hold a measure that is the actor's to see, its case first, inside a unit. Raises as `lock_event`."""
    case = access.lock_case(actor, case_id)
    seen = queries_measures.measures(case.pk, apart=policy.sits_apart(actor)).values("pk")
    rows = Measure.objects.select_for_update(of=("self",)).filter(pk=measure_id, pk__in=seen).defer("words")
    found = rows.first()
    if found is None:
        raise NotFound
    return case, found
