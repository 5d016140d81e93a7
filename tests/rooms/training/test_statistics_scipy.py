"""Numbers about a group, against SciPy: another hand wrote it. It is a package of tests only."""

import random
from math import sqrt
from statistics import stdev

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from himaya.training import statistics

pytestmark = pytest.mark.capability("G2")
SCORES = st.floats(0, 100).map(lambda one: round(one, 3))
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=60)
SIMULATIONS, SEED = 2000, 20261128


@pytest.fixture(name="stats", scope="module")
def _stats() -> object:
    """Loaded here and not above: it takes a second, and most runs of this folder do not need it."""
    return pytest.importorskip("scipy.stats")


@given(df=st.integers(1, 400), confidence=st.floats(0.5, 0.999))
def test_the_quantile_is_that_of_scipy(stats: object, df: int, confidence: float) -> None:
    theirs = stats.t.ppf((1 + confidence) / 2, df)  # type: ignore[attr-defined]
    assert statistics.t_quantile(df, confidence) == pytest.approx(theirs, rel=1e-8)


@settings(max_examples=150)
@given(PAIRS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_is_that_of_scipy(stats: object, pairs: list[tuple[float, float]], confidence: float) -> None:
    before, after = zip(*pairs, strict=True)
    assume(stdev(statistics.differences(before, after)) > 1e-3)
    ours = statistics.paired_gain(before, after, confidence)
    theirs = stats.ttest_rel(after, before).confidence_interval(confidence)  # type: ignore[attr-defined]
    assert ours is not None
    assert (ours.low, ours.high) == (pytest.approx(theirs.low, abs=1e-6), pytest.approx(theirs.high, abs=1e-6))


@settings(max_examples=150)
@given(PAIRS)
def test_standardised_effects_are_those_of_scipy(stats: object, pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)
    # Of numbers that do not vary SciPy warns, and we give none; that is tested elsewhere.
    assume(min(stdev(statistics.differences(before, after)), stdev(before), stdev(after)) > 1e-3)
    ours = statistics.effect(before, after)
    theirs = stats.ttest_rel(after, before).statistic / sqrt(len(pairs))  # type: ignore[attr-defined]
    spread = (stats.tstd(before) + stats.tstd(after)) / 2  # type: ignore[attr-defined]
    moved = stats.tmean(after) - stats.tmean(before)  # type: ignore[attr-defined]
    assert ours.d_z == pytest.approx(theirs, rel=1e-6, abs=1e-9)
    assert ours.d_av == pytest.approx(moved / spread, rel=1e-6, abs=1e-9)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=3, max_size=60))
def test_how_a_question_tells_apart_is_the_correlation_of_scipy(stats: object, rows: list[tuple[int, int]]) -> None:
    answers, rests = [a for a, _ in rows], [float(r) for _, r in rows]
    assume(len(set(answers)) > 1 and len(set(rests)) > 1)
    theirs = stats.pointbiserialr(answers, rests).statistic  # type: ignore[attr-defined]
    assert statistics.discrimination(answers, rests) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.deep("a minute: thousands of samples")
@pytest.mark.once
@pytest.mark.parametrize("n", [10, 24])
def test_ninety_five_in_a_hundred_intervals_hold_the_truth(n: int) -> None:
    """Differences drawn from a normal distribution of which the mean is known; ours alone, without SciPy."""
    chance, truth, held = random.Random(SEED + n), 7.0, 0
    for _one in range(SIMULATIONS):
        before = [chance.gauss(55, 12) for _person in range(n)]
        found = statistics.paired_gain(before, [one + chance.gauss(truth, 9) for one in before])
        assert found is not None
        held += found.low <= truth <= found.high
    assert 0.94 <= held / SIMULATIONS <= 0.96
