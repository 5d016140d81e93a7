"""What the register of `benchmarks/duplicates.py` lets anybody find: how much of it has nothing that tells two apart.

    PYTHONPATH=src:. python benchmarks/duplicates_ceiling.py [--people 100000] [--seed 17]

Two ceilings, both with the truth in hand. `weighing`: whoever is told which name was meant behind each spelling, how
frequent each name, year and number truly is, and how often one person's records agree, and weighs each pair by that.
`knowing`: whoever knows besides which records are somebody's second one, that each has exactly one first, and every
chance by which the register was made. No way of weighing the same records can be above the second.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from math import log2

import numpy as np

from benchmarks import duplicates, sizes
from benchmarks.duplicates import FAMILY, GIVEN, Record

YEARS, DAYS = 61, 61 * 336
DOCUMENTS, PHONES = 7 * 5 * 990_000, 90_000_000
NEVER = -99.0
DAY_LENGTH = len("31/12/1998")
# The chances by which `duplicates.register` draws: a day of birth, and what becomes of it the second time.
A_DAY, SAME, ONLY_YEAR, YEAR_BESIDE = 0.6, 0.5, 0.32, 0.04
# Among all records: the share with a day, and with a year alone.
WITH_DAY = (A_DAY + 0.05 * A_DAY * SAME) / 1.05
WITH_YEAR = (1 - A_DAY + 0.05 * (A_DAY * 0.4 + (1 - A_DAY) * 0.9)) / 1.05
PHONE_OTHER = log2(0.5)
# More people of one name than this are told apart by a year, or by nothing, never likelier than not.
MOST_BY_YEAR, MOST_BY_NAME = 300, 60


def shares(steepness: float, names: int) -> list[float]:
    """How frequent each name is, from the first to the last, which stands for all beyond it."""
    falls = [one**-steepness for one in range(1, names + 1)]
    return [*(one - after for one, after in pairwise(falls)), falls[-1]]


def birth(one: str, other: str) -> float:
    """What two births weigh, as log2; nothing where one is not known."""
    if not one or not other:
        return 0.0
    apart = abs(int(one[-4:]) - int(other[-4:]))
    precise = (len(one) == DAY_LENGTH) + (len(other) == DAY_LENGTH)
    if precise == 2:
        return log2(A_DAY * SAME / 0.9 * DAYS / WITH_DAY**2) if one == other else NEVER
    told = (ONLY_YEAR, ONLY_YEAR + SAME) if apart == 0 else (YEAR_BESIDE, YEAR_BESIDE)
    if apart > 1:
        return NEVER
    if precise:
        return log2(A_DAY / 2 * told[0] / 0.9 * YEARS / (WITH_DAY * WITH_YEAR))
    return log2((1 - A_DAY) * told[1] / 0.9 * YEARS / WITH_YEAR**2)


def candidates(records: list[Record], frequent: dict[tuple[int, int], float]) -> set[tuple[int, int]]:
    """Pairs of one name that anything could tell to be one person."""
    groups: dict[object, list[int]] = defaultdict(list)
    for place, one in enumerate(records):
        bearers = frequent[one.meant] * len(records)
        signs = [one.document, one.phone and f"+{one.phone}", one.birth if len(one.birth) == DAY_LENGTH else ""]
        signs += [one.birth[-4:]] if bearers < MOST_BY_YEAR else []
        signs += ["name"] if bearers < MOST_BY_NAME else []
        for sign in filter(None, signs):
            groups[one.meant, sign].append(place)
    return {pair for places in groups.values() for pair in combinations(places, 2)}


def best(chances: Iterable[tuple[float, bool]], true: int) -> dict[str, float]:
    """Precision, recall and F1 where F1 is highest, by (how likely, whether it is so)."""
    found = sorted(chances, key=lambda one: -one[0])
    right = np.cumsum([so for _chance, so in found])
    called = np.arange(1, len(found) + 1)
    f1 = 2 * right / (called + true)
    at = int(f1.argmax())
    return {
        "precision": round(float(right[at] / called[at]), 4),
        "recall": round(float(right[at] / true), 4),
        "f1": round(float(f1[at]), 4),
    }


def weighing(records: list[Record], true: set[tuple[int, int]], given: list[float], family: list[float]) -> dict:
    """The first ceiling."""
    frequent = {one.meant: given[one.meant[0]] * family[one.meant[1]] for one in records}
    chance = log2(len(true) / (len(records) * (len(records) - 1) / 2))

    def weight(one: Record, other: Record) -> float:
        total = chance - log2(frequent[one.meant]) + birth(one.birth, other.birth)
        if one.document and other.document:
            total += log2(DOCUMENTS) if one.document == other.document else NEVER
        if one.phone and other.phone:
            total += log2(PHONES / 2) if one.phone == other.phone else PHONE_OTHER
        return total

    pairs = candidates(records, frequent)
    return best(((weight(records[one], records[other]), (one, other) in true) for one, other in pairs), len(true))


def knowing(records: list[Record]) -> Iterator[tuple[float, bool]]:
    """The second ceiling: for each second record the likeliest first one, and how likely that is."""
    firsts: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for one in records:
        if not one.again:
            firsts[one.meant].append(one)
    columns = {
        name: (
            np.array([one.whose for one in ones]),
            np.array([one.birth for one in ones]),
            np.array([int(one.birth[-4:]) for one in ones]),
            np.array([one.document for one in ones]),
            np.array([one.phone for one in ones]),
        )
        for name, ones in firsts.items()
    }
    for one in records:
        if one.again:
            whose, births, years, documents, phones = columns[one.meant]
            precise = np.char.str_len(births) == DAY_LENGTH
            if not one.birth:
                likely = np.full(len(whose), 0.1)
            elif len(one.birth) == DAY_LENGTH:
                likely = np.where(births == one.birth, SAME, 0.0)
            else:
                apart = np.abs(years - int(one.birth))
                told = np.where(precise, ONLY_YEAR, ONLY_YEAR + SAME)
                likely = np.where(apart == 0, told, np.where(apart == 1, YEAR_BESIDE, 0.0))
            if one.document:
                likely = likely * np.where(documents == one.document, 0.7, 0.0)
            else:
                likely = likely * np.where(documents == "", 1.0, 0.3)
            changed = 0.5 / PHONES if one.phone else 0.0
            likely = likely * np.where(phones == one.phone, 0.5, changed)
            at = int(likely.argmax())
            yield float(likely[at] / likely.sum()), bool(whose[at] == one.whose)


def main(people: int, seed: int) -> int:
    """Print both."""
    duplicates.SEED = seed
    records = duplicates.register(people)
    true = duplicates.truth(records)
    given = shares(GIVEN, max(one.meant[0] for one in records) + 1)
    family = shares(FAMILY, max(one.meant[1] for one in records) + 1)
    said = {
        "records": len(records),
        "true_pairs": len(true),
        "weighing": weighing(records, true, given, family),
        "knowing": best(knowing(records), len(true)),
    }
    sys.stdout.write(json.dumps(said) + "\n")
    return 0


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--people", type=int, default=sizes.size(100_000, 1_000))
    parser.add_argument("--seed", type=int, default=duplicates.SEED)
    told = parser.parse_args()
    sys.exit(main(told.people, told.seed))
