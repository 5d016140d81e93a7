"""How long it takes until something happens, when for many it has not happened yet: Kaplan and Meier. Pure.

Source: E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53 (1958) 457-481; variance by Greenwood (1926); the interval on
the log(-log) scale of Kalbfleisch and Prentice (1980), which never leaves 0 to 1. A mean of the finished ones alone
would look faster than it is: those that still wait are counted for as long as they have waited (censored).
Whoever waited until a day on which it happened to others still counts as waiting on that day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Waited:
    """How long one was waited for, in days, and whether it happened then (else it was waited for no longer)."""

    days: int
    happened: bool


@dataclass(frozen=True, slots=True)
class Step:
    """After `days`: `happened` then, of the `at_risk` still waiting; `left` is the share for which it has not yet."""

    days: int
    at_risk: int
    happened: int
    left: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps, each where it happened at least once; `longest` is how long anybody was waited for."""

    steps: tuple[Step, ...]
    waits: tuple[int, ...]

    @property
    def longest(self) -> int:
        """The longest wait: beyond it nothing is known."""
        return max(self.waits, default=0)

    @property
    def median(self) -> int | None:
        """The day by which it has happened to half of them; None while it has not."""
        # The product may miss a half by the last bit of a float.
        return next((one.days for one in self.steps if one.left <= 0.5 + 1e-12), None)

    def at_risk(self, days: int) -> int:
        """How many were still waited for when that day began."""
        return sum(wait >= days for wait in self.waits)

    def at(self, days: int) -> Step | None:
        """The last step up to a day; None before the first."""
        return next((one for one in reversed(self.steps) if one.days <= days), None)


def kaplan_meier(waits: Iterable[Waited]) -> Curve:
    """The curve of those waits. A wait below zero is an error of entry: ValueError."""
    known = tuple(waits)
    if any(one.days < 0 for one in known):
        raise ValueError("a wait below zero")
    happened = Counter(one.days for one in known if one.happened)
    steps: list[Step] = []
    left, greenwood = 1.0, 0.0
    for days in sorted(happened):
        at_risk, now = sum(one.days >= days for one in known), happened[days]
        left *= 1 - now / at_risk
        # Once none is left the sum has no end, and the share no error.
        greenwood += now / (at_risk * (at_risk - now)) if at_risk > now else 0.0
        steps.append(Step(days, at_risk, now, left, left * sqrt(greenwood), *_interval(left, greenwood)))
    return Curve(tuple(steps), tuple(sorted(one.days for one in known)))


def _interval(left: float, greenwood: float) -> tuple[float, float]:
    """95 in 100 such intervals hold the true share. Where none is left it has no width that could be computed."""
    if left <= 0 or greenwood <= 0:
        return left, left
    width = Z95 * sqrt(greenwood) / abs(log(left))
    return left ** exp(width), left ** exp(-width)
