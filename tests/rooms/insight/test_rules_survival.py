"""Kaplan-Meier against the published table of the first textbook trial, and what must hold whatever the waits.

Data: E. J. Freireich and others, Blood 21 (1963) 699-716: weeks of remission under 6-mercaptopurine and under placebo,
as printed in D. R. Cox and D. Oakes, Analysis of Survival Data (1984), table 1.1. Shares and Greenwood errors as in
J. P. Klein and M. L. Moeschberger, Survival Analysis (2003), table 4.1; log(-log) intervals as `sts list` prints them.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.insight.rules_survival import Waited, kaplan_meier

pytestmark = pytest.mark.capability("A9")

MERCAPTOPURINE = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# Weeks, at risk, relapses, share left, its error, interval.
PUBLISHED = (
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
)


def weeks(text: str) -> list[Waited]:
    return [Waited(int(one.rstrip("+")), not one.endswith("+")) for one in text.split()]


def test_the_table_is_the_published_one() -> None:
    steps = kaplan_meier(weeks(MERCAPTOPURINE)).steps
    assert len(steps) == len(PUBLISHED)
    for step, (at, risk, happened, left, error, low, high) in zip(steps, PUBLISHED, strict=True):
        assert (step.days, step.at_risk, step.happened) == (at, risk, happened)
        assert (round(step.left, 4), round(step.error, 4)) == (left, error)
        assert (round(step.low, 4), round(step.high, 4)) == (low, high)


def test_the_medians_are_the_published_ones() -> None:
    assert kaplan_meier(weeks(MERCAPTOPURINE)).median == 23
    assert kaplan_meier(weeks(PLACEBO)).median == 8


def test_without_censoring_it_is_the_plain_share_that_is_left() -> None:
    curve = kaplan_meier(weeks(PLACEBO))
    ten = curve.at(10)
    assert ten is not None
    # As the lecture notes on this table have it: 8 of 21, error 0.106.
    assert (round(ten.left, 3), round(ten.error, 3)) == (0.381, 0.106)
    assert curve.steps[-1].left == 0
    assert curve.steps[-1].low == curve.steps[-1].high == 0


def test_the_mean_of_the_finished_ones_would_look_faster() -> None:
    waits = weeks(MERCAPTOPURINE)
    finished = [one.days for one in waits if one.happened]
    median = kaplan_meier(waits).median
    assert median is not None
    assert sum(finished) / len(finished) < median


def test_while_fewer_than_half_are_through_there_is_no_median() -> None:
    assert kaplan_meier([Waited(10, True), Waited(20, False), Waited(30, False)]).median is None
    assert kaplan_meier([Waited(10, True), Waited(20, False)]).median == 10


def test_a_half_that_a_float_misses_is_still_a_half() -> None:
    # 23/24 * 22/23 * ... * 12/13 is a half; in floats it comes out a little above.
    curve = kaplan_meier([Waited(day, day <= 12) for day in range(1, 25)])
    assert curve.steps[-1].left > 0.5
    assert curve.median == 12


def test_nobody_and_nothing_give_no_steps() -> None:
    assert kaplan_meier([]).steps == ()
    assert kaplan_meier([]).longest == 0
    still = kaplan_meier([Waited(40, False), Waited(0, False)])
    assert (still.steps, still.longest, still.at_risk(0), still.at_risk(1), still.at(40)) == ((), 40, 2, 1, None)


def test_whoever_waited_until_that_day_counts_on_that_day() -> None:
    (step,) = kaplan_meier([Waited(5, False), Waited(5, True)]).steps
    assert (step.at_risk, step.left) == (2, 0.5)


def test_a_wait_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        kaplan_meier([Waited(-1, True)])


WAITS = st.lists(st.builds(Waited, days=st.integers(0, 400), happened=st.booleans()), max_size=60)


@given(waits=WAITS)
def test_the_curve_only_falls_within_its_band_and_counts_everybody(waits: list[Waited]) -> None:
    curve = kaplan_meier(waits)
    shares = [1.0, *(one.left for one in curve.steps)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= one.low <= one.left + 1e-9 and one.left <= one.high + 1e-9 <= 1 + 1e-9 for one in curve.steps)
    assert sum(one.happened for one in curve.steps) == sum(one.happened for one in waits)
    assert all(one.at_risk == curve.at_risk(one.days) for one in curve.steps)


@given(waits=WAITS, more=st.integers(0, 400))
def test_one_more_that_still_waits_makes_nothing_look_faster(waits: list[Waited], more: int) -> None:
    longest = max((one.days for one in waits), default=0) + more
    before, after = kaplan_meier(waits), kaplan_meier([*waits, Waited(longest, False)])
    pairs = zip(before.steps, after.steps, strict=True)
    assert all(two.left >= one.left - 1e-9 for one, two in pairs)
