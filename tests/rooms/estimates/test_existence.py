"""Where no estimate exists, or not only one, none is given. Published cases, and an oracle: SciPy's linear program."""

import numpy as np
import pytest
from scipy.optimize import linprog

from himaya.estimates import rules_bic, rules_exist, rules_fit, rules_stepwise
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


def sparse(chance: np.random.Generator) -> np.ndarray:
    """A table of three or four lists in which few overlap, and every list has somebody."""
    while True:
        lists = int(chance.integers(3, 5))
        counts = chance.poisson(chance.choice([0.3, 0.8, 2.0]), size=1 << lists).astype(float)
        counts[1 << np.arange(lists)] += chance.integers(0, 30, size=lists)
        counts[0] = 0
        cells = np.arange(1 << lists)
        if all(counts[cells & (1 << bit) > 0].any() for bit in range(lists)):
            return counts


def least(counts: np.ndarray) -> float:
    """Everybody by the least criterion among the models of which the rules say that they have one estimate."""
    lists = len(counts).bit_length() - 1
    found = [(np.inf, np.inf)]
    for model in rules_bic.models(lists):
        terms = [*(1 << np.arange(lists)).tolist(), *model]
        if rules_exist.verdict(counts, terms) == EXISTS:
            fits = rules_fit.fit(counts[None], np.array([terms]))
            criterion = rules_fit.deviance(counts[None], fits)[0] + (1 + len(terms)) * np.log(counts.sum())
            found.append((float(criterion), float(counts.sum() + fits.unseen[0])))
    return min(found)[1]


def test_no_figure_comes_from_a_model_that_has_no_estimate_or_more_than_one() -> None:
    """Whatever a method says of a sparse table, the rules agree that its model says one thing of it."""
    chance = np.random.default_rng(5)
    some = 0
    for _ in range(150):
        counts = sparse(chance)
        alone = [1 << bit for bit in range(len(counts).bit_length() - 1)]
        best = rules_bic.best(counts)
        if np.isfinite(best.total):
            some += 1
            assert rules_exist.verdict(counts, [*alone, *best.model]) == EXISTS, (counts, best)
        if rules_stepwise.tells_nothing(counts[None])[0]:
            continue
        assert rules_bic.Again(counts).totals(counts[None])[0] == pytest.approx(least(counts), rel=1e-6), counts
        chosen = rules_stepwise.choose(counts[None])
        if np.isfinite(chosen.total[0]):
            assert rules_exist.verdict(counts, [*alone, *chosen.pairs[0]]) == EXISTS, (counts, chosen)
    assert some > 50


def test_a_solved_fit_is_sure_only_where_its_design_has_full_rank() -> None:
    """The count of terms and cells says what the rank of the matrix says, which is never written down."""
    chance = np.random.default_rng(8)
    short = 0
    for _ in range(300):
        counts = sparse(chance)
        cells = np.arange(len(counts))
        model = rules_bic.models(len(counts).bit_length() - 1)
        terms = [1 << bit for bit in range(len(counts).bit_length() - 1)]
        terms += model[int(chance.integers(len(model)))]
        finite = [term for term in terms if counts[(cells & term) == term].any()]
        kept = [cell for cell in cells[1:] if not any(cell & term == term for term in set(terms) - set(finite))]
        masks = np.array([0, *finite])
        full = np.linalg.matrix_rank(((np.array(kept)[:, None] & masks) == masks).astype(float)) == len(masks)
        short += not full
        assert not rules_fit.fit(counts[None], np.array([terms])).sure[0] or full, (counts, terms)
    assert short > 10


def test_many_people_do_not_make_a_vanishing_cell_a_positive_one() -> None:
    """Nine million people: the equations count as solved while what vanishes is still a thousandth of a person."""
    counts = np.zeros(16)
    counts[[1, 2, 4, 6, 7, 8, 9, 12, 13, 15]] = [11, 14, 4, 1, 1, 29, 2, 1, 1, 1]
    terms = [1, 2, 4, 8, 3, 5, 9, 10, 12, 11, 13]
    for times in (1, 138_461):
        assert rules_exist.verdict(counts * times, terms) == NO_ESTIMATE
        assert not rules_fit.fit(counts[None] * times, np.array([terms])).sure[0], times
