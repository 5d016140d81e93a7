"""The verb of this room: a table in, an estimate with everything that must stand beside it out."""

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from himaya.estimates import measured, rules_bic, rules_interval, rules_own, rules_sensitivity, rules_stepwise
from himaya.estimates.rules_fit import Matrix
from himaya.estimates.rules_lists import NotATable, Table
from himaya.estimates.rules_sensitivity import Change

STEPWISE, BIC, MAIN = "stepwise", "bic", "main"
METHODS = (STEPWISE, BIC, MAIN)
REPLICATES = 1000
FEWEST, MOST = 100, 100_000
# An end with fewer drawn tables outside of it hangs on the seed.
FEW_OUTSIDE = 5
# No figure comes alone.
FEWEST_SIDES = 2

# Why a table that can be read has no estimate, or none that may be shown.
NO_ESTIMATE, TOO_MANY_MODELS, FEW_BEHIND = "no_estimate", "too_many_models", "few_behind"
# What the figure cannot carry.
CLAIMED, DISPUTED, OTHER, NO_OTHER, TOO_MANY = "claimed", "disputed", "other", "no_other", "too_many"
OTHER_HIDDEN, HIDDEN, LISTS_UNTOLD = "other_hidden", "hidden", "lists_untold"
SHARED, SHARE_NOBODY = "shared", "share_nobody"
BOOTSTRAP, CHOSEN_AGAIN, KNOWN = "bootstrap", "chosen_again", "known"
COVERED, NO_END, OUTERMOST = "covered", "no_end", "outermost"
PAIRS_ALONE, AMONG = "pairs_alone", "among"


@dataclass(frozen=True, slots=True)
class Note:
    """A code of `words.NOTES` and what its sentence names."""

    code: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """What one method says, and by which interactions; no total where it has none to give, or none to show."""

    method: str
    total: float | None
    model: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was asked for, what the other methods say, and the notes. An end that is None has no bound."""

    observed: int
    said: Said
    low: float | None
    high: float | None
    others: tuple[Said, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """How it is to be estimated. Without replicates the interval takes the chosen model as known."""

    method: str = STEPWISE
    threshold: float = rules_stepwise.THRESHOLD
    replicates: int = REPLICATES
    seed: int = 1


def estimate(table: Table, question: Question) -> Estimate:
    """Raises NotATable where no estimate exists or its models are too many, or where own lists share too few people."""
    rules_own.check(table)
    said, masks = point(table, question.method, question.threshold)
    if said.hidden:
        raise NotATable(FEW_BEHIND, most=rules_own.K)
    if said.total is None:
        raise NotATable(NO_ESTIMATE)
    notes = [Note(CLAIMED, {}), Note(DISPUTED, {})]
    others = []
    for method in METHODS:
        if method != question.method:
            others.append(_other(table, method, question.threshold, notes))
    check_together([said, *others])
    notes += overlaps(table)
    low, high = _interval(table, question, said.total, masks, notes)
    if question.method == BIC and table.lists > rules_bic.ALL_ORDERS_TO:
        notes.append(Note(PAIRS_ALONE, {"lists": table.lists, "models": len(rules_bic.models(table.lists))}))
    return Estimate(table.observed, said, finite(low), finite(high), tuple(others), tuple(notes))


def finite(number: float) -> float | None:
    """A number that can be written down; None for one without a bound."""
    return number if math.isfinite(number) else None


def point(table: Table, method: str, threshold: float) -> tuple[Said, tuple[int, ...]]:
    """What a method says, and the masks of its interactions. Raises NotATable where its models are too many."""
    masks: tuple[int, ...] = ()
    if method == STEPWISE:
        chosen = rules_stepwise.choose(table.counts[None], threshold)
        total, masks = float(chosen.total[0]), chosen.pairs[0]
    elif method == MAIN:
        total = float(rules_stepwise.main_effects(table.counts[None])[0])
    else:
        try:
            best = rules_bic.best(table.counts)
        except rules_bic.TooManyModels as fault:
            raise NotATable(
                TOO_MANY_MODELS, lists=fault.lists, models=fault.models, most=rules_bic.MOST_LISTS
            ) from fault
        total, masks = best.total, best.model
    if math.isfinite(total) and rules_own.few_behind(table, masks):
        return Said(method, None, (), hidden=True), ()
    return Said(method, finite(total), tuple(table.named(mask) for mask in masks)), masks


def _other(table: Table, method: str, threshold: float, notes: list[Note]) -> Said:
    try:
        said, _ = point(table, method, threshold)
    except NotATable as fault:
        notes.append(Note(TOO_MANY, fault.values))
        return Said(method, None, ())
    if said.hidden:
        notes.append(Note(OTHER_HIDDEN, {"method": method, "most": rules_own.K}))
    elif said.total is None:
        notes.append(Note(NO_OTHER, {"method": method}))
    else:
        notes.append(Note(OTHER, {"method": method, "total": rules_own.shown(said.total, own=table.own)}))
    return said


def overlaps(table: Table) -> list[Note]:
    """How much of the table the estimate rests on."""
    alone = sum(int(table.counts[1 << bit]) for bit in range(table.lists))
    people, everybody = (rules_own.shown(n, own=table.own) for n in (table.observed - alone, table.observed))
    notes = [Note(SHARED, {"people": people, "everybody": everybody})]
    pairs = list(combinations(range(table.lists), 2))
    apart = [(one, other) for one, other in pairs if not table.on((1 << one) | (1 << other))]
    if apart:
        notes.append(Note(SHARE_NOBODY, {"apart": len(apart), "pairs": len(pairs)}))
    return notes


def check_together(all_said: list[Said]) -> None:
    """A figure that would stand alone because the others must be hidden is hidden too. Raises NotATable."""
    if any(one.hidden for one in all_said) and sum(one.total is not None for one in all_said) < FEWEST_SIDES:
        raise NotATable(FEW_BEHIND, most=rules_own.K)


def untold(table: Table, changes: list[Change]) -> list[Note]:
    """Why some changes of our own lists are hidden, and others not listed at all."""
    notes = []
    if table.lists > 2 and not rules_sensitivity.tells_lists(table):
        notes.append(Note(LISTS_UNTOLD, {"most": rules_own.K}))
    if any(one.hidden for one in changes):
        notes.append(Note(HIDDEN, {"most": rules_own.K}))
    return notes


def covered() -> Note:
    """How often such an interval held the truth, where a model was chosen."""
    told: dict[str, object] = {
        "published": measured.PUBLISHED_OF_100,
        "held": measured.HELD,
        "countries": measured.COUNTRIES,
    }
    return Note(COVERED, told)


def _interval(
    table: Table, question: Question, total: float, masks: tuple[int, ...], notes: list[Note]
) -> tuple[float, float]:
    if not question.replicates:
        if question.method != MAIN:
            notes.append(Note(KNOWN, {}))
        terms = np.array([*(1 << bit for bit in range(table.lists)), *masks])
        return rules_interval.wald(table.counts, terms)
    notes.append(Note(BOOTSTRAP, {"replicates": question.replicates, "seed": question.seed}))
    if question.method != MAIN:
        notes.append(Note(CHOSEN_AGAIN, {}))
        notes.append(covered())
    method = again(table, question.method, question.threshold, notes)
    drawn = rules_interval.replicates(table.counts, method, question.replicates, question.seed)
    return ends(total, drawn, rules_interval.acceleration(table.counts, method), notes)


def ends(total: float, drawn: Matrix, bent: float, notes: list[Note]) -> tuple[float, float]:
    """Between which numbers, from what the drawn tables say (from the least on); the notes say what is weak in it."""
    low, high = rules_interval.bca(total, drawn, bent)
    if low <= drawn[FEW_OUTSIDE] or drawn[-1 - FEW_OUTSIDE] <= high < math.inf:
        notes.append(Note(OUTERMOST, {}))
    if not math.isfinite(high):
        notes.append(Note(NO_END, {"tables": int(np.isinf(drawn).sum()), "replicates": len(drawn)}))
    return low, high


def again(table: Table, method: str, threshold: float, notes: list[Note]) -> rules_interval.Method:
    """The method as it is asked anew of each drawn table."""
    if method == MAIN:
        return rules_stepwise.main_effects
    if method == STEPWISE:

        def choose(counts: Matrix) -> Matrix:
            return rules_stepwise.choose(counts, threshold).total

        return choose
    among = rules_bic.Again(table.counts)
    every = len(rules_bic.models(table.lists))
    if among.compared < every:
        notes.append(Note(AMONG, {"compared": among.compared, "models": every}))
    return among.totals
