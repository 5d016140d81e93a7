"""All methods side by side, each with its interval, in steps that can be stopped and gone on with.

The tables that are drawn hang on the seed alone: whoever goes on draws the same ones again and skips what is answered.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from himaya.estimates import estimating, rules_bic, rules_interval, rules_own, rules_sensitivity
from himaya.estimates.estimating import Note, Said
from himaya.estimates.rules_fit import Matrix
from himaya.estimates.rules_lists import NotATable, Table
from himaya.estimates.rules_sensitivity import Change
from himaya.estimates.rules_stepwise import THRESHOLD

# So many drawn tables are one step: between two steps somebody can stop it.
PART = 250
NOTHING: Matrix = np.zeros(0)

# What was answered so far: the totals of one part of the drawn tables, by method and number of the part.
Kept = Mapping[tuple[str, int], Matrix]
# Keeps one part more; False where nobody waits for it any longer.
Keep = Callable[[str, int, Matrix], bool]


@dataclass(frozen=True, slots=True)
class Side:
    """What one method says, between which numbers, and what is weak in it. An end that is None has no bound."""

    said: Said
    low: float | None
    high: float | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every method, what would change forward choice, and what is to be read with all of it."""

    sides: tuple[Side, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]


def steps(replicates: int) -> int:
    """How many parts there are in all. Those of a method that says nothing of the table are made at once, and empty."""
    return len(estimating.METHODS) * _parts(replicates)


def _parts(replicates: int) -> int:
    return math.ceil(replicates / PART)


def compare(table: Table, *, replicates: int, seed: int, kept: Kept, keep: Keep) -> Comparison | None:
    """None where nobody waits for it any longer. Raises NotATable where no method has an estimate."""
    rules_own.check(table)
    sides: list[Side] = []
    for method in estimating.METHODS:
        side = _side(table, method, replicates, seed, kept, keep)
        if side is None:
            return None
        sides.append(side)
    estimating.check_together([one.said for one in sides])
    if all(one.said.total is None for one in sides):
        raise NotATable(estimating.NO_ESTIMATE)
    notes = [Note(estimating.CLAIMED, {}), Note(estimating.DISPUTED, {}), *estimating.overlaps(table)]
    notes.append(Note(estimating.BOOTSTRAP, {"replicates": replicates, "seed": seed}))
    notes += [Note(estimating.CHOSEN_AGAIN, {}), estimating.covered()]
    changes = rules_sensitivity.changes(table, THRESHOLD)
    return Comparison(tuple(sides), tuple(changes), (*notes, *estimating.untold(table, changes)))


def _side(table: Table, method: str, replicates: int, seed: int, kept: Kept, keep: Keep) -> Side | None:
    why: tuple[Note, ...] = ()
    try:
        said, _ = estimating.point(table, method, THRESHOLD)
    except NotATable as fault:
        said, why = Said(method, None, ()), (Note(estimating.TOO_MANY, fault.values),)
    if said.hidden:
        why = (Note(estimating.HIDDEN, {"most": rules_own.K}),)
    if said.total is None:
        # Nothing is drawn for it, and whoever waits sees these steps made too.
        empty = (number for number in range(_parts(replicates)) if (method, number) not in kept)
        return Side(said, None, None, why) if all(keep(method, number, NOTHING) for number in empty) else None
    notes: list[Note] = []
    again = estimating.again(table, method, THRESHOLD, notes)
    if method == estimating.BIC and table.lists > rules_bic.ALL_ORDERS_TO:
        models = len(rules_bic.models(table.lists))
        notes.append(Note(estimating.PAIRS_ALONE, {"lists": table.lists, "models": models}))
    totals: list[Matrix] = []
    for number, drawn in enumerate(rules_interval.tables(table.counts, replicates, seed, part=PART)):
        found = kept.get((method, number))
        if found is None:
            found = again(drawn)
            if not keep(method, number, found):
                return None
        totals.append(found)
    bent = rules_interval.acceleration(table.counts, again)
    low, high = estimating.ends(said.total, np.sort(np.concatenate(totals)), bent, notes)
    return Side(said, estimating.finite(low), estimating.finite(high), tuple(notes))
