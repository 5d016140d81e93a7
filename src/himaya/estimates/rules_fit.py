"""Log-linear models of many small tables at once: Poisson likelihood by Newton's method. Pure.

Source: S. Fienberg, Biometrika 59 (1972) 591-603; P. McCullagh and J. Nelder, Generalized Linear Models, 2.5. The
unseen cell is expected at exp(intercept). A term whose lists nobody shares has the parameter minus infinity: its cells
leave the table and it leaves the fit (extended maximum likelihood; Chan, Silverman and Vincent 2021).

A cell is the set of lists that its bits name, a term likewise; the model's matrix has 1 where the term lies within the
cell. So all that Newton's method needs are sums over supersets and subsets: no design matrix is ever written down.
Margins: S(a) = sum of the cells that contain a. Score of a: S of observed minus expected. Information of a and b:
S(a | b) of the expected. What differs between rows of a batch (counts, model) is only which sums are taken.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Masks = NDArray[np.int64]

NO_TERM = -1
ROUNDS = 60
# A score this small beside the number of people is a solved equation.
NEAR = 1e-10
# No step moves a parameter further: far steps come only where no estimate exists.
FAR = 6.0
# A kept cell expected below this is on its way to nothing: the exact rules decide whether an estimate exists.
VANISHING = 1e-6


def over_supersets(cells: Matrix) -> Matrix:
    """In every last axis: for each set, the sum over all sets that contain it."""
    out = cells.copy()
    for half in _halves(out):
        half[..., 0, :] += half[..., 1, :]
    return out


def over_subsets(cells: Matrix) -> Matrix:
    """In every last axis: for each set, the sum over all sets within it."""
    out = cells.copy()
    for half in _halves(out):
        half[..., 1, :] += half[..., 0, :]
    return out


def _halves(cells: Matrix) -> list[Matrix]:
    size = cells.shape[-1]
    return [cells.reshape(*cells.shape[:-1], -1, 2, 1 << bit) for bit in range(size.bit_length() - 1)]


@dataclass(slots=True)
class Fits:
    """One row per table. `expected` has the unseen cell at 0; `sure` is False where the exact rules must be asked."""

    beta: Matrix
    expected: Matrix
    kept: NDArray[np.bool_]
    sure: NDArray[np.bool_]

    @property
    def unseen(self) -> Matrix:
        """How many were expected on no list."""
        return np.exp(np.minimum(self.beta[:, 0], 700.0))


def fit(counts: Matrix, terms: Masks, start: Matrix | None = None) -> Fits:
    """Fit each row's model (masks without the empty one, padded with NO_TERM) to its counts (cell 0 is not looked at).

    `start` holds parameters by cell mask, as `Fits.beta` does, from which a fit nearby is reached in few steps.
    """
    rows, size = counts.shape
    observed = counts.copy()
    observed[:, 0] = 0
    margins = over_supersets(observed)
    terms = np.concatenate([np.zeros((rows, 1), dtype=np.int64), terms], axis=1)
    asked = terms != NO_TERM
    safe = np.where(asked, terms, 0)
    finite = asked & (np.take_along_axis(margins, safe, axis=1) > 0)
    kept = _kept(size, safe, asked & ~finite)
    beta = np.zeros((rows, size))
    if start is None:
        _cold(beta, observed, kept, safe, finite)
    else:
        np.put_along_axis(beta, np.where(finite, safe, 0), np.take_along_axis(start, safe, axis=1), axis=1)
        beta[:, 0] = start[:, 0]
    gap = _newton(beta, margins, kept, safe, finite)
    expected = np.exp(np.minimum(over_subsets(beta), 50.0)) * kept
    # Where a cell's expectation vanishes, or the equations were not solved, there may be no estimate.
    low = np.where(kept, expected, np.inf).min(axis=1)
    sure = (low > np.maximum(VANISHING, size * gap)) & (beta[:, 0] < 30) & _one_solution(kept, finite)
    return Fits(beta, expected, kept, sure)


def _one_solution(kept: NDArray[np.bool_], finite: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the kept design has full rank, so that no other parameters say the same of every kept cell.

    Cells that stay are closed under subsets, and so the terms within them would tell every cell apart, the unseen one
    too. Only all of these terms together have a combination that is nothing in every cell but that one (inclusion and
    exclusion). So the rank is full unless the terms are one more than the cells.
    """
    return np.asarray(finite.sum(axis=1) <= kept.sum(axis=1))


def _kept(size: int, terms: Masks, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which cells stay: not the unseen one, none that contains a term which nobody has."""
    marks = np.zeros((len(terms), size))
    row, column = np.nonzero(gone)
    marks[row, terms[row, column]] = 1
    kept = over_subsets(marks) == 0
    kept[:, 0] = False
    return np.asarray(kept)


def _system(expected: Matrix, terms: Masks, finite: NDArray[np.bool_]) -> Matrix:
    """The information of each row, with 1 on the diagonal where a column holds no parameter."""
    sums = over_supersets(expected)
    rows, size = sums.shape
    pairs = terms[:, :, None] | terms[:, None, :]
    pairs += (np.arange(rows) * size)[:, None, None]
    system = sums.ravel()[pairs]
    system *= finite[:, :, None] & finite[:, None, :]
    diagonal = np.einsum("rkk->rk", system)
    # A trace more on the diagonal changes the way to the solution, not the solution, and no matrix is singular.
    diagonal += np.where(finite, 1e-12 * diagonal + 1e-12, 1.0)
    return np.asarray(system)


def _solve(system: Matrix, right: Matrix) -> Matrix:
    try:
        return np.asarray(np.linalg.solve(system, right[..., None])[..., 0])
    except np.linalg.LinAlgError:
        return np.asarray((np.linalg.pinv(system) @ right[..., None])[..., 0])


def _cold(beta: Matrix, observed: Matrix, kept: NDArray[np.bool_], terms: Masks, finite: NDArray[np.bool_]) -> None:
    """Where least squares on the logarithms of the counts would begin."""
    weights = np.where(kept, observed + 0.1, 0)
    wished = over_supersets(np.where(kept, weights * np.log(np.where(kept, weights, 1)) - 0.1, 0))
    right = np.take_along_axis(wished, terms, axis=1) * finite
    found = _solve(_system(weights, terms, finite), right)
    row, column = np.nonzero(finite)
    beta[row, terms[row, column]] = found[row, column]


def _newton(beta: Matrix, margins: Matrix, kept: NDArray[np.bool_], terms: Masks, finite: NDArray[np.bool_]) -> Matrix:
    """Improves `beta` in place; how far each row is from its margins, infinite where its equations were not solved.

    Rows that solved them leave the work at once.
    """
    apart = np.full(len(beta), np.inf)
    left = np.arange(len(beta))
    enough = NEAR * np.maximum(margins[:, 0], 1)
    for _ in range(ROUNDS):
        mine, known = terms[left], finite[left]
        expected = np.exp(np.minimum(over_subsets(beta[left]), 50.0)) * kept[left]
        gap = margins[left] - over_supersets(expected)
        score = np.take_along_axis(gap, mine, axis=1) * known
        worst = np.abs(score).max(axis=1)
        done = worst < enough[left]
        apart[left[done]] = worst[done]
        if done.all():
            break
        going = ~done
        left, mine, known = left[going], mine[going], known[going]
        step = _solve(_system(expected[going], mine, known), score[going])
        step *= np.minimum(1, FAR / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-300))
        row, column = np.nonzero(known)
        beta[left[row], mine[row, column]] += step[row, column]
    return apart


def information(fits: Fits, terms: Masks) -> Matrix:
    """The information of each row's fit; the intercept comes first."""
    everything = np.concatenate([np.zeros((len(terms), 1), dtype=np.int64), terms], axis=1)
    asked = everything != NO_TERM
    safe = np.where(asked, everything, 0)
    # A term whose cells are gone has no information, and no parameter.
    finite = asked & (np.take_along_axis(over_supersets(fits.expected), safe, axis=1) > 0)
    return _system(fits.expected, safe, finite)


def deviance(counts: Matrix, fits: Fits) -> Matrix:
    """Twice the gap of the log-likelihood to a model that says every count."""
    seen = fits.kept & (counts > 0)
    ratio = np.where(seen, counts, 1) / np.where(seen, fits.expected, 1)
    return np.asarray(
        2 * (np.where(seen, counts * np.log(ratio), 0) - (counts - fits.expected) * fits.kept).sum(axis=1)
    )
