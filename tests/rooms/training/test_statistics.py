"""Numbers about a group, against worked examples that others published, and against many invented groups.

The oracle is published: Student's own data of 1908 as R prints them (`t.test(sleep, paired = TRUE)`), and the table of
Student's t of the NIST handbook (1.3.6.7.2). SciPy is asked in a file of its own.
"""

import random
from math import sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.training import statistics

pytestmark = pytest.mark.capability("G2")
# Hours of sleep gained under two drugs by ten people (Cushny and Peebles 1905, used by Student 1908).
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Degrees of freedom, and t for 95 % and for 99 % in the middle.
TABLE = [
    (1, 12.706, 63.657),
    (2, 4.303, 9.925),
    (3, 3.182, 5.841),
    (4, 2.776, 4.604),
    (9, 2.262, 3.250),
    (10, 2.228, 3.169),
    (19, 2.093, 2.861),
    (30, 2.042, 2.750),
    (60, 2.000, 2.660),
    (100, 1.984, 2.626),
]
PERCENT = st.floats(0, 100)


@pytest.mark.parametrize(("df", "at_95", "at_99"), TABLE)
def test_the_quantile_is_that_of_the_printed_table(df: int, at_95: float, at_99: float) -> None:
    assert statistics.t_quantile(df) == pytest.approx(at_95, abs=5.1e-4)
    assert statistics.t_quantile(df, 0.99) == pytest.approx(at_99, abs=5.1e-4)


def test_the_interval_is_that_of_students_own_data() -> None:
    found = statistics.paired_gain(FIRST, SECOND)
    assert found is not None
    assert (found.n, found.mean) == (10, pytest.approx(1.58))
    assert (found.low, found.high) == (pytest.approx(0.7001142, abs=1e-6), pytest.approx(2.4598858, abs=1e-6))
    # t = d_z × √n = 4.0621 with p = 0.00283.
    effect = statistics.effect(FIRST, SECOND)
    assert effect.d_z is not None
    assert effect.d_z * sqrt(10) == pytest.approx(4.0621, abs=1e-4)
    assert 1 - statistics.t_within(4.0621, 9) == pytest.approx(0.002833, abs=1e-6)
    assert effect.d_av == pytest.approx(1.58 / ((1.789010 + 2.002249) / 2), abs=1e-5)


def test_too_few_or_unlike_numbers_give_no_interval() -> None:
    assert statistics.paired_gain([50], [60]) is None
    assert statistics.paired_gain([], []) is None
    with pytest.raises(ValueError, match="zip"):
        statistics.paired_gain([1, 2], [1])
    with pytest.raises(ValueError, match="degrees"):
        statistics.t_within(1, 0)
    with pytest.raises(ValueError, match="between"):
        statistics.t_quantile(3, 1)


def test_what_does_not_vary_has_no_standardised_effect() -> None:
    same = statistics.effect([40, 50], [50, 60])
    assert (same.d_z, same.d_av) == (None, pytest.approx(10 / stdev([40, 50])))
    assert statistics.effect([50, 50], [60, 60]) == statistics.Effect(None, None)
    assert statistics.effect([50], [60]) == statistics.Effect(None, None)


def test_normalised_gain_is_of_what_could_still_be_gained() -> None:
    assert statistics.normalised_gain([40, 60], [70, 80], 100) == pytest.approx(0.5)
    # Who was at the best before counts, and breaks nothing.
    assert statistics.normalised_gain([100, 50], [100, 75], 100) == pytest.approx(0.5)
    assert statistics.normalised_gain([100, 100], [100, 90], 100) is None
    assert statistics.normalised_gain([], [], 100) is None
    assert statistics.normalised_gain([50], [40], 100) == pytest.approx(-0.2)


def test_retention_is_the_share_of_the_gain_that_stays() -> None:
    assert statistics.retention([40, 50, 45], [80, 90, 86], [60, 65, 70]) == pytest.approx(20 / (121 / 3))
    # A gain of which the interval holds nothing has no share: 0.05 points would have given twenty thousand percent.
    assert statistics.retention([40, 50], [80, 70], [60, 65]) is None
    assert statistics.retention([50, 50, 50], [50, 50.15, 50], [60, 60, 60]) is None
    assert statistics.retention([50, 50], [50, 50], [60, 60]) is None
    assert statistics.retention([60], [50], [60]) is None
    assert statistics.retention([], [], []) is None


def test_questions_are_compared_with_all_others() -> None:
    assert statistics.difficulty([1, 1, 0, 0, 1]) == pytest.approx(0.6)
    assert statistics.difficulty([]) is None
    # Means of the rest: 9 for right, 5 for wrong; r = 4·√(.5·.5)/σ with σ = √5.
    assert statistics.discrimination([1, 1, 0, 0], [8, 10, 4, 6]) == pytest.approx(4 * 0.5 / sqrt(5))
    assert statistics.discrimination([1, 1, 1], [1, 2, 3]) is None
    assert statistics.discrimination([1, 0, 1], [2, 2, 2]) is None
    with pytest.raises(ValueError, match="as many"):
        statistics.discrimination([1], [1, 2])


def test_who_is_lost_and_who_is_at_the_top_is_counted() -> None:
    found = statistics.attrition({"a", "b", "c", "d"}, {"b", "c", "x"})
    assert (found, found.lost) == (statistics.Attrition(4, 2, 1), 0.5)
    assert statistics.attrition(set(), {"x"}).lost is None
    assert not statistics.at_ceiling([100] * 3 + [50] * 17, 100)
    assert statistics.at_ceiling([100] * 4 + [50] * 16, 100)
    assert not statistics.at_ceiling([], 100)
    assert statistics.bands([0, 49.9, 50, 79, 80, 100], (50, 80)) == [2, 2, 2]
    assert statistics.share_from([80, 79.9], 80) == 0.5


@given(st.lists(st.tuples(PERCENT, PERCENT), min_size=2, max_size=60))
def test_an_interval_holds_its_mean_and_turns_with_the_sign(pairs: list[tuple[float, float]]) -> None:
    before, after = [a for a, _b in pairs], [b for _a, b in pairs]
    found, turned = statistics.paired_gain(before, after), statistics.paired_gain(after, before)
    assert found is not None
    assert turned is not None
    assert found.low <= found.mean <= found.high
    assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))


@pytest.mark.deep("a minute: thousands of samples")
def test_intervals_hold_the_truth_in_ninety_five_of_a_hundred() -> None:
    """2,000 groups of 12 whose true gain is 12 points: 95 % ± 1 of the intervals hold it."""
    chance, held = random.Random(20261128), 0
    for _group in range(2_000):
        before = [chance.gauss(55, 12) for _one in range(12)]
        after = [one + chance.gauss(12, 9) for one in before]
        found = statistics.paired_gain(before, after)
        assert found is not None
        held += found.low <= 12 <= found.high
    assert held / 2_000 == pytest.approx(0.95, abs=0.01)


@pytest.mark.deep("a minute: thousands of samples")
def test_by_the_normal_quantile_too_few_would_hold_it() -> None:
    """The same groups with 1.96 in place of t: the test above is one that can fail."""
    chance, held = random.Random(20261128), 0
    for _group in range(2_000):
        found = [chance.gauss(12, 9) for _one in range(12)]
        held += abs(fmean(found) - 12) <= 1.96 * stdev(found) / sqrt(12)
    assert held / 2_000 < 0.94
