"""Multiple-systems estimation: six lists, forward choice, BCa from 1,000 tables; one core.

    python -m benchmarks.estimates [--ends]

Baseline: the textbook way, one table, one design matrix and one fit after another (iteratively reweighted least
squares in NumPy), on fewer tables, per table. The R package MultipleSystemsEstimation is GPL and not here: 157 s for
the same question was measured outside. With --ends: the intervals beside the published ones, 20,000 tables each, and
how far the ends of 1,000 tables, which the published ones rest on, are moved by chance alone (some minutes).
Gate: under a second of processor time, and the published figures.
"""

import os

# One core, so that the figure does not depend on the machine's number of them. Read when NumPy loads.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import math
import sys
from pathlib import Path

import numpy as np

from benchmarks import sizes
from himaya.estimates import rules_bic, rules_interval, rules_lists, rules_stepwise
from himaya.estimates.rules_fit import Matrix

TABLES = Path(__file__).resolve().parents[1] / "tests" / "data" / "mse"
NEAR = 2e-4
TABLES_OF_BASELINE, REPLICATES = sizes.size(30, 2), sizes.size(1_000, 20)
TABLES_OF_ENDS = 20_000
# What the published ends were computed from.
TABLES_THEN = 1_000
PUBLISHED = {
    "UKdat_5": 11_312.99,
    "UKdat": 11_417.99,
    "NewOrl_5_185": 1_034.15,
    "NewOrl_185": 1_183.69,
    "Western": 2_483.38,
    "Ned": 111_139,
    "Ned_5": 121_522,
    "Kosovo": 14_341.66,
}
PUBLISHED_BIC = {"UKdat_5": 25_311.29, "Kosovo": 10_356.5, "Korea": 157.17}
PUBLISHED_MAIN = {"UKdat_5": 13_444, "NewOrl_185": 996.7}
ENDS = {
    "UKdat_5": (8_785, 14_701),
    "UKdat": (9_267, 14_307),
    "NewOrl_5_185": (589, 1_703),
    "Western": (1_293, 3_670),
    "NewOrl_185": (717, 1_657),
}
ENDS_BIC = {"Korea": (128.3, 349.7), "Kosovo": (6_947, 18_010), "UKdat_5": (11_168, 56_052)}
# Of five lists all models of up to order four take minutes for so many tables.
FEWER_TABLES = {"UKdat_5": 2_000}


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


def point(what: str, name: str, published: float, said: float) -> bool:
    """One published figure beside ours: within .02 per cent, as in the tests; each is known to better than that."""
    fine = abs(said / published - 1) < NEAR
    print(
        f"  {what} {name}: {said:,.2f}, published {published:,.2f}, ratio {said / published:.5f}{'' if fine else ' !'}"
    )
    return fine


def ends(what: str, name: str, published: tuple[float, float], method: rules_interval.Method, total: float) -> None:
    """The ends of one table beside the published ones, and between which ends those of each 1,000 of its tables lie."""
    counts = counts_of(name)
    bent = rules_interval.acceleration(counts, method)
    number = FEWER_TABLES.get(name, TABLES_OF_ENDS) if what == "BIC" else TABLES_OF_ENDS
    said = np.concatenate([method(part) for part in rules_interval.tables(counts, number, 1)])
    found = rules_interval.bca(total, np.sort(said), bent)
    small = [
        rules_interval.bca(total, np.sort(said[at : at + TABLES_THEN]), bent) for at in range(0, number, TABLES_THEN)
    ]
    print(f"  {what} {name}, {number:,} tables: bias {(said < total).mean():.3f}, acceleration {bent:.3f}")
    for side, word in enumerate(("lower", "upper")):
        mine, theirs = found[side], published[side]
        some = sorted(one[side] for one in small)
        below = sum(end < theirs for end in some)
        print(
            f"    {word} {mine:,.0f}, published {theirs:,.0f}, ratio {mine / theirs:.3f}; of 1,000 tables each "
            f"{some[0]:,.0f} to {some[-1]:,.0f}: {below} of {len(some)} lie below the published one",
            flush=True,
        )


def main(words: list[str]) -> int:
    print("points")
    fine = True
    for name, published in PUBLISHED.items():
        fine &= point("forward choice", name, published, float(stepwise(counts_of(name)[None])[0]))
    for name, published in PUBLISHED_BIC.items():
        fine &= point("BIC", name, published, rules_bic.best(counts_of(name)).total)
    for name, published in PUBLISHED_MAIN.items():
        fine &= point("main effects", name, published, float(rules_stepwise.main_effects(counts_of(name)[None])[0]))
    counts = counts_of("UKdat")
    shares, people = counts / counts.sum(), int(counts.sum())

    def interval() -> None:
        drawn = rules_interval.replicates(counts, stepwise, REPLICATES, 1)
        rules_interval.bca(PUBLISHED["UKdat"], drawn, rules_interval.acceleration(counts, stepwise))

    some = np.random.default_rng(1).multinomial(people, shares, size=TABLES_OF_BASELINE).astype(float)
    ours = sizes.spent(interval)
    baseline = sizes.spent(lambda: [textbook(one) for one in some]) / TABLES_OF_BASELINE * REPLICATES
    gap = max(abs(textbook(one) / float(stepwise(one[None])[0]) - 1) for one in some)
    print(f"six lists, BCa from {REPLICATES:,} tables: {ours:.2f} s of processor time, gate 1 s")
    print(f"  the textbook way, {REPLICATES:,} tables: {baseline:.1f} s ({baseline / ours:.0f} times); apart {gap:.1e}")
    if "--ends" in words:
        for name, both in ENDS.items():
            ends("forward choice", name, both, stepwise, float(stepwise(counts_of(name)[None])[0]))
        for name, both in ENDS_BIC.items():
            again = rules_bic.Again(counts_of(name))
            ends("BIC", name, both, again.totals, again.best(counts_of(name)).total)
    return sizes.exit_code(fine and ours < 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
