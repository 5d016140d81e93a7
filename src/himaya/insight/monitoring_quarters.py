"""The quarters of what desks count, as they may be shown: one decision for the nation, institutions and desks together.

Kept while the counts stay as they are: a quarter that is over is decided once, whoever asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from himaya.cases import queries_monitoring, tallies
from himaya.insight import desk_counts, people, practice, rules_parts, rules_practice_cells, rules_scopes
from himaya.insight.people import Homes
from himaya.insight.rules_parts import Parts
from himaya.insight.rules_periods import Period, counted_whole
from himaya.insight.rules_scopes import INSTITUTION, Around, Cell, Shown, Told, Unit

# Desk, kind and count of one month; desks of fewer than three people with the group that their figure would be of.
type Month = tuple[date, tuple[tuple[str, str, int], ...], tuple[tuple[str, str], ...]]

KEPT = 64
ACCEPTED, NOT_ACCEPTED = "accepted", "not_accepted"
OUTCOMES = ("yes", "in_part", "no")
# What is counted beside the columns of the desks, and the column that is its whole.
WHOLE_OF = {tallies.ACCEPTED: tallies.ANSWERED, tallies.REPORTED: tallies.REPORTED}


class Quarters:
    """The quarters of one look at the figures: each is read once."""

    def __init__(self) -> None:
        self.homes: Homes = people.homes()
        self._few: dict[Period, frozenset[Unit]] = {}
        self._whole: dict[Period, Mapping[str, Shown]] = {}
        self._parts: dict[tuple[str, Period], Parts] = {}
        self._begun: dict[str, date | None] = {}

    def of(self, period: Period) -> Mapping[str, Shown]:
        """What may be shown of each column of the desks in a quarter."""
        if period not in self._whole:
            self._whole[period] = _decided(self._months(period), self.homes, self.few(period))
        return self._whole[period]

    def _months(self, period: Period) -> tuple[Month, ...]:
        rows: dict[date, list[tuple[str, str, int]]] = {month: [] for month in period.months}
        for kind, desk, month, n in queries_monitoring.by_desk(desk_counts.COLUMNS, period.months):
            # Acts without an account are counted beside the desks, and in no sum of theirs.
            if desk != desk_counts.NOBODY:
                rows[month].append((desk, kind, n))
        return tuple((month, tuple(sorted(cells)), self._few_in(month)) for month, cells in rows.items())

    def few(self, period: Period) -> frozenset[Unit]:
        """The units in which fewer than three people could work, on some day of a quarter."""
        if period not in self._few:
            self._few[period] = people.few(self.homes, period.months[0], people.last_of(period.months[-1]))
        return self._few[period]

    def _few_in(self, month: date) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(people.of_month(self.homes, month).items()))

    def told(self, kind: str, period: Period) -> Told:
        """What is read of a column in the quarters of a year, as equations in what is hidden there."""
        hidden: list[tuple[str, int]] = []
        known, secret = list[frozenset[int]](), list[frozenset[int]]()
        for quarter in period.quarters:
            found, read = self.of(quarter)[kind], _read(self._months(quarter), self.homes, self.few(quarter))
            one = rules_scopes.told(read.cells[kind], read.around[kind], found)
            step = len(hidden)
            hidden += one.hidden
            known += [frozenset(place + step for place in row) for row in one.known]
            secret += [frozenset(place + step for place in row) for row in one.secret]
        # All that is hidden of a desk in a year.
        for name in {desk for desk, _month in hidden}:
            secret.append(frozenset(place for place, (desk, _month) in enumerate(hidden) if desk == name))
        return Told(tuple(hidden), tuple(known), tuple(secret))

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


@dataclass(frozen=True, slots=True)
class _Read:
    """By column what desks counted, and what is known besides."""

    cells: Mapping[str, list[Cell]]
    around: Mapping[str, Around]


@lru_cache(maxsize=KEPT)
def _decided(months: tuple[Month, ...], homes: Homes, few: frozenset[Unit]) -> Mapping[str, Shown]:
    read = _read(months, homes, few)
    return rules_scopes.release_all(read.cells, read.around, sums=desk_counts.SUMS, twins=desk_counts.TWINS)


def _read(months: tuple[Month, ...], homes: Homes, few: frozenset[Unit]) -> _Read:
    of_desk = dict(homes)
    exact: dict[int, dict[str, dict[str, int]]] = {}
    small: dict[int, Mapping[str, str]] = {}
    for month, rows, few_then in months:
        of_month = exact.setdefault(month.month, {})
        small[month.month] = dict(few_then)
        for desk, kind, n in rows:
            of_month.setdefault(desk, {})[kind] = n
    # The tables of the months as the counts of the secretariat show them.
    tables = {month: desk_counts.closed(rows, small[month]) for month, rows in exact.items()}
    told = set(of_desk.values()) - {name for level, name in few if level == INSTITUTION}
    cells: dict[str, list[Cell]] = {}
    around: dict[str, Around] = {}
    for kind in desk_counts.COLUMNS:
        cells[kind] = [
            Cell(desk, month, row.get(kind, 0), tables[month].rows[desk][kind] is not None)
            for month, rows in exact.items()
            for desk, row in rows.items()
        ]
        lost = [month for month, table in tables.items() if table.totals[kind] is None]
        published: tuple[str, ...] = ()
        if kind in practice.INDICATORS:
            units = [
                one
                for month, rows in exact.items()
                for one in rules_practice_cells.of_table(month, kind, rows, tables[month], of_desk, small[month])
            ]
            published = tuple(sorted(rules_practice_cells.shown(units, lost=lost, units=told)))
        around[kind] = Around(of_desk, few, lost, published)
    return _Read(cells, around)
