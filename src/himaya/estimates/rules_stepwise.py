"""Forward choice of pairs of lists that depend on each other, for many tables at once. Pure.

Source: L. Chan, B. Silverman and K. Vincent, J. Am. Stat. Assoc. 116 (2021) 1297-1306: begin with the lists alone; the
next pair is the one whose overlap is least probable under the present model, by the smaller Poisson tail
min(P(X <= n), P(X >= n)); stop when that is not below the threshold (theirs: .02). A pair after which no estimate
would exist, or not only one, is passed over. Per table, a list that is empty, covers everybody or repeats another one
tells nothing and is left out first.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from himaya.estimates import rules_exist
from himaya.estimates.rules_fit import NO_TERM, Fits, Masks, Matrix, fit, over_supersets

THRESHOLD = 0.02
# So many tables at once stay in the processor's cache.
BATCH = 500


@dataclass(slots=True)
class Chosen:
    """Per row: the estimate of everybody (infinite where none exists), and the masks of the chosen pairs."""

    total: Matrix
    pairs: list[tuple[int, ...]]


def choose(counts: Matrix, threshold: float = THRESHOLD) -> Chosen:
    """The model of every row, and what it says."""
    total = np.full(len(counts), np.inf)
    pairs: list[tuple[int, ...]] = [()] * len(counts)
    left_out = tells_nothing(counts)
    for dropped in np.unique(left_out):
        rows = np.nonzero(left_out == dropped)[0]
        bits = [bit for bit in range(counts.shape[1].bit_length() - 1) if not dropped >> bit & 1]
        if len(bits) < 2:
            continue
        smaller = onto(counts[rows], bits)
        for at in range(0, len(rows), BATCH):
            part = rows[at : at + BATCH]
            total[part], found = _choose(smaller[at : at + BATCH], threshold)
            for row, masks in zip(part, found, strict=True):
                pairs[row] = tuple(_back(mask, bits) for mask in masks)
    return Chosen(total, pairs)


def main_effects(counts: Matrix) -> Matrix:
    """What the lists alone say, as if none depended on another."""
    return choose(counts, 0.0).total


def tells_nothing(counts: Matrix) -> Masks:
    """Per row the lists to leave out, as a mask."""
    margins = over_supersets(counts)
    lists = counts.shape[1].bit_length() - 1
    out = np.zeros(len(counts), dtype=np.int64)
    for bit in range(lists):
        mine = margins[:, 1 << bit]
        useless = (mine == 0) | (mine == margins[:, 0])
        for earlier in range(bit):
            both = margins[:, (1 << bit) | (1 << earlier)]
            useless |= (both == mine) & (both == margins[:, 1 << earlier])
        out[useless] |= 1 << bit
    return out


def onto(counts: Matrix, bits: list[int]) -> Matrix:
    """The tables of these lists only; who is on none of them is not seen."""
    cells = np.arange(counts.shape[1])
    onto = sum(((cells >> bit) & 1) << new for new, bit in enumerate(bits))
    if len(bits) == counts.shape[1].bit_length() - 1:
        return counts
    out = np.zeros((len(counts), 1 << len(bits)))
    np.add.at(out.T, onto, counts.T)
    out[:, 0] = 0
    return out


def _back(mask: int, bits: list[int]) -> int:
    return sum(1 << bit for new, bit in enumerate(bits) if mask >> new & 1)


def _choose(counts: Matrix, threshold: float) -> tuple[Matrix, list[list[int]]]:
    rows, size = counts.shape
    lists = size.bit_length() - 1
    candidates = np.array([(1 << i) | (1 << j) for i in range(lists) for j in range(i + 1, lists)])
    overlaps = over_supersets(counts)[:, candidates].astype(np.int64)
    observed = counts.sum(axis=1)
    total = np.full(rows, np.inf)
    chosen: list[list[int]] = [[] for _ in range(rows)]
    terms = np.full((rows, lists), NO_TERM, dtype=np.int64)
    terms[:] = 1 << np.arange(lists)
    open_pairs = np.ones((rows, len(candidates)), dtype=bool)
    fits = fit(counts, terms)
    fine = _exists(counts, terms, fits)
    total[fine] = observed[fine] + fits.unseen[fine]
    left = np.nonzero(fine)[0]
    beta, expected = fits.beta[fine], fits.expected[fine]
    terms = terms[fine]
    while len(left) and threshold > 0:
        means = over_supersets(expected)[:, candidates]
        best, column = _least(overlaps[left], means, open_pairs[left])
        going = best < math.log(threshold)
        left, column, means = left[going], column[going], means[going]
        beta, expected, terms = beta[going], expected[going], terms[going]
        if not len(left):
            break
        open_pairs[left, column] = False
        pair = candidates[column]
        here = np.arange(len(left))
        start = beta.copy()
        overlap = overlaps[left, column]
        # The old fit, scaled to the pair's own overlap, is nearly the new one.
        start[here, pair] += np.where(overlap > 0, np.log(np.maximum(overlap, 1) / means[here, column]), 0)
        wider = np.concatenate([terms, pair[:, None]], axis=1)
        fits = fit(counts[left], wider, start)
        fine = _exists(counts[left], wider, fits)
        total[left[fine]] = observed[left[fine]] + fits.unseen[fine]
        for row, mask in zip(left[fine], pair[fine], strict=True):
            chosen[row].append(int(mask))
        beta[fine], expected[fine] = fits.beta[fine], fits.expected[fine]
        wider[~fine, -1] = NO_TERM
        terms = wider
    return total, chosen


def _exists(counts: Matrix, terms: Masks, fits: Fits) -> NDArray[np.bool_]:
    """A solved, positive, bounded fit of full rank is its own proof; for the rest the exact rules are asked."""
    fine = fits.sure.copy()
    for row in np.nonzero(~fine)[0]:
        mine = [int(term) for term in terms[row] if term != NO_TERM]
        fine[row] = rules_exist.verdict(counts[row], mine) == rules_exist.EXISTS
    return fine


def _least(overlaps: Masks, means: Matrix, allowed: NDArray[np.bool_]) -> tuple[Matrix, Masks]:
    """Per row the least logarithm of a tail, and whose it is."""
    tails = log_tails(overlaps, means, allowed)
    column = tails.argmin(axis=1)
    return tails[np.arange(len(tails)), column], column


def log_tails(counts: Masks, means: Matrix, allowed: NDArray[np.bool_]) -> Matrix:
    """log min(P(X <= n), P(X >= n)) for those that may be a row's least; 0 for the others.

    A tail is at least its first term and at most Chernoff's bound, so most need not be summed.
    """
    positive = allowed & (means > 0)
    mean = np.where(positive, means, 1.0)
    logs = np.log(mean)
    factorial = _log_factorials(int(counts.max(initial=0)))[counts]
    first = np.where(positive, counts * logs - mean - factorial, 0.0)
    some = np.maximum(counts, 1)
    bound = np.where(positive, -(np.where(counts > 0, counts * (np.log(some) - logs), 0) - counts + mean), 0.0)
    row, column = np.nonzero(positive & (first <= bound.min(axis=1, keepdims=True) + 1e-12))
    tails = np.zeros(means.shape)
    tails[row, column] = first[row, column] + np.log(_sums(counts[row, column], mean[row, column]))
    return tails


def _log_factorials(most: int) -> Matrix:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def _sums(counts: Masks, means: Matrix) -> Matrix:
    """The smaller tail over its first term, summed outward from the count."""
    sums = np.ones(len(counts))
    ratio = np.ones(len(counts))
    lower = counts <= means
    at = counts.astype(float)
    left = np.arange(len(counts))
    while len(left):
        going_down = lower[left]
        ratio[left] *= np.where(going_down, at[left] / means[left], means[left] / (at[left] + 1))
        at[left] += np.where(going_down, -1, 1)
        sums[left] += ratio[left]
        left = left[(ratio[left] > 1e-15 * sums[left])]
    return sums
