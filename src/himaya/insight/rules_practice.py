"""Practice of units before and after a training: which quarters are compared, and with what. Pure.

Source: domain/training.md section 4 (L3 behaviour at three and six months; no causal claim), design/coordination.md
section 8 (L3 "by unit before/after, k-anonymity ≥ 5, unit level only, never per officer ranking"; L4 "more cases after
training may be better detection, not more crime; compare with untrained units when possible"). A unit is an
institution: a desk may be one person. Windows, and how many make a comparison, are a model, not adopted.

Quarters of the calendar, and none that begins on another day: two windows that overlap by a month would give away the
difference. The quarters in which the training fell are on neither side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from himaya.services.rules import quarter_of

type Quarter = tuple[int, int]
type Cells = Mapping[tuple[str, Quarter], int]

# One quarter and two: three and six months.
WINDOWS: Final = (1, 2)
# A unit counts as reached from so many people on: with fewer, a number of the unit would be about them.
ENOUGH_PEOPLE: Final = 5
# So many units that nobody trained make a comparison.
ENOUGH_UNITS: Final = 3
SMALL, NOT_OVER, NOT_COUNTED = "small", "not_over", "not_counted"


@dataclass(frozen=True, slots=True)
class Reached:
    """A unit: the day on which the first session that reached it began, the day on which enough were reached."""

    unit: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Side:
    """What was counted in `months`; None with the reason why there is none."""

    n: int | None
    months: int
    why: str = ""

    @property
    def rate(self) -> float | None:
        """A month, on average."""
        return None if self.n is None else self.n / self.months


@dataclass(frozen=True, slots=True)
class Pair:
    """Before and after in a window of so many quarters, of `units` units together."""

    before: Side
    after: Side
    units: int = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit in each window; beside it units that nobody trained, in the same quarters. None where too few."""

    unit: str
    pairs: tuple[Pair, ...]
    beside: tuple[Pair | None, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What may be shown, the first quarter that was counted whole, the quarter that runs."""

    cells: Cells
    begun: Quarter
    running: Quarter

    def side(self, unit: str, quarters: Sequence[Quarter]) -> Side:
        """One side of one unit."""
        months = 3 * len(quarters)
        if min(quarters) < self.begun:
            return Side(None, months, NOT_COUNTED)
        if max(quarters) >= self.running:
            return Side(None, months, NOT_OVER)
        found = [self.cells.get((unit, one)) for one in quarters]
        numbers = [one for one in found if one is not None]
        # A half-year of which one quarter is hidden would be a subtraction.
        return Side(sum(numbers), months) if len(numbers) == len(found) else Side(None, months, SMALL)


def step(of: Quarter, by: int) -> Quarter:
    """So many quarters later, or earlier."""
    number = of[0] * 4 + of[1] - 1 + by
    return number // 4, number % 4 + 1


def windows(one: Reached) -> tuple[tuple[Quarter, ...], tuple[Quarter, ...]]:
    """The quarters before and after, the nearest first."""
    first, last = quarter_of(one.first), quarter_of(one.last)
    return (
        tuple(step(first, -by) for by in range(1, max(WINDOWS) + 1)),
        tuple(step(last, by) for by in range(1, max(WINDOWS) + 1)),
    )


def begun(first_month: date | None, today: date) -> Quarter:
    """The first quarter that was counted whole; the running one where nothing was counted yet.

    The month in which counting began is not whole: it may have begun on its twentieth day.
    """
    return quarter_of(today) if first_month is None else step(quarter_of(first_month), 1)


def compare(reached: Iterable[Reached], known: Known, untouched: Iterable[str]) -> tuple[Compared, ...]:
    """Each unit in each window, in the order given, beside those of whom nobody was trained."""
    others = sorted(untouched)
    return tuple(_compared(one, known, others) for one in reached)


def _compared(one: Reached, known: Known, others: Sequence[str]) -> Compared:
    before, after = windows(one)
    return Compared(
        one.unit,
        tuple(Pair(known.side(one.unit, before[:n]), known.side(one.unit, after[:n])) for n in WINDOWS),
        tuple(_beside(known, others, before[:n], after[:n]) for n in WINDOWS),
    )


def _beside(known: Known, others: Sequence[str], before: Sequence[Quarter], after: Sequence[Quarter]) -> Pair | None:
    """Only of what is shown of each: a sum of shown numbers gives no hidden one away."""
    sides = [(known.side(one, before), known.side(one, after)) for one in others]
    whole = [(first.n, later.n) for first, later in sides if first.n is not None and later.n is not None]
    # A unit that never does this says nothing of those that do.
    acting = [(first, later) for first, later in whole if first or later]
    if len(acting) < ENOUGH_UNITS:
        return None
    return Pair(
        Side(sum(first for first, _later in acting), 3 * len(before)),
        Side(sum(later for _first, later in acting), 3 * len(after)),
        len(acting),
    )
