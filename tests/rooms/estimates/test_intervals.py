"""Intervals: bias, acceleration, ends without bound; and, at length, beside what R gave."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest
from django.utils import translation

from himaya.estimates import estimating, measured, rules_bic, rules_interval, rules_stepwise, words
from himaya.estimates.estimating import Question
from himaya.estimates.rules_fit import Matrix
from tests.rooms.estimates.tables import table

pytestmark = pytest.mark.capability("H5")


def stepwise(counts: Matrix) -> Matrix:
    return rules_stepwise.choose(counts).total


def test_without_bias_and_acceleration_the_ends_are_the_quantiles() -> None:
    drawn = np.arange(1, 1000.0)
    low, high = rules_interval.bca(500.0, drawn, 0.0)
    assert (low, high) == pytest.approx((25.9, 974.0), abs=1.5)


def test_bias_and_acceleration_move_the_ends_as_efron_says() -> None:
    drawn = np.arange(1, 10_001.0)
    normal, bias, bent = NormalDist(), NormalDist().inv_cdf(0.4), 0.05
    ends = rules_interval.bca(4_000.5, drawn, bent)
    for end, level in zip(ends, (-1.959964, 1.959964), strict=True):
        share = normal.cdf(bias + (bias + level) / (1 - bent * (bias + level)))
        assert end == pytest.approx(1 + share * 9_999, abs=2)


def test_an_end_among_tables_without_an_estimate_has_no_bound() -> None:
    drawn = np.array([*range(1, 91), *[np.inf] * 10], dtype=float)
    low, high = rules_interval.bca(50.0, drawn, 0.0)
    assert low == pytest.approx(3.5, abs=1.5)
    assert high == np.inf


@pytest.mark.parametrize("method", estimating.METHODS)
def test_how_often_intervals_held_the_truth_is_told_of_the_methods_it_was_measured_of(method: str) -> None:
    """Published and our own run side by side; of lists without any dependence neither says anything."""
    found = estimating.estimate(table("Korea"), Question(method=method, replicates=100))
    said = [note for note in found.notes if note.code == estimating.COVERED]
    assert len(said) == (method != estimating.MAIN)
    for one in said:
        with translation.override("en"):
            sentence = words.note(one)
        assert "in 90 of 100 countries of a published simulation" in sentence
        assert f"{measured.HELD} of the {measured.COUNTRIES} of ours" in sentence
    exact = estimating.estimate(table("Korea"), Question(method=method, replicates=0))
    assert estimating.COVERED not in [note.code for note in exact.notes]


def test_a_seed_draws_the_same_tables_again() -> None:
    counts = table("NewOrl_5_185").counts
    first = rules_interval.replicates(counts, stepwise, 200, 5)
    assert np.array_equal(first, rules_interval.replicates(counts, stepwise, 200, 5))
    assert not np.array_equal(first, rules_interval.replicates(counts, stepwise, 200, 6))


def test_leaving_one_out_is_weighed_by_how_many_have_that_history() -> None:
    def heavier(counts: Matrix) -> Matrix:
        return counts @ np.array([0.0, 1.0, 2.0, 30.0])

    counts = np.array([0.0, 40, 30, 5])
    each = np.repeat([1.0, 2.0, 30.0], [40, 30, 5])
    gaps = each - each.mean()
    expected = (gaps**3).sum() / (6 * (gaps**2).sum() ** 1.5)
    assert rules_interval.acceleration(counts, heavier) == pytest.approx(expected)


BCA: list[tuple[str, str, float, float, float]] = [
    # table, method, the ends that R published from 1,000 tables, and how near we are held to them
    ("Kosovo", "bic", 6_947, 18_010, 0.04),
    ("UKdat", "stepwise", 9_267, 14_307, 0.04),
]


@pytest.mark.deep("a minute: thousands of samples")
@pytest.mark.once
@pytest.mark.parametrize(("name", "how", "low", "high", "near"), BCA)
def test_the_ends_are_near_those_of_r(name: str, how: str, low: float, high: float, near: float) -> None:
    counts = table(name).counts
    again = rules_bic.Again(counts) if how == "bic" else None
    method: Callable[[Matrix], Matrix] = again.totals if again else stepwise
    point = again.best(counts).total if again else float(stepwise(counts[None])[0])
    drawn = rules_interval.replicates(counts, method, 5_000, 1)
    ends = rules_interval.bca(point, drawn, rules_interval.acceleration(counts, method))
    assert ends == pytest.approx((low, high), rel=near)


@pytest.mark.deep("a minute: thousands of samples")
@pytest.mark.once
@pytest.mark.parametrize(("name", "low", "high"), [("NewOrl_5_185", 589, 1_703), ("Western", 1_293, 3_670)])
def test_of_sparse_tables_the_ends_of_r_lie_where_ours_fall_from_seed_to_seed(name: str, low: int, high: int) -> None:
    """From 1,000 tables the lower end is the least that was drawn, or the next: it hangs on the seed."""
    counts = table(name).counts
    point, bent = float(stepwise(counts[None])[0]), rules_interval.acceleration(counts, stepwise)
    ends = [
        rules_interval.bca(point, rules_interval.replicates(counts, stepwise, 1_000, seed), bent)
        for seed in range(1, 13)
    ]
    for published, ours in zip((low, high), zip(*ends, strict=True), strict=True):
        assert 0.97 * min(ours) < published < 1.03 * max(ours)
