"""What is published comes out: estimates, models, intervals of one model; within .02 per cent."""

import math

import numpy as np
import pytest

from himaya.estimates import rules_bic, rules_interval, rules_stepwise
from himaya.estimates.rules_fit import over_subsets, over_supersets
from tests.rooms.estimates.tables import masks, table

pytestmark = pytest.mark.capability("H5")
STEPWISE = [
    ("UKdat_5", 11_312.99, ["LA:NG", "NG:GP", "PFNCA:GP", "LA:PFNCA", "GO:GP", "NG:GO"]),
    ("NewOrl_5_185", 1_034.15, []),
    ("Western", 2_483.38, ["A:E"]),
    ("UKdat", 11_417.99, None),
    ("NewOrl_185", 1_183.69, ["D:E"]),
    ("Ned", 111_139, None),
    ("Ned_5", 121_522, None),
    ("Kosovo", 14_341.66, None),
]
WALD = [("UKdat_5", 9_884, 13_027), ("UKdat", 9_977, 13_146), ("Ned", 92_440, 133_992), ("Ned_5", 98_675, 150_139)]


@pytest.mark.parametrize(("name", "published", "pairs"), STEPWISE)
def test_forward_choice_gives_the_published_figure(name: str, published: float, pairs: list[str] | None) -> None:
    lists = table(name)
    chosen = rules_stepwise.choose(lists.counts[None])
    assert chosen.total[0] == pytest.approx(published, rel=2e-4)
    if pairs is not None:
        assert list(chosen.pairs[0]) == masks(lists, *pairs)


@pytest.mark.parametrize(
    ("name", "published"), [("UKdat_5", 13_444), ("NewOrl_5_185", 1_034.15), ("NewOrl_185", 996.7)]
)
def test_the_lists_alone_give_the_published_figure(name: str, published: float) -> None:
    assert rules_stepwise.main_effects(table(name).counts[None])[0] == pytest.approx(published, rel=2e-4)


@pytest.mark.parametrize(("name", "published"), [("Korea", 157.17), ("Kosovo", 10_356.5)])
def test_the_best_of_all_models_gives_the_published_figure(name: str, published: float) -> None:
    assert rules_bic.best(table(name).counts).total == pytest.approx(published, rel=2e-4)


@pytest.mark.deep("a minute: 6,893 models")
@pytest.mark.once
def test_the_best_of_6893_models_gives_the_published_figure() -> None:
    lists = table("UKdat_5")
    best = rules_bic.best(lists.counts)
    assert best.total == pytest.approx(25_311.29, rel=2e-4)
    assert "LA:NG:PFNCA" in [lists.named(mask) for mask in best.model]


@pytest.mark.parametrize(("lists", "number"), [(2, 1), (3, 8), (4, 113)])
def test_every_hierarchical_model_is_looked_at_once(lists: int, number: int) -> None:
    every = rules_bic.models(lists)
    assert len({frozenset(model) for model in every}) == len(every) == number


def test_models_that_are_too_many_are_told_by_their_number() -> None:
    with pytest.raises(rules_bic.TooManyModels) as refused:
        rules_bic.best(table("NewOrl_185").counts)
    assert (refused.value.lists, refused.value.models) == (8, 268_435_456)


@pytest.mark.parametrize(("name", "low", "high"), WALD)
def test_the_interval_of_one_model_is_the_published_one(name: str, low: int, high: int) -> None:
    lists = table(name)
    pairs = rules_stepwise.choose(lists.counts[None]).pairs[0]
    terms = np.array([*(1 << bit for bit in range(lists.lists)), *pairs])
    assert rules_interval.wald(lists.counts, terms) == pytest.approx((low, high), rel=2e-4)


def test_a_batch_says_of_each_table_what_it_says_of_it_alone() -> None:
    lists = table("Western")
    drawn = np.random.default_rng(3).multinomial(lists.observed, lists.counts / lists.observed, size=40).astype(float)
    together = rules_stepwise.choose(drawn)
    for row in range(len(drawn)):
        alone = rules_stepwise.choose(drawn[row : row + 1])
        assert alone.pairs[0] == together.pairs[row]
        assert alone.total[0] == pytest.approx(together.total[row], rel=1e-6)


def test_a_list_that_tells_nothing_of_a_table_is_left_out_of_it() -> None:
    """Four lists of Kosovo, then an empty one, one with everybody on it, and one that repeats the first."""
    counts = table("Kosovo").counts
    without = rules_stepwise.choose(counts[None])
    cells = np.arange(16)
    for onto in (cells, cells | 16, cells | ((cells & 1) << 4)):
        wider = np.zeros(32)
        wider[onto] = counts
        wider[16] = 0
        found = rules_stepwise.choose(wider[None])
        assert found.total[0] == pytest.approx(without.total[0])
        assert found.pairs[0] == without.pairs[0]


def test_sums_over_sets_are_what_their_names_say() -> None:
    cells = np.arange(1.0, 9.0)[None]
    above, below = over_supersets(cells)[0], over_subsets(cells)[0]
    for one in range(8):
        assert above[one] == sum(cells[0, other] for other in range(8) if other & one == one)
        assert below[one] == sum(cells[0, other] for other in range(8) if other & one == other)


@pytest.mark.parametrize(("count", "mean"), [(0, 3.5), (2, 9.0), (20, 6.5), (81, 50.0), (7, 7.2), (1, 0.02)])
def test_the_smaller_tail_is_summed_whole(count: int, mean: float) -> None:
    def chance(n: int) -> float:
        return math.exp(n * math.log(mean) - mean - math.lgamma(n + 1))

    below, above = sum(map(chance, range(count + 1))), sum(map(chance, range(count, count + 400)))
    found = rules_stepwise.log_tails(np.array([[count]]), np.array([[mean]]), np.array([[True]]))[0, 0]
    assert math.exp(found) == pytest.approx(min(below, above), rel=1e-9)


def test_replicates_choose_again_and_leave_out_a_list_that_is_empty_there() -> None:
    kosovo = table("Kosovo")
    again = rules_bic.Again(kosovo.counts)
    drawn = np.random.default_rng(2).multinomial(kosovo.observed, kosovo.counts / kosovo.observed, size=6).astype(float)
    emptied = drawn * ((np.arange(16) & 8) == 0)
    for row in range(len(drawn)):
        assert again.totals(drawn)[row] == pytest.approx(rules_bic.best(drawn[row]).total, rel=1e-6)
        assert again.totals(emptied)[row] == pytest.approx(rules_bic.best(emptied[row, :8]).total, rel=1e-6)
