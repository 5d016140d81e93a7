"""What may be shown of one thing counted in a quarter: of the nation, of institutions, of desks, in one decision. Pure.

Source: design/do-no-harm.md 5 and 22; evidence, "Publication" (k = 11, primary and secondary suppression, comparison
with what was already published). The same acts stand by desk and month on the counts of the secretariat, and by
institution and quarter on pages of practice. So all that is published is written as equations in the numbers that are
hidden there, and a number joins them only while none of the hidden ones follows. Who asks plays no part: whoever sees
less sees a part of what was decided for all, and two views can never be subtracted.

A unit of fewer than three people is never shown: its figure would be one of a worker.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from himaya.insight.rules_spans import Vector, moved, reduced, spanned, total
from himaya.insight.suppression import K, Sum, Twins, also_hidden, with_twins

# With two, each could subtract their own.
ENOUGH_WORKERS = 3
INSTITUTION, DESK = "institution", "desk"

# The level of a unit, and its id.
type Unit = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one desk did in one month. `seen`: it can be read on the table of that month."""

    desk: str
    month: int
    count: int
    seen: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the cells.

    `homes`: the institution of each desk. `few`: units of fewer than three people. `lost`: months of which the total
    is hidden too. `published`: institutions whose quarter stands on another page. `shut`: units hidden for another
    reason. `silent`: the total of the nation is.
    """

    homes: Mapping[str, str]
    few: Collection[Unit] = ()
    lost: Collection[int] = ()
    published: Collection[str] = ()
    shut: Collection[Unit] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown; a unit that is in neither is hidden."""

    nation: int | None
    institutions: Mapping[str, int]
    desks: Mapping[str, int]

    def of(self, unit: Unit) -> int | None:
        """The number of a unit; None where it is hidden."""
        return (self.institutions if unit[0] == INSTITUTION else self.desks).get(unit[1])


@dataclass(frozen=True, slots=True)
class Told:
    """What is read inside of one thing counted, as equations: the hidden months of desks, of which sums of them are
    known, and which must not become known."""

    hidden: tuple[tuple[str, int], ...] = ()
    known: tuple[frozenset[int], ...] = ()
    secret: tuple[frozenset[int], ...] = ()


def told(cells: Sequence[Cell], around: Around, found: Shown, *, k: int = K) -> Told:
    """The same of a quarter of which it is decided what is shown."""
    quarter = _Quarter(cells, around, k)
    quarter.open = {unit for unit in quarter.sums if found.of(unit) is not None}
    known = [*quarter.published(), *(total(quarter.places[unit]) for unit in quarter.telling())]
    return Told(
        tuple((one.desk, one.month) for one in quarter.hidden),
        tuple(frozenset(row) for row in known if row),
        tuple(frozenset(row) for row in quarter.protected() if row),
    )


def release(cells: Sequence[Cell], around: Around, *, k: int = K) -> Shown:
    """The numbers of one quarter that may be shown, zeros among them."""
    return _Quarter(cells, around, k).decided()


def release_all(
    cells: Mapping[str, Sequence[Cell]],
    around: Mapping[str, Around],
    *,
    sums: Sequence[Sum],
    twins: Sequence[Twins] = (),
    k: int = K,
) -> dict[str, Shown]:
    """Of several things counted at once, each as `release`; of a sum and its parts a unit never hides exactly one.

    `twins`: two things whose totals are one number, as what is sent and what is received. It is told of both or of
    neither, and what is published of both is one system.
    """
    around = dict(around)
    while True:
        quarters = {kind: _Quarter(cells[kind], around[kind], k) for kind in cells}
        found = {kind: one.decided() for kind, one in quarters.items()}
        shut = _of_sums(quarters, found, sums)
        silent = _silent(quarters, found, sums, twins)
        for one, other in twins:
            if one in cells and other in cells:
                for kind, unit in _follows(one, other, quarters):
                    shut[kind].add(unit)
        if not silent and not any(shut.values()):
            return found
        around = {
            kind: replace(one, shut={*one.shut, *shut[kind]}, silent=one.silent or kind in silent)
            for kind, one in around.items()
        }


def _of_sums(
    quarters: Mapping[str, "_Quarter"], found: Mapping[str, Shown], sums: Sequence[Sum]
) -> dict[str, set[Unit]]:
    """By kind, the units that are hidden so that of a sum and its parts not exactly one is."""
    shut: dict[str, set[Unit]] = {kind: set() for kind in quarters}
    for unit in {unit for one in quarters.values() for unit in one.sums if unit[1]}:
        counts = {kind: one.sums.get(unit, 0) for kind, one in quarters.items()}
        hidden = {kind for kind in quarters if counts[kind] and found[kind].of(unit) is None}
        for kind in also_hidden(counts, hidden, sums):
            shut[kind].add(unit)
    return shut


def _silent(
    quarters: Mapping[str, "_Quarter"], found: Mapping[str, Shown], sums: Sequence[Sum], twins: Sequence[Twins]
) -> set[str]:
    """The kinds whose total of the nation is hidden because of another one."""
    counts = {kind: one.whole for kind, one in quarters.items()}
    hidden = {kind for kind in quarters if counts[kind] and found[kind].nation is None}
    known = [pair for pair in twins if set(pair) <= quarters.keys()]
    return (also_hidden(counts, hidden, sums) | with_twins(counts, hidden, known)) - hidden


def _follows(one: str, other: str, quarters: Mapping[str, "_Quarter"]) -> list[tuple[str, Unit]]:
    """A unit to hide of two kinds with the same total, where both together give what neither gives; or nothing."""
    first, second = quarters[one], quarters[other]
    step = len(first.hidden)
    base = [*first.published(), *(moved(row, step) for row in second.published())]
    for month in sorted({cell.month for cell in (*first.hidden, *second.hidden)}):
        mine, theirs = first.in_month(month), moved(second.in_month(month), step)
        base.append({**mine, **{place: -value for place, value in theirs.items()}})
    telling = [
        *((one, unit, total(first.places[unit])) for unit in first.telling()),
        *((other, unit, moved(total(second.places[unit]), step)) for unit in second.telling()),
    ]
    wanted = [*first.protected(), *(moved(row, step) for row in second.protected())]
    before, after = reduced(base), reduced([*base, *(row for _kind, _unit, row in telling)])
    for vector in wanted:
        if spanned(vector, after) and not spanned(vector, before):
            near = [(kind, unit) for kind, unit, row in telling if not vector.keys().isdisjoint(row)]
            return (near or [(kind, unit) for kind, unit, _row in telling])[:1]
    return []


class _Quarter:
    """One quarter while it is decided: `open` are the units that still may be shown."""

    def __init__(self, cells: Sequence[Cell], around: Around, k: int) -> None:
        self.around, self.k = around, k
        self.hidden = [one for one in cells if not one.seen and one.count]
        self.sums: dict[Unit, int] = {}
        for desk, home in around.homes.items():
            self.sums |= {(DESK, desk): 0, (INSTITUTION, home): 0}
        for one in cells:
            for unit in self._units(one.desk):
                self.sums[unit] = self.sums.get(unit, 0) + one.count
        self.children: dict[str, list[Unit]] = {}
        for desk, home in sorted(around.homes.items()):
            self.children.setdefault(home, []).append((DESK, desk))
        self.places: dict[Unit, list[int]] = {unit: [] for unit in self.sums}
        for place, one in enumerate(self.hidden):
            for unit in self._units(one.desk):
                self.places[unit].append(place)
        self.whole = sum(one.count for one in cells)
        # A total of the nation is that of its months, or none: it tells nothing new.
        self.nation = None if around.lost or around.silent else self.whole
        self.open = {unit for unit in self.sums if self._may(unit)}

    def decided(self) -> Shown:
        self._close_families()
        while (victim := self._victim()) is not None:
            self.open.discard(victim)
            self._close_families()
        return Shown(
            self.nation,
            {name: self.sums[level, name] for level, name in sorted(self.open) if level == INSTITUTION},
            {name: self.sums[level, name] for level, name in sorted(self.open) if level == DESK},
        )

    def _units(self, desk: str) -> tuple[Unit, Unit]:
        """Of acts without an account: a desk and an institution that nobody is shown."""
        return (DESK, desk), (INSTITUTION, self.around.homes.get(desk, ""))

    def _may(self, unit: Unit) -> bool:
        n = self.sums[unit]
        closed = unit in self.around.few or unit in self.around.shut
        return bool(unit[1]) and not closed and (n == 0 or n >= self.k) and self._covered(unit)

    def _covered(self, unit: Unit) -> bool:
        """What a unit would tell of its hidden months is of several, and could still be one number of `k`."""
        counts = [self.hidden[place].count for place in self.places[unit]]
        return not counts or (len(counts) > 1 and sum(counts) - len(counts) + 1 >= self.k)

    # --- whoever sees only this page -----------------------------------------------------------------------------
    def _close_families(self) -> None:
        before = None
        while before != self.open:
            before = set(self.open)
            self._close(None, [unit for unit in self.sums if unit[0] == INSTITUTION])
            for home, desks in self.children.items():
                self._close((INSTITUTION, home), desks)

    def _close(self, parent: Unit | None, children: Iterable[Unit]) -> None:
        """The hidden ones of a sum that is shown are several and together at least `k`; of one that is hidden, some."""
        family = [unit for unit in children if self.sums[unit]]
        shown = self.nation is not None if parent is None else parent in self.open
        closed = [unit for unit in family if unit not in self.open]
        opened = sorted((unit for unit in family if unit in self.open), key=lambda unit: (self.sums[unit], unit))
        if parent is not None and len(self.children[parent[1]]) == 1:
            # An institution with one desk is that desk.
            if closed or not shown:
                self.open -= {parent, *family}
            return
        if not shown:
            if family and not closed:
                self.open.discard(opened[0])
            return
        while closed and (len(closed) < 2 or sum(self.sums[unit] for unit in closed) < self.k):
            if not opened:
                if parent is None:
                    self.nation = None
                else:
                    self.open.discard(parent)
                return
            closed.append(opened.pop(0))
            self.open.discard(closed[-1])

    # --- whoever sees everything that was published --------------------------------------------------------------
    def _victim(self) -> Unit | None:
        """A unit to hide so that no hidden number follows any more; None where all is well."""
        telling = self.telling()
        if not telling:
            return None
        known = list(self.published())
        # A total of a year may tell what the lost months come to: judged as if each were known.
        feared = [*known, *self._totals(self.around.lost)]
        ours = [total(self.places[unit]) for unit in telling]
        judged: list[tuple[list[Vector], list[Vector]]] = [
            (known, list(self.protected())),
            (feared, list(self._units_and_months())),
        ]
        for base, wanted in judged:
            before, after = reduced(base), reduced([*base, *ours])
            for vector in wanted:
                if spanned(vector, after) and not spanned(vector, before):
                    near = [unit for unit in telling if not vector.keys().isdisjoint(self.places[unit])]
                    return (near or telling)[0]
        return None

    def telling(self) -> list[Unit]:
        """The shown units that say something of hidden months, the smallest first."""
        return sorted((unit for unit in self.open if self.places[unit]), key=lambda unit: (self.sums[unit], unit))

    def in_month(self, month: int) -> Vector:
        """What is hidden of a month, together."""
        return total(place for place, one in enumerate(self.hidden) if one.month == month)

    def published(self) -> Iterable[Vector]:
        """What other pages tell: the totals of months, and institutions."""
        months = {one.month for one in self.hidden} - set(self.around.lost)
        yield from self._totals(sorted(months))
        for name in sorted(self.around.published):
            yield total(self.places.get((INSTITUTION, name), ()))

    def _totals(self, months: Collection[int]) -> list[Vector]:
        return [found for month in sorted(months) if (found := self.in_month(month))]

    def protected(self) -> Iterable[Vector]:
        """All that must not follow: hidden months of desks, hidden units, and the totals of months that have none."""
        yield from self._units_and_months()
        yield from self._totals(self.around.lost)

    def _units_and_months(self) -> Iterable[Vector]:
        """Every hidden month of a desk, and every unit that is hidden here."""
        for place in range(len(self.hidden)):
            yield total([place])
        for unit, places in self.places.items():
            if len(places) > 1 and unit not in self.open:
                yield total(places)
