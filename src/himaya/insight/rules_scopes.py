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

from himaya.insight.rules_spans import Vector, reduced, spanned, total
from himaya.insight.suppression import K, Sum, also_hidden

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
    reason.
    """

    homes: Mapping[str, str]
    few: Collection[Unit] = ()
    lost: Collection[int] = ()
    published: Collection[str] = ()
    shut: Collection[Unit] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown; a unit that is in neither is hidden."""

    nation: int | None
    institutions: Mapping[str, int]
    desks: Mapping[str, int]

    def of(self, unit: Unit) -> int | None:
        """The number of a unit; None where it is hidden."""
        return (self.institutions if unit[0] == INSTITUTION else self.desks).get(unit[1])


def release(cells: Sequence[Cell], around: Around, *, k: int = K) -> Shown:
    """The numbers of one quarter that may be shown, zeros among them."""
    return _Quarter(cells, around, k).decided()


def release_all(
    cells: Mapping[str, Sequence[Cell]], around: Mapping[str, Around], *, sums: Sequence[Sum], k: int = K
) -> dict[str, Shown]:
    """Of several things counted at once, each as `release`; of a sum and its parts a unit never hides exactly one."""
    around = dict(around)
    exact = {kind: _Quarter(cells[kind], around[kind], k).sums for kind in cells}
    while True:
        found = {kind: release(cells[kind], around[kind], k=k) for kind in cells}
        shut: dict[str, set[Unit]] = {kind: set() for kind in cells}
        for unit in {unit for of_kind in exact.values() for unit in of_kind if unit[1]}:
            counts = {kind: exact[kind].get(unit, 0) for kind in cells}
            hidden = {kind for kind in cells if counts[kind] and found[kind].of(unit) is None}
            for kind in also_hidden(counts, hidden, sums):
                shut[kind].add(unit)
        if not any(shut.values()):
            return found
        around = {kind: replace(one, shut={*one.shut, *shut[kind]}) for kind, one in around.items()}


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
        # A total of the nation is that of its months, or none: it tells nothing new.
        self.nation = None if around.lost else sum(one.count for one in cells)
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
        telling = sorted((unit for unit in self.open if self.places[unit]), key=lambda unit: (self.sums[unit], unit))
        if not telling:
            return None
        known = list(self._published())
        # A total of a year may tell what the lost months come to: judged as if each were known.
        feared = [*known, *self._totals(self.around.lost)]
        ours = [total(self.places[unit]) for unit in telling]
        protected = list(self._protected())
        judged: list[tuple[list[Vector], list[Vector]]] = [
            (known, [*protected, *self._totals(self.around.lost)]),
            (feared, protected),
        ]
        for base, wanted in judged:
            before, after = reduced(base), reduced([*base, *ours])
            for vector in wanted:
                if spanned(vector, after) and not spanned(vector, before):
                    near = [unit for unit in telling if not vector.keys().isdisjoint(self.places[unit])]
                    return (near or telling)[0]
        return None

    def _published(self) -> Iterable[Vector]:
        months = {one.month for one in self.hidden} - set(self.around.lost)
        yield from self._totals(sorted(months))
        for name in sorted(self.around.published):
            yield total(self.places.get((INSTITUTION, name), ()))

    def _totals(self, months: Collection[int]) -> list[Vector]:
        found = ([place for place, one in enumerate(self.hidden) if one.month == month] for month in sorted(months))
        return [total(places) for places in found if places]

    def _protected(self) -> Iterable[Vector]:
        """Every hidden month of a desk, and every unit that is hidden here."""
        for place in range(len(self.hidden)):
            yield total([place])
        for unit, places in self.places.items():
            if len(places) > 1 and unit not in self.open:
                yield total(places)
