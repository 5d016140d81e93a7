"""The monitoring indicators as a reader may see them: of one scope in one period, over time, and of what is below it.

Nothing is decided here by who asks: what may be shown is the same for all, and a scope only chooses among it (ADR 70).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from himaya.insight import monitoring_measures as measures
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring_content import DESK, INSTITUTION, NATION, TODAY, YEAR, Declared, book
from himaya.insight.monitoring_measures import Reading
from himaya.insight.monitoring_quarters import Quarters
from himaya.insight.policy_monitoring import Scope
from himaya.insight.rules_periods import Period, quarters_over, years_over
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# A picture of more quarters than this is no longer read.
QUARTERS_SHOWN, YEARS_SHOWN = 8, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator with what it comes to in a period."""

    declared: Declared
    period: Period
    reading: Reading


@dataclass(frozen=True, slots=True)
class Detail:
    """One indicator: in this period, in those before it (the earliest first), and of each unit below the scope."""

    line: Line
    before: Sequence[tuple[Period, Reading]]
    below: Sequence[tuple[Scope, Reading]]
    regions: Sequence[tuple[str, int, int]] = ()


def periods() -> tuple[Period, ...]:
    """Those that can be chosen: quarters and years that are over, the latest first."""
    today = clock.today()
    return (*quarters_over(today), *years_over(today))


def dashboard(actor: Actor, scope: Scope, period: Period) -> list[Line]:
    """Every indicator that is told of the scope, in the order of the declarations. Raises NotFound, NotPermitted."""
    policy.check_within(actor, scope)
    look = Quarters()
    return [_line(one, scope, period, look) for one in book().indicators.values() if scope.level in one.scopes]


def detail(actor: Actor, declared: Declared, scope: Scope, period: Period) -> Detail:
    """One indicator with what stands around it. Raises NotFound, NotPermitted."""
    policy.check_within(actor, scope)
    look = Quarters()
    line = _line(declared, scope, period, look)
    below = [(one, measures.of(declared, one, line.period, look)) for one in _below(actor, scope)]
    told = [(one, reading) for one, reading in below if reading.why != measures.NOT_HERE]
    if declared.period == TODAY:
        covered = [(region, n, of) for region, (n, of) in measures.covered(scope).items()]
        return Detail(line, (), told, covered)
    before = [(one, measures.of(declared, scope, one, look)) for one in _up_to(line.period)]
    return Detail(line, before, told)


def _line(declared: Declared, scope: Scope, period: Period, look: Quarters) -> Line:
    fitting = _fitting(declared, period)
    return Line(declared, fitting, measures.of(declared, scope, fitting, look))


def _fitting(declared: Declared, period: Period) -> Period:
    """What is told by the year is told of the last year that was over when the quarter was."""
    if declared.period != YEAR or not period.quarter:
        return period
    return Period(period.year) if Period(period.year) in years_over(clock.today()) else Period(period.year - 1)


def _up_to(period: Period) -> list[Period]:
    today = clock.today()
    known = quarters_over(today)[:QUARTERS_SHOWN] if period.quarter else years_over(today)[:YEARS_SHOWN]
    return sorted(one for one in known if one <= period) or [period]


def _below(actor: Actor, scope: Scope) -> list[Scope]:
    """Institutions of the nation, desks of an institution; below a desk there is nobody."""
    if scope.level == DESK:
        return []
    known = policy.within(actor)
    if scope.level == NATION:
        return [one for one in known if one.level == INSTITUTION]
    own = policy.desks_of(scope.id)
    return [one for one in known if one.level == DESK and one.id in own]
