"""Whether a log-linear model of a sparse table has an estimate at all, and only one. Pure.

Source: S. Fienberg and A. Rinaldo, Ann. Stat. 40 (2012) 996-1023: the (extended) maximum-likelihood estimate exists if
and only if the observed margins lie inside the marginal cone, that is, if some table that is positive in every kept
cell has the same margins. It is unique if the kept design has full rank (L. Chan, B. Silverman and K. Vincent 2021).

Both are decided without a search over tables. A positive table with the same margins fails to exist exactly if some
direction v has Xv = 0 in every cell with people, Xv <= 0 in every empty one and is not all zero (Farkas). Where the
rows of the cells with people have full rank only v = 0 is left, and that is nearly always so. Otherwise, by Stiemke,
such a v is absent exactly if the empty cells' rows, on what is left, can be balanced by weights of at least 1: one
small non-negative least-squares problem (C. Lawson and R. Hanson, Solving Least Squares Problems, 1974, ch. 23).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

EXISTS, NO_ESTIMATE, NOT_UNIQUE = "exists", "no_estimate", "not_unique"
SMALL = 1e-8

Matrix = NDArray[np.float64]


def verdict(counts: Matrix, terms: Sequence[int]) -> str:
    """EXISTS, NO_ESTIMATE or NOT_UNIQUE for a model given by the masks of its terms, main effects among them."""
    cells = np.arange(len(counts))
    kept = cells > 0
    finite = []
    for term in terms:
        on = (cells & term) == term
        if counts[on].any():
            finite.append(term)
        else:
            # Nobody has this: its parameter is minus infinity and its cells are no longer part of the table.
            kept &= ~on
    masks = np.array([0, *finite])
    design = ((cells[kept, None] & masks) == masks).astype(float)
    seen = counts[kept] > 0
    if np.linalg.matrix_rank(design[seen]) == len(masks):
        return EXISTS
    if np.linalg.matrix_rank(design) < len(masks):
        return NOT_UNIQUE
    return EXISTS if _balanced(design, seen) else NO_ESTIMATE


def _balanced(design: Matrix, seen: NDArray[np.bool_]) -> bool:
    _, sizes, directions = np.linalg.svd(design[seen], full_matrices=True)
    free = directions[int((sizes > SMALL).sum()) :].T
    rows = design[~seen] @ free
    rows = rows[np.abs(rows).max(axis=1) > SMALL]
    return not len(rows) or _residual(rows.T, -rows.sum(axis=0)) < SMALL * len(rows)


def _residual(matrix: Matrix, goal: Matrix) -> float:
    """How near a combination of the columns with weights >= 0 comes to the goal: Lawson and Hanson's active set."""
    weights = np.zeros(matrix.shape[1])
    active = np.zeros(matrix.shape[1], dtype=bool)
    for _ in range(10 * matrix.shape[1]):
        pull = matrix.T @ (goal - matrix @ weights)
        pull[active] = -np.inf
        if pull.max() <= SMALL:
            break
        active[pull.argmax()] = True
        while True:
            wished = np.zeros_like(weights)
            wished[active] = np.linalg.lstsq(matrix[:, active], goal, rcond=None)[0]
            wrong = active & (wished <= 0)
            if not wrong.any():
                break
            step = (weights[wrong] / (weights[wrong] - wished[wrong])).min()
            weights += step * (wished - weights)
            active &= weights > SMALL
        weights = wished
    return float(np.linalg.norm(goal - matrix @ weights))
