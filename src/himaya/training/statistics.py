"""What a test given before and after says about a group: pure, in floats, about nobody in particular.

Source: domain/training.md section 4 and design/coordination.md section 8 (paired gain with its interval, standardised
paired effect, normalised gain, retention, attrition, ceiling; under ten pairs counts only; no causal word).

The quantile of Student's t is our own: SciPy is no part of a running Himaya and would come for one number, and the
distribution has a closed form for whole degrees of freedom, which is exact (Abramowitz and Stegun 1964, 26.7.3-4).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final

CONFIDENCE: Final = 0.95
# More people at the best score than this, and a test can no longer show who knows more (Terwee et al. 2007,
# doi.org/10.1016/j.jclinepi.2006.03.012: floor or ceiling effect above 15 %).
CEILING_SHARE: Final = 0.15
# domain/training.md section 4: item analysis (difficulty .3-.9, discrimination >.2).
EASIEST, HARDEST, SEPARATES = 0.9, 0.3, 0.2


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean of differences after less before, of people who took both, with its interval."""

    n: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Two standardised effects, each by its name: their sizes are not comparable.

    d_z: mean difference / standard deviation of differences; it grows with the correlation of the two tests.
    d_av: mean difference / mean of the two standard deviations; closer to what two separate groups would show.
    None where nothing varies.
    """

    d_z: float | None
    d_av: float | None


@dataclass(frozen=True, slots=True)
class Attrition:
    """How many took the first test, how many of these the later one too; who took the later one only is no pair."""

    first: int
    both: int
    later_only: int

    @property
    def lost(self) -> float | None:
        """The share of those who took the first and not the later one; None where nobody took the first."""
        return (self.first - self.both) / self.first if self.first else None


def t_within(t: float, df: int) -> float:
    """The probability that Student's t lies between -t and t, for whole degrees of freedom (A&S 26.7.3, 26.7.4)."""
    if df < 1:
        raise ValueError("degrees of freedom begin at 1")
    angle = math.atan(t / math.sqrt(df))
    cos2, term = math.cos(angle) ** 2, 1.0
    if df % 2 == 0:
        total = term
        for k in range(1, df // 2):
            term *= cos2 * (2 * k - 1) / (2 * k)
            total += term
        return math.sin(angle) * total
    if df == 1:
        return 2 * angle / math.pi
    total = term
    for k in range(1, (df - 1) // 2):
        term *= cos2 * (2 * k) / (2 * k + 1)
        total += term
    return 2 / math.pi * (angle + math.sin(angle) * math.cos(angle) * total)


def t_quantile(df: int, confidence: float = CONFIDENCE) -> float:
    """The t within which `confidence` of the distribution lies: 12.706 for one degree of freedom, 1.96 for many."""
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    low, high = 0.0, 2.0
    while t_within(high, df) < confidence:
        low, high = high, high * 2
    # It halves until two floats are neighbours.
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if t_within(middle, df) < confidence else (low, middle)
    return high


def differences(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """After less before, for the same people in the same order. Raises ValueError."""
    return [later - first for first, later in zip(before, after, strict=True)]


def paired_gain(before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE) -> Gain | None:
    """The paired t interval of the mean difference (Student 1908); None below two pairs."""
    found = differences(before, after)
    n = len(found)
    if n < 2:
        return None
    mean = fmean(found)
    reach = t_quantile(n - 1, confidence) * stdev(found) / math.sqrt(n)
    return Gain(n, mean, mean - reach, mean + reach)


def effect(before: Sequence[float], after: Sequence[float]) -> Effect:
    """d_z and d_av (Lakens 2013, doi.org/10.3389/fpsyg.2013.00863, equations 6 and 10)."""
    found = differences(before, after)
    if len(found) < 2:
        return Effect(None, None)
    mean, spread = fmean(found), (stdev(before) + stdev(after)) / 2
    own = stdev(found)
    return Effect(mean / own if own > 0 else None, mean / spread if spread > 0 else None)


def normalised_gain(before: Sequence[float], after: Sequence[float], best: float) -> float | None:
    """What the group gained of what it could still gain: (mean after - mean before) / (best - mean before).

    Hake 1998 (doi.org/10.1119/1.18809), of means and not a mean of single ratios: somebody at the best score before
    has no ratio of their own and still counts here. None for a group that was all at its best, or of nobody.
    """
    differences(before, after)
    if not before or (room := best - fmean(before)) <= 0:
        return None
    return (fmean(after) - fmean(before)) / room


def retention(before: Sequence[float], after: Sequence[float], later: Sequence[float]) -> float | None:
    """The share of the gain that is still there months later, of those who took all three: (later - before) / (after -
    before), in means. None unless the interval of the gain lies above nothing: a share of next to nothing has no
    bounds."""
    kept = differences(before, later)
    gained = paired_gain(before, after)
    if gained is None or gained.low <= 0:
        return None
    return fmean(kept) / gained.mean


def share_from(scores: Sequence[float], mark: float) -> float | None:
    """The share of scores at `mark` or above; None for none."""
    return sum(one >= mark for one in scores) / len(scores) if scores else None


def at_ceiling(scores: Sequence[float], best: float) -> bool:
    """True where more than 15 % had the best score: such a test shows less gain than there is."""
    found = share_from(scores, best)
    return found is not None and found > CEILING_SHARE


def difficulty(answers: Sequence[int]) -> float | None:
    """The share that answered right (1 right, 0 wrong or left); None for nobody."""
    return fmean(answers) if answers else None


def discrimination(answers: Sequence[int], rests: Sequence[float]) -> float | None:
    """The corrected point-biserial correlation: this question with the score of all *other* questions.

    Corrected (Henrysson 1963, Psychometrika 28:211), since a question correlates with a total it is part of. None
    where all answered alike, or all rests are alike.
    """
    if len(answers) != len(rests):
        raise ValueError("as many answers as rests")
    if len(answers) < 2 or len(set(answers)) < 2:
        return None
    mean_a, mean_r = fmean(answers), fmean(rests)
    both = math.fsum((a - mean_a) * (r - mean_r) for a, r in zip(answers, rests, strict=True))
    spread_a = math.fsum((a - mean_a) ** 2 for a in answers)
    spread_r = math.fsum((r - mean_r) ** 2 for r in rests)
    if spread_r <= 1e-12:
        return None
    return both / math.sqrt(spread_a * spread_r)


def attrition(first: set[str], later: set[str]) -> Attrition:
    """By code, between two tests of one session."""
    return Attrition(len(first), len(first & later), len(later - first))


def bands(scores: Sequence[float], edges: Sequence[float]) -> list[int]:
    """How many lie below the first edge, from each edge to the next, and from the last one on."""
    found = [0] * (len(edges) + 1)
    for one in scores:
        found[sum(one >= edge for edge in edges)] += 1
    return found
