"""Between which numbers the truth may lie: by repeating the whole choice on tables drawn anew. Pure.

Source: B. Efron, J. Am. Stat. Assoc. 82 (1987) 171-185 (bias-corrected and accelerated: BCa), as L. Chan, B. Silverman
and K. Vincent (2021) use it: tables drawn from the multinomial of the observed one, the model chosen again for each,
the acceleration from leaving out one person of each distinct history, counted as often as it occurs.
"""

import math
from collections.abc import Callable, Iterator
from statistics import NormalDist

import numpy as np

from himaya.estimates.rules_fit import Masks, Matrix, fit, information

LEVELS = (0.025, 0.975)
NORMAL = NormalDist()
PART = 1000

Method = Callable[[Matrix], Matrix]


def tables(counts: Matrix, number: int, seed: int, *, part: int = PART) -> Iterator[Matrix]:
    """So many tables drawn from this one, in parts. The size of the parts does not change which tables are drawn."""
    chance = np.random.default_rng(seed)
    people = int(counts.sum())
    shares = counts / people
    for at in range(0, number, part):
        yield chance.multinomial(people, shares, size=min(part, number - at)).astype(float)


def replicates(counts: Matrix, method: Method, number: int, seed: int) -> Matrix:
    """What the method says of so many tables drawn from this one, from the least on."""
    return np.sort(np.concatenate([method(drawn) for drawn in tables(counts, number, seed)]))


def acceleration(counts: Matrix, method: Method) -> float:
    """How fast the spread changes with the truth; 0 where it cannot be told."""
    histories = np.nonzero(counts)[0]
    fewer = np.tile(counts, (len(histories), 1))
    fewer[np.arange(len(histories)), histories] -= 1
    said = method(fewer)
    weights = counts[histories]
    fine = np.isfinite(said)
    if not fine.any():
        return 0.0
    said, weights = said[fine], weights[fine]
    gaps = (weights * said).sum() / weights.sum() - said
    spread = float((weights * gaps**2).sum())
    return float((weights * gaps**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0


def bca(estimate: float, drawn: Matrix, acceleration: float) -> tuple[float, float]:
    """The two ends. An end is infinite where so many of the drawn tables had no estimate."""
    number = len(drawn)
    # All below or all above would put the bias at infinity.
    below = min(max(float((drawn < estimate).mean()), 0.5 / number), 1 - 0.5 / number)
    bias = NORMAL.inv_cdf(below)
    ends = []
    for level in LEVELS:
        shift = bias + NORMAL.inv_cdf(level)
        room = 1 - acceleration * shift
        # Past this point the correction has no meaning: the outermost that was drawn stands for it.
        at = NORMAL.cdf(bias + shift / room) if room > 0 else float(level > 0.5)
        ends.append(_quantile(drawn, at))
    return ends[0], ends[1]


def _quantile(drawn: Matrix, share: float) -> float:
    place = share * (len(drawn) - 1)
    low, high = float(drawn[math.floor(place)]), float(drawn[math.ceil(place)])
    return low if low == high else low + (high - low) * (place - math.floor(place))


def wald(counts: Matrix, terms: Masks) -> tuple[float, float]:
    """The interval of one model taken as known, symmetric in the logarithm of the unseen: too narrow where chosen."""
    fits = fit(counts[None], terms[None])
    seen = float(counts.sum())
    error = math.sqrt(float(np.linalg.inv(information(fits, terms[None])[0])[0, 0]))
    ends = [seen + math.exp(fits.beta[0, 0] + NORMAL.inv_cdf(level) * error) for level in LEVELS]
    return ends[0], ends[1]
