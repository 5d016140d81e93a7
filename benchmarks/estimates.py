"""Multiple-systems estimation: six lists, forward choice, BCa from 1,000 tables; one core.

    python -m benchmarks.estimates [--ends]

Baseline: the textbook way, one table, one design matrix and one fit after another (iteratively reweighted least
squares in NumPy), on fewer tables, per table. The R package MultipleSystemsEstimation is GPL and not here: 157 s for
the same question was measured outside. With --ends: the intervals beside the published ones, 10,000 tables each.
Gate: under a second of processor time, and the published figures.
"""

import os

# One core, so that the figure does not depend on the machine's number of them. Read when NumPy loads.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from himaya.estimates import rules_bic, rules_interval, rules_lists, rules_stepwise
from himaya.estimates.rules_fit import Matrix

TABLES = Path(__file__).resolve().parents[1] / "tests" / "data" / "mse"
TABLES_OF_BASELINE = 30
TABLES_OF_ENDS = 10_000
PUBLISHED = {"UKdat_5": 11_312.99, "UKdat": 11_417.99, "NewOrl_185": 1_183.69, "Western": 2_483.38}
ENDS = {
    "UKdat_5": (8_785, 14_701),
    "UKdat": (9_267, 14_307),
    "NewOrl_5_185": (589, 1_703),
    "Western": (1_293, 3_670),
    "NewOrl_185": (717, 1_657),
}
ENDS_BIC = {"Korea": (128.3, 349.7), "Kosovo": (6_947, 18_010)}


def counts_of(name: str) -> Matrix:
    return rules_lists.read((TABLES / f"{name}.csv").read_bytes()).counts


def stepwise(counts: Matrix) -> Matrix:
    return rules_stepwise.choose(counts).total


def one_fit(counts: Matrix, terms: list[int]) -> tuple[float, Matrix, Matrix]:
    cells = np.arange(1, len(counts))
    finite = []
    for term in terms:
        if counts[1:][(cells & term) == term].any():
            finite.append(term)
    for term in set(terms) - set(finite):
        cells = cells[(cells & term) != term]
    design = np.column_stack([np.ones(len(cells)), *[((cells & term) == term).astype(float) for term in finite]])
    seen = counts[cells]
    mean, last = seen + 0.1, math.inf
    predictor = np.log(mean)
    for _ in range(100):
        weighted = design * np.sqrt(mean)[:, None]
        goal = (predictor + (seen - mean) / mean) * np.sqrt(mean)
        beta = np.linalg.lstsq(weighted, goal, rcond=None)[0]
        predictor = design @ beta
        mean = np.exp(predictor)
        now = float((seen * predictor - mean).sum())
        if abs(now - last) < 1e-10 * (abs(now) + 0.1):
            break
        last = now
    return float(counts[1:].sum() + math.exp(beta[0])), cells, mean


def tail(count: int, mean: float) -> float:
    if not mean:
        return 1.0
    numbers = range(count + 1) if count <= mean else range(count, count + 200)
    return sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in numbers)


def textbook(counts: Matrix) -> float:
    lists = len(counts).bit_length() - 1
    terms = [1 << bit for bit in range(lists)]
    left = [(1 << one) | (1 << other) for one in range(lists) for other in range(one)]
    everything = np.arange(len(counts))
    total, cells, mean = one_fit(counts, terms)
    while left:
        chances = {
            pair: tail(int(counts[(everything & pair) == pair].sum()), float(mean[(cells & pair) == pair].sum()))
            for pair in left
        }
        pair = min(left, key=chances.__getitem__)
        if chances[pair] >= rules_stepwise.THRESHOLD:
            break
        left.remove(pair)
        terms.append(pair)
        total, cells, mean = one_fit(counts, terms)
    return total


def spent(work: Callable[[], object]) -> float:
    """Processor time of the best of three: other work on the machine does not count."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def ends(name: str, published: tuple[float, float], method: Callable[[Matrix], Matrix], point: float) -> None:
    counts = counts_of(name)
    drawn = rules_interval.replicates(counts, method, TABLES_OF_ENDS, 1)
    found = rules_interval.bca(point, drawn, rules_interval.acceleration(counts, method))
    off = ", ".join(f"{(mine / theirs - 1) * 100:+.1f} %" for mine, theirs in zip(found, published, strict=True))
    print(f"  {name}: {found[0]:,.0f}-{found[1]:,.0f}, published {published[0]:,.0f}-{published[1]:,.0f} ({off})")


def main(words: list[str]) -> int:
    fine = True
    for name, published in PUBLISHED.items():
        said = float(stepwise(counts_of(name)[None])[0])
        fine &= abs(said / published - 1) < 2e-4
        print(f"{name}: {said:,.2f} (published {published:,.2f})")
    counts = counts_of("UKdat")
    shares, people = counts / counts.sum(), int(counts.sum())

    def interval() -> None:
        drawn = rules_interval.replicates(counts, stepwise, 1_000, 1)
        rules_interval.bca(PUBLISHED["UKdat"], drawn, rules_interval.acceleration(counts, stepwise))

    some = np.random.default_rng(1).multinomial(people, shares, size=TABLES_OF_BASELINE).astype(float)
    ours = spent(interval)
    baseline = spent(lambda: [textbook(one) for one in some]) / TABLES_OF_BASELINE * 1_000
    gap = max(abs(textbook(one) / float(stepwise(one[None])[0]) - 1) for one in some)
    print(f"six lists, BCa from 1,000 tables: {ours:.2f} s of processor time, gate 1 s")
    print(f"  the textbook way, 1,000 tables: {baseline:.1f} s ({baseline / ours:.0f} times); apart {gap:.1e}")
    if "--ends" in words:
        for name, published in ENDS.items():
            ends(name, published, stepwise, float(stepwise(counts_of(name)[None])[0]))
        for name, published in ENDS_BIC.items():
            again = rules_bic.Again(counts_of(name))
            ends(name, published, again.totals, again.best(counts_of(name)).total)
    return 0 if fine and ours < 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
