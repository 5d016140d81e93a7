"""Duplicates in one generated register: our levels against Splink's own run, in one process and on the same records.

    PYTHONPATH=src:. python benchmarks/duplicates.py [--people 1000000] [--splink-memory 10GB]

Gate: no worse than the baseline. Goal: F1 above .93. Baseline: Splink as its documentation begins, on the fields as
they are written (Jaro-Winkler of the name, day of birth, exact document and telephone), trained in the same way. Beside
it: the expected number against the true one, with its interval; how many pairs were compared; time and memory.
The people are invented: first names in the spellings of `data/names_written_here.csv`, surnames of them and of
syllables. One in twenty is kept twice: spelt otherwise, the birth less precise or wrong, numbers missing or changed.
"""

import csv
import importlib
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import sizes

SEED, PEOPLE = 17, sizes.size(1_000_000, 1_000)
# How steeply names fall from the most frequent one (Pareto).
GIVEN, FAMILY = 0.7, 0.35
STARTS = ("Ba", "Bou", "Cha", "Dou", "Fa", "Gha", "Had", "Kar", "Lah", "Mou", "Nas", "Oua", "Ram", "Tah", "Zou")
MIDDLES = ("sal", "taz", "yac", "rif", "dar", "mel", "kou", "far", "hab", "lim", "sbi", "rou", "nou", "gui")
ENDS = ("ri", "di", "oui", "ani", "mi", "ssi", "li", "ouf", "ate", "ki", "na", "zi")
RESPELT = (("ou", "u"), ("ch", "sh"), ("ss", "s"), ("gui", "gi"), ("k", "q"), ("i", "y"))
DATA = Path(__file__).resolve().parent / "data" / "names_written_here.csv"


@dataclass(frozen=True, slots=True)
class Record:
    """One kept identity, and whose it truly is; which names were meant, and whether it is somebody's second one."""

    whose: int
    name: str
    birth: str
    document: str
    phone: str
    meant: tuple[int, int] = (0, 0)
    again: bool = False


def register(people: int) -> list[Record]:
    """Everybody once, one in twenty twice, in an order that tells nothing."""
    rng = random.Random(SEED)
    with DATA.open(encoding="utf-8") as file:
        given = [row["spellings"].split("|") for row in csv.DictReader(file)]
    made = sorted({f"{a}{b}{c}" for a in STARTS for b in MIDDLES for c in ENDS})
    rng.shuffle(made)
    surnames = [*given, *([one] for one in made)]
    records = []
    for whose in range(people):
        meant = (
            min(int(rng.paretovariate(GIVEN)) - 1, len(given) - 1),
            min(int(rng.paretovariate(FAMILY)) - 1, len(surnames) - 1),
        )
        first, last = given[meant[0]], surnames[meant[1]]
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1955, 2015)
        document = (
            f"{rng.choice('ABCDEJK')}{rng.choice('ABEHL')}{rng.randint(10_000, 999_999)}" if _often(rng, 0.4) else ""
        )
        phone = f"06{rng.randint(10_000_000, 99_999_999)}" if _often(rng, 0.6) else ""
        birth = f"{day:02}/{month:02}/{year}" if _often(rng, 0.6) else str(year)
        records.append(Record(whose, f"{first[0]} {last[0]}", birth, document, phone, meant))
        if _often(rng, 0.05):
            again = f"{rng.choice(first)} {_respelt(rng, rng.choice(last))}"
            if _often(rng, 0.1):
                again = " ".join(reversed(again.split(" ", 1)))
            told = _told_again(rng, birth, year)
            kept = document if _often(rng, 0.7) else ""
            called = phone if _often(rng, 0.5) else f"06{rng.randint(10_000_000, 99_999_999)}"
            records.append(Record(whose, again, told, kept, called, meant, again=True))
    rng.shuffle(records)
    return records


def _often(rng: random.Random, share: float) -> bool:
    return rng.random() < share


def _respelt(rng: random.Random, name: str) -> str:
    for one, other in RESPELT:
        if one in name and _often(rng, 0.3):
            name = name.replace(one, other, 1)
    return name


def _told_again(rng: random.Random, birth: str, year: int) -> str:
    drawn = rng.random()
    if drawn < 0.1:
        return ""
    if drawn < 0.18:
        return str(year + rng.choice((-1, 1)))
    return str(year) if drawn < 0.5 else birth


def truth(records: list[Record]) -> set[tuple[int, int]]:
    """The pairs of places that are one person."""
    places: dict[int, int] = {}
    pairs = set()
    for place, one in enumerate(records):
        if one.whose in places:
            pairs.add((places[one.whose], place))
        places.setdefault(one.whose, place)
    return pairs


def measured(found: Iterable[tuple[int, int]], true: set[tuple[int, int]]) -> dict[str, float]:
    """Precision, recall and F1 of the pairs that were called one person."""
    called = {(min(pair), max(pair)) for pair in found}
    right = len(called & true)
    precision, recall = right / max(len(called), 1), right / max(len(true), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def ours(records: list[Record], true: set[tuple[int, int]]) -> dict[str, object]:
    """The search as the worker does it, from opened words on."""
    from himaya.adapters import linkage  # noqa: PLC0415
    from himaya.duplicates import rules_blocks, searching  # noqa: PLC0415
    from himaya.persons.matching import weights_that_ship  # noqa: PLC0415
    from himaya.persons.rules_matching import interval  # noqa: PLC0415
    from himaya.persons.signs import hidden_by, signs_of  # noqa: PLC0415

    hide = hidden_by(b"b" * 32)
    signs = [
        signs_of(one.name, birth=one.birth, number=one.document, telephone=one.phone, hide=hide) for one in records
    ]
    laid = rules_blocks.lay_out(signs, searching.shares_of(signs))
    weights = weights_that_ship(len(signs))
    with linkage.memory() as memory:
        learnt = linkage.learn(
            memory,
            laid.columns,
            laid.frequencies,
            searching.model_of(weights),
            within=searching.WITHIN,
            surely=searching.SURELY,
            recall=searching.RECALL,
            seed=1,
        )
        weights = searching.learned(weights, learnt)
        model = searching.model_of(weights)
        found = linkage.scored(memory, laid.columns, laid.frequencies, model, least=0.0, learns_chance=weights.trained)
    expected, low, high = interval(found.expected, found.variance, found.pairs)
    counts = {"expected": round(expected), "low": round(low), "high": round(high)}
    called = [(pair.one, pair.other) for pair in found.likely]
    return {**measured(called, true), **counts, "pairs": found.pairs, "set_aside": laid.set_aside}


def baseline(records: list[Record], true: set[tuple[int, int]], *, memory: str = "") -> dict[str, object]:
    """Splink on the words as they are written, by its own comparisons."""
    import duckdb  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink.internals.exceptions import SplinkException  # noqa: PLC0415

    columns = {
        "unique_id": list(range(len(records))),
        "name": [one.name.lower() for one in records],
        "year": [one.birth[-4:] or None for one in records],
        "birth": [one.birth or None for one in records],
        "document": [one.document or None for one in records],
        "phone": [one.phone or None for one in records],
        "last": [one.name.lower().split(" ")[-1] for one in records],
    }
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("birth", [1, 2]),
            cl.ExactMatch("document"),
            cl.ExactMatch("phone"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("document"),
            block_on("phone"),
            block_on("name", "year"),
            block_on("last", "year"),
            block_on("last", "birth"),
        ],
    )
    connection = duckdb.connect(":memory:")
    connection.execute("SET temp_directory = ''").fetchall()
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'").fetchall()
    linker = Linker(DuckDBAPI(connection).register(pyarrow.table(columns)), settings)
    try:
        train = linker.training
        train.estimate_probability_two_random_records_match(
            [block_on("document"), block_on("name", "birth")], recall=0.6
        )
        train.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
        for columns_of in (("name", "year"), ("document",), ("phone",)):
            train.estimate_parameters_using_expectation_maximisation(block_on(*columns_of))
        found = linker.inference.predict(threshold_match_probability=0.5)
    except SplinkException as fault:
        if "Out of Memory" not in str(fault):
            raise
        return {**measured([], true), "fault": "memory"}
    rows = connection.execute(f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}").fetchall()  # noqa: S608
    connection.close()
    return {**measured(rows, true)}


def timed(
    run: Callable[[list[Record], set[tuple[int, int]]], dict[str, object]], *with_what: object
) -> dict[str, object]:
    began, busy = time.monotonic(), time.process_time()
    found = run(*with_what)  # type: ignore[arg-type]
    return {
        **found,
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(time.process_time() - busy, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }


def main(people: int, splink_memory: str) -> int:
    """Print both, ours as soon as it is there; exit 1 when ours is worse. What does not fit finds nothing."""
    # Loaded once for both: what is timed is the work.
    for library in ("duckdb", "pyarrow", "splink", "splink.comparison_library"):
        importlib.import_module(library)
    records = register(people)
    true = truth(records)
    here = timed(ours, records, true)
    said = {"records": len(records), "true_pairs": len(true), "goal_f1": 0.93}
    sys.stdout.write(json.dumps({**said, "ours": here}) + "\n")
    sys.stdout.flush()
    there = timed(partial(baseline, memory=splink_memory), records, true)
    sys.stdout.write(json.dumps({**said, "splink": there}) + "\n")
    return sizes.exit_code(float(str(here["f1"])) >= float(str(there["f1"])))


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    parser = sizes.parser()
    parser.add_argument("--people", type=int, default=PEOPLE)
    # Of its memory as much as the engine takes by itself, unless less is said: where the machine is shared.
    parser.add_argument("--splink-memory", default="")
    asked = parser.parse_args()
    sys.exit(main(asked.people, asked.splink_memory))
