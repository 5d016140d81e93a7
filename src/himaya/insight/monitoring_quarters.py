"""The quarters of what desks count, as they may be shown: one decision for the nation, institutions and desks together.

Kept while the counts stay as they are: a quarter that is over is decided once, whoever asks.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Q

from himaya.cases import policy, queries_monitoring, tallies
from himaya.insight import desk_counts, practice, rules_parts, rules_practice_cells, rules_scopes
from himaya.insight.rules_parts import Parts
from himaya.insight.rules_periods import Period, counted_whole
from himaya.insight.rules_scopes import DESK, INSTITUTION, Around, Cell, Shown, Unit
from himaya.insight.suppression import suppress
from himaya.institutions.models import Desk, Membership

type Homes = tuple[tuple[str, str], ...]
# Desk, kind and count of one month.
type Month = tuple[date, tuple[tuple[str, str, int], ...]]

KEPT = 64
ACCEPTED, NOT_ACCEPTED = "accepted", "not_accepted"
OUTCOMES = ("yes", "in_part", "no")
# What is counted beside the columns of the desks, and the column that is its whole.
WHOLE_OF = {tallies.ACCEPTED: tallies.ANSWERED, tallies.REPORTED: tallies.REPORTED}


def few(homes: Homes, period: Period) -> frozenset[Unit]:
    """The desks and institutions in which fewer than three people worked on cases in a period.

    Of that period, and not of today: what was decided of a quarter does not change with who comes and goes.
    """
    people: dict[Unit, set[object]] = {}
    of_desk = dict(homes)
    first, last = period.months[0], _last_day(period)
    rows = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)
    for desk, account, roles in rows.values_list("desk_id", "account_id", "roles"):
        if set(roles) & set(policy.READS_CASES):
            for unit in ((DESK, desk), (INSTITUTION, of_desk[desk])):
                people.setdefault(unit, set()).add(account)
    units = {unit for desk, home in homes for unit in ((DESK, desk), (INSTITUTION, home))}
    enough = rules_scopes.ENOUGH_WORKERS
    return frozenset(unit for unit in units if len(people.get(unit, ())) < enough)


def _last_day(period: Period) -> date:
    month = period.months[-1]
    return month.replace(day=monthrange(month.year, month.month)[1])


class Quarters:
    """The quarters of one look at the figures: each is read once."""

    def __init__(self) -> None:
        # A desk that moved counts at its new institution for the past too.
        self.homes: Homes = tuple(Desk.objects.order_by("pk").values_list("pk", "institution_id"))
        self._few: dict[Period, frozenset[Unit]] = {}
        self._whole: dict[Period, Mapping[str, Shown]] = {}
        self._parts: dict[tuple[str, Period], Parts] = {}
        self._begun: dict[str, date | None] = {}

    def of(self, period: Period) -> Mapping[str, Shown]:
        """What may be shown of each column of the desks in a quarter."""
        if period not in self._whole:
            rows: dict[date, list[tuple[str, str, int]]] = {month: [] for month in period.months}
            for kind, desk, month, n in queries_monitoring.by_desk(desk_counts.COLUMNS, period.months):
                rows[month].append((desk, kind, n))
            months = tuple((month, tuple(sorted(cells))) for month, cells in rows.items())
            self._whole[period] = _decided(months, self.homes, self.few(period))
        return self._whole[period]

    def few(self, period: Period) -> frozenset[Unit]:
        """The units in which fewer than three people worked in a quarter."""
        if period not in self._few:
            self._few[period] = few(self.homes, period)
        return self._few[period]

    def parts(self, kind: str, period: Period) -> Parts:
        """The parts of a column: whether an answer took a referral on, or what became of what was reported on."""
        if (kind, period) not in self._parts:
            whole = self.of(period)[WHOLE_OF[kind]]
            columns = (ACCEPTED, NOT_ACCEPTED) if kind == tallies.ACCEPTED else OUTCOMES
            counts = self._taken(period) if kind == tallies.ACCEPTED else self._answers(kind, period)
            self._parts[kind, period] = rules_parts.of_whole(counts, whole, columns=columns)
        return self._parts[kind, period]

    def is_counted(self, kind: str, period: Period) -> bool:
        """True where counting had begun before the period. The columns of the desks began together."""
        if kind not in self._begun:
            kinds = desk_counts.COLUMNS if kind in desk_counts.COLUMNS else (kind,)
            self._begun[kind] = queries_monitoring.begun(kinds)
        return counted_whole(period, self._begun[kind])

    def _taken(self, period: Period) -> Mapping[str, Mapping[str, int]]:
        every, taken = self._answers(tallies.ANSWERED, period), self._answers(tallies.ACCEPTED, period)
        found: dict[str, dict[str, int]] = {}
        for name, cells in every.items():
            n = sum(taken.get(name, {}).values())
            found[name] = {ACCEPTED: n, NOT_ACCEPTED: max(0, sum(cells.values()) - n)}
        return found

    def _answers(self, kind: str, period: Period) -> Mapping[str, Mapping[str, int]]:
        """By institution."""
        homes, found = dict(self.homes), dict[str, dict[str, int]]()
        for desk, answer, n in queries_monitoring.by_answer(kind, period.months):
            cells = found.setdefault(homes.get(desk, ""), {})
            cells[answer] = cells.get(answer, 0) + n
        return found


@lru_cache(maxsize=KEPT)
def _decided(months: tuple[Month, ...], homes: Homes, few: frozenset[Unit]) -> Mapping[str, Shown]:
    of_desk = dict(homes)
    exact: dict[int, dict[str, dict[str, int]]] = {}
    for month, rows in months:
        of_month = exact.setdefault(month.month, {})
        for desk, kind, n in rows:
            of_month.setdefault(desk, {})[kind] = n
    # The tables of the months as the counts of the secretariat show them.
    tables = {
        month: suppress(rows, columns=desk_counts.COLUMNS, sums=desk_counts.SUMS) for month, rows in exact.items()
    }
    cells: dict[str, list[Cell]] = {}
    around: dict[str, Around] = {}
    for kind in desk_counts.COLUMNS:
        cells[kind] = [
            Cell(desk, month, row.get(kind, 0), tables[month].rows[desk][kind] is not None)
            for month, rows in exact.items()
            for desk, row in rows.items()
        ]
        lost = [month for month, table in tables.items() if table.totals[kind] is None]
        published = _on_pages_of_practice(cells[kind], of_desk, lost) if kind in practice.INDICATORS else ()
        around[kind] = Around(of_desk, few, lost, published)
    return rules_scopes.release_all(cells, around, sums=desk_counts.SUMS)


def _on_pages_of_practice(cells: list[Cell], of_desk: Mapping[str, str], lost: list[int]) -> tuple[str, ...]:
    units = [rules_practice_cells.Cell(of_desk.get(one.desk, ""), one.month, one.count, one.seen) for one in cells]
    return tuple(sorted(rules_practice_cells.shown(units, lost=lost, units=set(of_desk.values()))))
