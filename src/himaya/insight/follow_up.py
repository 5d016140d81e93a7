"""Pictures of the follow-up: who has how much and how far, by theme, from table to table, and how long it takes.

Composed from what coordination lets the actor know, so an institution's picture counts what it may see. Recommendations
are acts of institutions, not people: nothing is hidden for being a small number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from himaya.coordination import rules_following, rules_movement
from himaya.coordination import states_following as states
from himaya.coordination.queries import followed
from himaya.coordination.queries.followed import Fact, Frozen
from himaya.coordination.queries.recommendations import (
    ANSWERED,
    ENDED,
    GROUP_OF,
    IN_PROGRESS,
    REPORTED,
    VERIFIED,
    WAITING,
)
from himaya.insight.rules_survival import Curve, Waited, kaplan_meier
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# The word of the lead (`reported`) and what was found (`verified`) are never one.
GROUPS = (VERIFIED, REPORTED, IN_PROGRESS, ANSWERED, WAITING, ENDED)
LAST_TABLES = 6
# A curve of so few can still jump a long way: the page says so.
FEW = 10
STEPS = (7, 14, 30, 60, 90, 180, 365, 730, 1825)
MOST_TICKS = 5


@dataclass
class Row:
    """One line that is counted: a lead, a theme, a table. `outside`: its key is a name that is on no list."""

    key: str
    outside: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))
    overdue: int = 0

    @property
    def total(self) -> int:
        """How many it counts."""
        return sum(self.counts.values())

    def add(self, state: str, overdue: bool) -> None:
        """Count one more."""
        self.counts[GROUP_OF[state]] += 1
        self.overdue += overdue


@dataclass(frozen=True, slots=True)
class Grouped:
    """Lines that together count every recommendation once, and their sum."""

    rows: Sequence[Row]
    total: Row


@dataclass(frozen=True, slots=True)
class AtTable:
    """How it stood when a table closed, and what had moved since the one before (None at the first that is shown)."""

    table_id: UUID
    on: date
    row: Row
    moved: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known after so many days: still waited for, verified by then, the share of it and its interval.

    The three shares are None before anything was verified: then the interval cannot be computed.
    """

    days: int
    at_risk: int
    verified: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Time from addressed to verified. `open`: counted until today; `ended`: until they ended in another way."""

    curve: Curve
    marks: Sequence[Mark]
    verified: int
    open: int
    ended: int

    @property
    def total(self) -> int:
        """How many are counted."""
        return self.verified + self.open + self.ended

    @property
    def is_few(self) -> bool:
        """True while so few are verified that the curve can still jump a long way."""
        return self.verified < FEW

    @property
    def days_shown(self) -> int:
        """Where the picture ends."""
        return max(self.curve.longest, self.marks[-1].days if self.marks else 0)


@dataclass(frozen=True, slots=True)
class Pictures:
    """All of them, of one register as the actor knows it today."""

    on: date
    by_lead: Grouped
    by_theme: Grouped
    tables: Sequence[AtTable]
    today: Row
    waiting: Waiting

    @property
    def total(self) -> int:
        """How many recommendations are counted."""
        return self.by_lead.total.total


def of(actor: Actor, *, source: str = "") -> Pictures:
    """The pictures of one source, or of all of them. Empty for whoever may know none."""
    today = clock.today()
    known = followed.facts(actor, source=source)
    by_lead = _grouped(((one.lead_id or one.lead_name, not one.lead_id), one) for one in known)
    return Pictures(
        on=today,
        by_lead=by_lead,
        by_theme=_grouped(((one.theme, False), one) for one in known),
        tables=_tables(followed.frozen(actor, {one.number for one in known}, last=LAST_TABLES)),
        today=by_lead.total,
        waiting=waiting(known, today),
    )


def _grouped(keyed: Iterable[tuple[tuple[str, bool], Fact]]) -> Grouped:
    rows: dict[tuple[str, bool], Row] = {}
    total, today = Row(""), clock.today()
    for key, fact in keyed:
        late = rules_following.overdue(fact.state, fact.due_on, today)
        for row in (rows.setdefault(key, Row(*key)), total):
            row.add(fact.state, late)
    return Grouped(sorted(rows.values(), key=lambda row: (-row.total, row.outside, row.key)), total)


def _tables(kept: Sequence[Frozen]) -> list[AtTable]:
    found: list[AtTable] = []
    for place, one in enumerate(kept):
        row = Row(str(one.table_id))
        for stood in one.stood.values():
            row.add(stood.state, stood.overdue)
        moved = _moved(kept[place - 1], one) if place else None
        found.append(AtTable(one.table_id, one.on, row, moved))
    return found


def _moved(before: Frozen, now: Frozen) -> Mapping[str, int]:
    """One movement for each that the later table looked at; what had ended before is no news there."""
    pairs = ((before.stood.get(key), stood) for key, stood in now.stood.items())
    return rules_movement.counts(
        rules_movement.moved(was, stood)
        for was, stood in pairs
        if not (was is not None and was.state == stood.state and stood.state in states.ENDED_OTHERWISE)
    )


def waiting(known: Iterable[Fact], today: date) -> Waiting:
    """The time to verification. Open ones are counted until today; those that ended in another way, until that day."""
    waits: list[Waited] = []
    verified = still = ended = 0
    for one in known:
        if one.addressed_on is None:
            # It ended before anybody was asked: nobody waited for it.
            continue
        group, found_on = GROUP_OF[one.state], None
        if group == VERIFIED:
            found_on = one.verified_on
        if found_on is not None:
            until, verified = found_on, verified + 1
        elif group == ENDED and one.ended_on is not None:
            until, ended = one.ended_on, ended + 1
        else:
            until, still = today, still + 1
        # A day of entry before that of the addressing would be an error in the list, not a wait below zero.
        waits.append(Waited(max(0, (until - one.addressed_on).days), found_on is not None))
    curve = kaplan_meier(waits)
    return Waiting(curve, [_mark(curve, days) for days in ticks(curve.longest)], verified, still, ended)


def ticks(longest: int) -> list[int]:
    """Round numbers of days up to the longest wait; at most five, and nothing at which nobody is waited for."""
    if not longest:
        return []
    step = next((one for one in STEPS if longest // one < MOST_TICKS), longest)
    return list(range(0, longest + 1, step))


def _mark(curve: Curve, days: int) -> Mark:
    step = curve.at(days)
    done = sum(one.happened for one in curve.steps if one.days <= days)
    if step is None:
        return Mark(days, curve.at_risk(days), done, 0.0, None, None)
    return Mark(days, curve.at_risk(days), done, 1 - step.left, 1 - step.high, 1 - step.low)
