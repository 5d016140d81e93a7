"""The model of the least Bayesian information criterion among all hierarchical ones. Pure.

Source: B. Silverman, L. Chan and K. Vincent, Bootstrapping multiple systems estimates to account for model selection,
Stat. Comput. 34 (2024) 44: BIC = deviance + (1 + lists + chosen terms, those at minus infinity too) * log(people);
among models with an estimate, and only one. Replicates choose again among the best models of the observed table when
all of them are too many.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from himaya.estimates import rules_exist
from himaya.estimates.rules_fit import NO_TERM, Fits, Masks, Matrix, deviance, fit
from himaya.estimates.rules_stepwise import onto, tells_nothing

# Five lists have 6,893 models. Six have 7,785,061: of those only the 32,768 with pairs alone are compared.
ALL_ORDERS_TO = 5
MOST_LISTS = 6
# Among how many models a replicate chooses again.
AGAIN = 128
BATCH = 1000

Model = tuple[int, ...]


class TooManyModels(ValueError):
    """So many models that comparing them would take days."""

    def __init__(self, lists: int) -> None:
        super().__init__(lists)
        self.lists = lists
        self.models = 2 ** math.comb(lists, 2)


@dataclass(slots=True)
class Best:
    """The estimate of everybody and its model (the masks of its interactions); infinite and empty where none exists."""

    total: float
    model: Model


@lru_cache
def models(lists: int) -> tuple[Model, ...]:
    """Every hierarchical model with all main effects, smaller terms first. Raises TooManyModels."""
    if lists > MOST_LISTS:
        raise TooManyModels(lists)
    most = lists - 1 if lists <= ALL_ORDERS_TO else 2
    terms = sorted((m for m in range(1 << lists) if 2 <= m.bit_count() <= most), key=lambda m: (m.bit_count(), m))
    found: list[Model] = [()]
    for term in terms:
        within = [term & ~(1 << bit) for bit in range(lists) if term >> bit & 1] if term.bit_count() > 2 else []
        found += [(*model, term) for model in found if all(part in model for part in within)]
    return tuple(found)


def _terms(some: list[Model] | tuple[Model, ...], lists: int) -> Masks:
    wide = lists + max(len(model) for model in some)
    out = np.full((len(some), wide), NO_TERM, dtype=np.int64)
    out[:, :lists] = 1 << np.arange(lists)
    for row, model in enumerate(some):
        out[row, lists : lists + len(model)] = model
    return out


def _criteria(counts: Matrix, terms: Masks, start: Matrix | None = None) -> tuple[Matrix, Fits]:
    fits = fit(counts, terms, start)
    sizes = 1 + (terms != NO_TERM).sum(axis=1)
    return deviance(counts, fits) + sizes * np.log(counts.sum(axis=1)), fits


@dataclass(slots=True)
class _Ranked:
    """Models of one table from the least criterion on, with what each says."""

    models: list[Model]
    totals: list[float]
    sure: list[bool]
    betas: Matrix


def _ranked(counts: Matrix) -> _Ranked:
    lists = len(counts).bit_length() - 1
    every = models(lists)
    criteria, unseen, sure, betas = [], [], [], []
    for at in range(0, len(every), BATCH):
        part = every[at : at + BATCH]
        found, fits = _criteria(np.tile(counts, (len(part), 1)), _terms(part, lists))
        criteria.append(found)
        unseen.append(fits.unseen)
        sure.append(fits.sure)
        betas.append(fits.beta)
    order = np.argsort(np.concatenate(criteria), kind="stable")[: AGAIN * 8]
    total = counts.sum() + np.concatenate(unseen)[order]
    certain = np.concatenate(sure)[order]
    return _Ranked([every[i] for i in order], total.tolist(), certain.tolist(), np.concatenate(betas)[order])


def _stands(counts: Matrix, model: Model) -> bool:
    lists = len(counts).bit_length() - 1
    terms = [*(1 << bit for bit in range(lists)), *model]
    return rules_exist.verdict(counts, terms) == rules_exist.EXISTS


def _first(counts: Matrix, ranked: _Ranked) -> Best:
    for model, total, sure in zip(ranked.models, ranked.totals, ranked.sure, strict=True):
        if sure or _stands(counts, model):
            return Best(total, model)
    return Best(math.inf, ())


def best(counts: Matrix) -> Best:
    """The best model of one table. Raises TooManyModels."""
    return _first(counts, _ranked(counts))


class Again:
    """Chooses anew for replicates of one table, among the models that were best for it."""

    def __init__(self, counts: Matrix) -> None:
        self._lists = len(counts).bit_length() - 1
        self._ranked = _ranked(counts)
        self.compared = min(AGAIN, len(self._ranked.models))

    def best(self, counts: Matrix) -> Best:
        """The best model of the table itself."""
        return _first(counts, self._ranked)

    def totals(self, counts: Matrix) -> Matrix:
        """The estimate of everybody for each replicate. A list that tells nothing of it is left out."""
        left_out = tells_nothing(counts)
        out = np.full(len(counts), np.inf)
        for dropped in np.unique(left_out):
            rows = np.nonzero(left_out == dropped)[0]
            bits = [bit for bit in range(self._lists) if not dropped >> bit & 1]
            if len(bits) < 2:
                continue
            some = self._ranked.models[: self.compared]
            if dropped:
                some = list(dict.fromkeys(_within(model, bits) for model in some))
            smaller = onto(counts[rows], bits)
            for at in range(0, len(rows), BATCH):
                starts = None if dropped else self._ranked.betas
                out[rows[at : at + BATCH]] = _least(smaller[at : at + BATCH], some, starts)
        return out


def _within(model: Model, bits: list[int]) -> Model:
    """The terms of these lists alone, as masks of the smaller table."""
    kept = sum(1 << bit for bit in bits)
    return tuple(sum(1 << new for new, bit in enumerate(bits) if term >> bit & 1) for term in model if not term & ~kept)


def _least(counts: Matrix, some: list[Model], starts: Matrix | None) -> Matrix:
    terms = _terms(some, counts.shape[1].bit_length() - 1)
    criteria = np.empty((len(counts), len(some)))
    unseen, sure = np.empty_like(criteria), np.empty(criteria.shape, dtype=bool)
    for column, mine in enumerate(terms):
        rows = np.tile(mine[mine != NO_TERM], (len(counts), 1))
        start = None if starts is None else np.tile(starts[column], (len(counts), 1))
        criteria[:, column], fits = _criteria(counts, rows, start)
        unseen[:, column], sure[:, column] = fits.unseen, fits.sure
    out = np.full(len(counts), np.inf)
    for row, columns in enumerate(np.argsort(criteria, axis=1, kind="stable")):
        for column in columns:
            if sure[row, column] or _stands(counts[row], some[column]):
                out[row] = counts[row].sum() + unseen[row, column]
                break
    return out
