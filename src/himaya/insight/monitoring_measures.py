"""How each measure of the monitoring indicators is computed, from counts and from the directory, and from nothing else.

A year is made of its quarters and of nothing else: where one of them is hidden or was not counted, the year is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from himaya.cases import queries_monitoring, tallies
from himaya.determinations import counting as decisions
from himaya.insight import desk_counts, rules_known
from himaya.insight.monitoring_content import DESK, INSTITUTION, NATION, Declared
from himaya.insight.monitoring_quarters import WHOLE_OF, Quarters
from himaya.insight.policy_monitoring import Scope
from himaya.insight.rules_known import Known
from himaya.insight.rules_parts import Cells
from himaya.insight.rules_periods import Period
from himaya.institutions import catalogue
from himaya.institutions.models import Desk, Region
from himaya.institutions.queries import standing_desks
from himaya.kernel import clock
from himaya.returns import counting as returns
from himaya.services import rules as services

# Why there is no number.
HIDDEN, FEW, NOT_COUNTED, NOT_HERE = "hidden", "few", "not_counted", "not_here"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator comes to: a number or the parts of one, or why there is none.

    `n` is the whole where there are parts. `about`: to the nearest ten. `whole`: of how many, for a plain count.
    """

    n: int | None = None
    known: Known | None = None
    whole: int | None = None
    about: bool = False
    why: str = ""


type Measure = Callable[[Declared, Scope, Period, Quarters], Reading]


def of(declared: Declared, scope: Scope, period: Period, look: Quarters) -> Reading:
    """The reading of one indicator. The caller has checked who asks for which scope."""
    if scope.level not in declared.scopes:
        return Reading(why=NOT_HERE)
    return MEASURES[declared.measure](declared, scope, period, look)


# --- what desks count ------------------------------------------------------------------------------------------------
def _count(kind: str) -> Measure:
    def read(_declared: Declared, scope: Scope, period: Period, look: Quarters) -> Reading:
        if not look.is_counted(kind, period):
            return Reading(why=NOT_COUNTED)
        numbers = [_number(kind, scope, one, look) for one in period.quarters]
        shown = [n for n in numbers if n is not None]
        return Reading(sum(shown)) if len(shown) == len(numbers) else Reading(why=_hidden(scope, period, look))

    return read


def _number(kind: str, scope: Scope, quarter: Period, look: Quarters) -> int | None:
    shown = look.of(quarter)[kind]
    return shown.nation if scope.level == NATION else shown.of((scope.level, scope.id))


def _hidden(scope: Scope, period: Period, look: Quarters) -> str:
    return FEW if any((scope.level, scope.id) in look.few(one) for one in period.quarters) else HIDDEN


def _parts(kind: str) -> Measure:
    def read(declared: Declared, scope: Scope, period: Period, look: Quarters) -> Reading:
        if not (look.is_counted(kind, period) and look.is_counted(WHOLE_OF[kind], period)):
            return Reading(why=NOT_COUNTED)
        whole = [_number(WHOLE_OF[kind], scope, one, look) for one in period.quarters]
        cells = [_cells(kind, scope, one, look) for one in period.quarters]
        known, told = [n for n in whole if n is not None], [one for one in cells if one is not None]
        if len(known) < len(whole) or len(told) < len(cells):
            return Reading(why=_hidden(scope, period, look))
        added = {code: _added([one[code] for one in told]) for code in declared.answers}
        if all(n is None for n in added.values()):
            return Reading(why=_hidden(scope, period, look))
        return Reading(sum(known), rules_known.shares(added, whole=sum(known)))

    return read


def _cells(kind: str, scope: Scope, quarter: Period, look: Quarters) -> Cells | None:
    parts = look.parts(kind, quarter)
    return parts.nation if scope.level == NATION else parts.institutions.get(scope.id)


def _added(numbers: list[int | None]) -> int | None:
    shown = [n for n in numbers if n is not None]
    return sum(shown) if len(shown) == len(numbers) else None


# --- what is counted of the nation alone -----------------------------------------------------------------------------
def _of_nation(kind: str, *, about: bool = False) -> Measure:
    """`about`: to the nearest ten, because the same people are counted again in another indicator."""

    def read(declared: Declared, _scope: Scope, period: Period, look: Quarters) -> Reading:
        if not look.is_counted(kind, period):
            return Reading(why=NOT_COUNTED)
        counts: dict[str, int] = {}
        for _desk, answer, n in queries_monitoring.by_answer(kind, period.months):
            counts[answer] = counts.get(answer, 0) + n
        exact = {code: counts.get(code, 0) for code in declared.answers or ("",)}
        cells = rules_known.rounded(exact) if about else rules_known.hidden_small(exact)
        if not declared.answers:
            return Reading(cells[""], why="" if cells[""] is not None else HIDDEN, about=about)
        found = rules_known.shares(cells, unknown=declared.unknown)
        return Reading(found.known, found, about=about)

    return read


def _without_account(_declared: Declared, _scope: Scope, period: Period, look: Quarters) -> Reading:
    """What anybody can write stands in a number of its own, and in no sum of the desks."""
    if not look.is_counted(tallies.REFUSED, period):
        return Reading(why=NOT_COUNTED)
    rows = queries_monitoring.by_desk((tallies.REFUSED,), period.months)
    found = dict.fromkeys(period.months, 0)
    for _kind, desk, month, count in rows:
        found[month] += count if desk == desk_counts.NOBODY else 0
    n = desk_counts.of_nobody(list(found.values()))
    return Reading(n, why=HIDDEN if n is None else "")


def _by_region(_declared: Declared, _scope: Scope, period: Period, look: Quarters) -> Reading:
    if not look.is_counted(tallies.SENT, period):
        return Reading(why=NOT_COUNTED)
    counts = queries_monitoring.by_region(tallies.SENT, period.months)
    regions = [*Region.objects.order_by("pk").values_list("pk", flat=True), ""]
    # A region that the directory does not know any more is not known.
    strange = sum(n for region, n in counts.items() if region not in regions)
    exact = {region: counts.get(region, 0) + (strange if region == "" else 0) for region in regions}
    found = rules_known.shares(rules_known.rounded(exact), unknown=("",))
    return Reading(found.known, found, about=True)


# --- what stands in the directory ------------------------------------------------------------------------------------
def _coverage(_declared: Declared, scope: Scope, _period: Period, _look: Quarters) -> Reading:
    given = covered(scope)
    return Reading(sum(n for n, _of in given.values()), whole=sum(of for _n, of in given.values()))


def covered(scope: Scope) -> Mapping[str, tuple[int, int]]:
    """By region: how many services a vetted desk of the scope gives there today, of all in the catalogue."""
    every = set(catalogue.services())
    found: dict[str, set[str]] = {}
    if scope.level == NATION:
        found = {region: set() for region in Region.objects.order_by("pk").values_list("pk", flat=True)}
    today = clock.today()
    for desk in _desks(scope):
        for region in desk.regions:
            if scope.level != NATION or region in found:
                there = found.setdefault(region, set())
                # One that nobody ever vetted is in the directory, and no vetted desk.
                if services.vetting(desk.vetted_until, today) in (services.VETTED, services.RUNS_OUT):
                    there |= every & set(desk.services)
    return {region: (len(given), len(every)) for region, given in sorted(found.items())}


def _desks(scope: Scope) -> list[Desk]:
    rows = standing_desks()
    if scope.level == INSTITUTION:
        rows = rows.filter(institution_id=scope.id)
    if scope.level == DESK:
        rows = rows.filter(pk=scope.id)
    return list(rows)


MEASURES: Mapping[str, Measure] = {
    **{kind: _count(kind) for kind in desk_counts.COLUMNS if kind != tallies.REPORTED},
    "accepted": _parts(tallies.ACCEPTED),
    "outcome": _parts(tallies.REPORTED),
    "refused_without_account": _without_account,
    "sent_by_region": _by_region,
    "coverage": _coverage,
    "return_sheets": _of_nation(returns.SHEETS, about=True),
    "return_reception": _of_nation(returns.RECEPTION, about=True),
    "return_six_months": _of_nation(returns.SIX_MONTHS, about=True),
    "return_adverse": _of_nation(returns.ADVERSE),
    "decided": _of_nation(decisions.DECIDED),
}
