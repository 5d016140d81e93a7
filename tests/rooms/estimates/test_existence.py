"""Where no estimate exists, or not only one, none is given. Published cases, and an oracle: SciPy's linear program."""

import numpy as np
import pytest
from scipy.optimize import linprog

from himaya.estimates import rules_exist, rules_stepwise
from himaya.estimates.rules_exist import EXISTS, NO_ESTIMATE, NOT_UNIQUE
from tests.rooms.estimates.tables import masks, table

pytestmark = pytest.mark.capability("H5")
ALONE = [1, 2, 4]


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [(["A:B", "A:C", "B:C"], NOT_UNIQUE), (["A:B"], NO_ESTIMATE), (["A:C", "B:C"], EXISTS), ([], EXISTS)],
)
def test_the_published_cases(pairs: list[str], verdict: str) -> None:
    lists = table("Artificial_3")
    assert rules_exist.verdict(lists.counts, [*ALONE, *masks(lists, *pairs)]) == verdict


def test_every_two_list_model_of_new_orleans_exists() -> None:
    counts = table("NewOrl_185").counts
    alone = [1 << bit for bit in range(8)]
    pairs = [(1 << one) | (1 << other) for one in range(8) for other in range(one)]
    assert {rules_exist.verdict(counts, [*alone, pair]) for pair in pairs} == {EXISTS}


def by_linear_program(counts: np.ndarray, terms: list[int]) -> str:
    """The largest least cell of a table with the same margins."""
    cells = np.arange(1, len(counts))
    for term in terms:
        if not counts[[cell for cell in range(len(counts)) if cell & term == term]].any():
            cells = cells[cells & term != term]
    finite = [0, *(term for term in terms if (cells & term == term).any())]
    design = np.array([[float(cell & term == term) for term in finite] for cell in cells])
    if np.linalg.matrix_rank(design) < len(finite):
        return NOT_UNIQUE
    people = len(cells)
    least = np.hstack([-np.eye(people), np.ones((people, 1))])
    same = np.hstack([design.T, np.zeros((len(finite), 1))])
    found = linprog(
        [*[0.0] * people, -1.0],
        A_ub=least,
        b_ub=np.zeros(people),
        A_eq=same,
        b_eq=design.T @ counts[cells],
        bounds=[(0, None)] * people + [(None, 1)],
        method="highs",
    )
    return EXISTS if found.status == 0 and -found.fun > 1e-7 else NO_ESTIMATE


def test_the_rules_agree_with_a_linear_program() -> None:
    chance = np.random.default_rng(11)
    said: list[str] = []
    while len(said) < 250:
        lists = int(chance.integers(3, 5))
        counts = chance.poisson(chance.choice([0.3, 0.7, 1.5]), size=1 << lists).astype(float)
        counts[0] = 0
        alone = [1 << bit for bit in range(lists)]
        pairs = [mask for mask in range(1 << lists) if mask.bit_count() == 2 and chance.random() < 0.8]
        if not all(counts[[cell for cell in range(len(counts)) if cell & one]].any() for one in alone):
            continue
        said.append(rules_exist.verdict(counts, [*alone, *pairs]))
        assert said[-1] == by_linear_program(counts, [*alone, *pairs]), (counts, pairs)
    counted = {verdict: said.count(verdict) for verdict in (EXISTS, NO_ESTIMATE, NOT_UNIQUE)}
    assert min(counted.values()) > 5, counted


def test_a_table_without_an_estimate_gives_infinity_and_no_number() -> None:
    nobody_shared = np.array([[0.0, 5, 6, 0, 7, 0, 0, 0]])
    assert rules_stepwise.choose(nobody_shared).total[0] == np.inf
