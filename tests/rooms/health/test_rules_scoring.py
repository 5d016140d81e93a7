"""Scoring against an oracle of its own: the rules of the scale of nonsense, written down once more in plain sums."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.health.rules_scoring import MEAN, SUM, Cluster, Measure, Rule, Scored, Scoring, Value, scored
from tests.rooms.health.nonsense import CLUSTERS, ITEMS, LEAST

pytestmark = pytest.mark.capability("D4")
NONSENSE = Scoring(
    values=tuple(Value(str(one), Fraction(one)) for one in range(5)),
    measures=(Measure("total", SUM, ITEMS), Measure("mean", MEAN, ITEMS[:8])),
    clusters=tuple(Cluster(name, items, Fraction(2), LEAST[name]) for name, items in CLUSTERS.items()),
    rules=(Rule("rule", ("B", "C", "D", "E")),),
)
answered = st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(["0", "1", "2", "3", "4", "", "no such answer"]))
whole = st.tuples(*[st.integers(0, 4)] * 20)


def oracle(given: list[int]) -> tuple[int, float, list[bool], bool]:
    """The published rules of the nonsense: total 0-80, mean of the first eight, at least k items of 2 or more."""
    parts = given[0:5], given[5:7], given[7:14], given[14:20]
    met = [sum(1 for one in part if one >= 2) >= least for part, least in zip(parts, (1, 1, 2, 2), strict=True)]
    return sum(given), sum(given[:8]) / 8, met, all(met)


@given(whole)
def test_a_whole_scale_scores_as_its_rules_say(given: tuple[int, ...]) -> None:
    """Seen red with `>` for `>=` in a cluster, and with a mean over five."""
    found = scored(NONSENSE, {item: str(one) for item, one in zip(ITEMS, given, strict=True)})
    total, mean, met, all_met = oracle(list(given))
    assert found.measures[0].score == total
    assert found.measures[1].score is not None
    assert float(found.measures[1].score) == mean
    assert [one.met for one in found.clusters] == met
    assert found.rules[0].met is all_met
    assert found.missing == 0


@given(answered)
def test_what_is_missing_is_counted_and_no_score_is_invented(said: dict[str, str]) -> None:
    found = scored(NONSENSE, said)
    there = {item for item, one in said.items() if one in {"0", "1", "2", "3", "4"}}
    assert (found.missing, found.of) == (20 - len(there), 20)
    assert (found.measures[0].score is None) is (len(there) < 20)
    for (_name, items), one in zip(CLUSTERS.items(), found.clusters, strict=True):
        assert one.missing == len(set(items) - there)
        assert (one.met is None) is (one.missing > 0)
    assert (found.rules[0].met is None) is (len(there) < 20)


@given(whole, st.permutations(ITEMS))
def test_the_order_of_answers_changes_nothing(given: tuple[int, ...], order: list[str]) -> None:
    said = {item: str(one) for item, one in zip(ITEMS, given, strict=True)}
    assert scored(NONSENSE, said) == scored(NONSENSE, {item: said[item] for item in order})


def test_an_item_with_values_of_its_own_is_scored_by_these() -> None:
    """As the authors of some scales turn an item round."""
    turned = Value("4", Fraction(0), ("n01",)), Value("0", Fraction(4), ("n01",))
    scoring = Scoring((*NONSENSE.values, *turned), (Measure("two", SUM, ("n01", "n02")),), (), ())

    def two(first: str, second: str) -> Scored:
        return scored(scoring, {"n01": first, "n02": second})

    assert two("4", "4").measures[0].score == 4
    assert two("0", "0").measures[0].score == 4
    assert two("2", "0").measures[0].score is None
