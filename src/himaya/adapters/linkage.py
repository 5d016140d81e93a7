"""Splink on DuckDB, in memory only: pairs of records that may be one, and weights learnt from them.

Nothing is written to a disk: the engine has no temporary directory, no access to files, no extension to fetch, and a
limit on memory at which it fails instead of spilling. Every answer is fetched whole, so that no cursor stays open over
what was loaded, and the connection is closed with all it held. Plain functions and plain data: what the columns mean,
whoever calls knows.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import log2
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from himaya.adapters import linkage_chance
from himaya.adapters.linkage_chance import answers

if TYPE_CHECKING:
    import duckdb
    from splink import Linker

KEY = "unique_id"
# A prototype took 3.3 GB for a million records; more than this is refused with a sentence instead of going to a disk.
MEMORY = "6GB"
THREADS = 2
# In this order: without access to files the others can no longer be set, and at the end nothing can.
SHUT = (
    "SET temp_directory = ''",
    f"SET memory_limit = '{MEMORY}'",
    f"SET threads = {THREADS}",
    "SET enable_progress_bar = false",
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
# Random pairs from which u is counted.
RANDOM_PAIRS = 2_000_000


class LinkageFailed(Exception):
    """`code`: memory (it did not fit), engine (the engine refused)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stopped(Exception):
    """Somebody asked to stop; nothing is kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a comparison: its condition, m and u. `frequent` names a column whose frequency stands for u."""

    code: str
    sql: str
    m: float
    u: float
    frequent: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison; `known` is the column that is NULL where nothing is known; the last step is everything else."""

    name: str
    known: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What is compared, which columns bring two records together, and how likely two at random are one.

    `own`: so many of the blocks, the first ones, are of numbers that one person has, whatever the name.
    """

    compared: tuple[Compared, ...]
    blocks: tuple[tuple[str, ...], ...]
    chance: float
    own: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, by their places in what was given, and what their comparison came to, as log2 odds."""

    one: int
    other: int
    weight: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """m and u by comparison and level, of those that could be learnt, and the chance of two at random.

    Nothing in `m` means that no weight was learnt: u alone says nothing of one person.
    """

    chance: float | None
    m: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    u: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the pairs come to: how many, the sum of their probabilities and its variance, and the likely ones.

    `chance` is that of two records at random by which they were weighed.
    """

    pairs: int
    expected: float
    variance: float
    chance: float
    likely: tuple[Pair, ...]


Table = Mapping[str, Sequence[Any]]


class Halt:
    """Said by another thread while the engine works: the query that runs is broken off, and no other begins."""

    def __init__(self) -> None:
        self._said, self._lock = Event(), Lock()
        self._engine: duckdb.DuckDBPyConnection | None = None

    def is_set(self) -> bool:
        """True once it was said."""
        return self._said.is_set()

    def set(self) -> None:
        """Say it; said again, it breaks off whatever query began between the first time and now."""
        self._said.set()
        with self._lock:
            if self._engine is not None:
                self._engine.interrupt()

    @contextmanager
    def over(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """What is to be broken off, for the length of this block."""
        with self._lock:
            self._engine = connection
        try:
            yield
        finally:
            with self._lock:
                self._engine = None


@contextmanager
def memory(halt: Halt | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that can reach no file and no network. Raises LinkageFailed; Stopped once `halt` is set."""
    import duckdb

    halt = halt or Halt()
    connection = duckdb.connect(":memory:")
    try:
        for setting in SHUT:
            connection.execute(setting).fetchall()
        with halt.over(connection):
            yield connection
    except Exception as fault:
        said = _of_engine(fault)
        if halt.is_set() or isinstance(said, duckdb.InterruptException):
            raise Stopped from None
        # Its sentence may quote a value, so it is not passed on.
        if isinstance(said, duckdb.OutOfMemoryException):
            raise LinkageFailed("memory") from None
        if said is not None:
            raise LinkageFailed("engine") from None
        raise
    finally:
        connection.close()


def _of_engine(fault: BaseException) -> duckdb.Error | None:
    """What the engine said, of which the library may have made a fault of its own; None for any other fault."""
    import duckdb

    said: BaseException | None = fault
    while said is not None and not isinstance(said, duckdb.Error):
        said = said.__cause__
    return said


def scored(
    connection: duckdb.DuckDBPyConnection,
    rows: Table,
    shares: Mapping[str, Table],
    model: Model,
    *,
    least: float,
    decided: Sequence[tuple[int, int]] = (),
    learns_chance: bool = False,
) -> Scored:
    """Weigh every pair that shares a block; those of at least `least` log2 odds are handed out, the others counted.

    `shares`: frequencies by column. `decided`: pairs, the lower place first, that are in no sum and not handed out.
    `learns_chance`: the chance is the one under which as many pairs are expected as it says.
    """
    import pyarrow

    records, linker = _linker(connection, rows, shares, model)
    with _quiet():
        found = linker.inference.predict(warning_mode="never").physical_name
    weight, ((every,),) = "match_weight", answers(connection, f"SELECT count(*) FROM {found}")  # noqa: S608  # Our names.
    chance = model.chance
    if learns_chance:
        chance = linkage_chance.learn(
            linkage_chance.binned(connection, found, records, KEY, model.blocks, model.own),
            chance,
            len(next(iter(rows.values()))),
        )
        weight = f"match_weight + ({log2(chance / (1 - chance)) - log2(model.chance / (1 - model.chance))!r})"
    still = f"SELECT {KEY}_l AS one, {KEY}_r AS other, {weight} AS weight FROM {found}"  # noqa: S608
    if decided:
        ends = {"one": [one for one, _other in decided], "other": [other for _one, other in decided]}
        connection.register("decided_before", pyarrow.table(ends))
        still = f"SELECT * FROM ({still}) ANTI JOIN decided_before USING (one, other)"  # noqa: S608
    ((expected, variance),) = answers(
        connection,
        f"SELECT coalesce(sum(p), 0), coalesce(sum(p * (1 - p)), 0) FROM ("  # noqa: S608
        f"SELECT 1 / (1 + pow(2, -greatest(least(weight, 1000), -1000))) AS p FROM ({still}))",
    )
    likely = answers(connection, f"SELECT one, other, weight FROM ({still}) WHERE weight >= {least!r}")  # noqa: S608
    pairs = tuple(Pair(int(one), int(other), float(odds)) for one, other, odds in likely)
    return Scored(every, float(expected), float(variance), chance, pairs)


def learn(
    connection: duckdb.DuckDBPyConnection,
    rows: Table,
    shares: Mapping[str, Table],
    model: Model,
    *,
    within: Sequence[Sequence[str]],
    surely: Sequence[Sequence[str]],
    recall: float,
    seed: int,
    between: Callable[[int, int], None] | None = None,
) -> Learnt:
    """Learn m within each of these blocks, u from random pairs, and the chance from pairs that are surely one.

    Within a block nothing is learnt of a comparison of which it names a column: there all agree. A block is worked
    through whole, so one of too many pairs is for the caller to keep out.
    `recall` is which share of the true pairs `surely` finds. What the register does not teach is left out: the caller
    has weights for it. What the engine refuses is raised, and so is whatever `between` raises, which is asked before
    each step (how many are done, of how many).
    """
    from splink import block_on

    _records, linker = _linker(connection, rows, shares, model, blank=True)
    train = linker.training
    steps: list[Callable[[], object]] = [
        partial(train.estimate_probability_two_random_records_match, [block_on(*one) for one in surely], recall=recall),
        partial(train.estimate_u_using_random_sampling, max_pairs=RANDOM_PAIRS, seed=seed),
    ]
    steps += [
        partial(
            train.estimate_parameters_using_expectation_maximisation,
            block_on(*columns),
            # Counted by patterns of levels, and not pair by pair: what a rare name weighs is known and not learnt.
            estimate_without_term_frequencies=True,
        )
        for columns in within
    ]
    for done, step in enumerate(steps):
        if between is not None:
            between(done, len(steps))
        with _quiet(), _what_it_teaches():
            step()
    with _quiet():
        kept = linker.misc.save_model_to_json()
    return _learnt(kept, model)


@contextmanager
def _what_it_teaches() -> Iterator[None]:
    """A register that teaches nothing of this (no pair that is surely one, a block without pairs) is no fault."""
    from splink.internals.exceptions import EMTrainingException

    try:
        yield
    except (EMTrainingException, ValueError) as fault:
        if _of_engine(fault) is not None:
            raise


def _learnt(kept: Mapping[str, Any], model: Model) -> Learnt:
    m: dict[str, dict[str, float]] = {}
    u: dict[str, dict[str, float]] = {}
    for one, said in zip(model.compared, kept["comparisons"], strict=True):
        levels = [level for level in said["comparison_levels"] if not level.get("is_null_level")]
        for step, level in zip(one.steps, levels, strict=True):
            for where, name in ((m, "m_probability"), (u, "u_probability")):
                value = level.get(name)
                if isinstance(value, float) and 0 < value <= 1:
                    where.setdefault(one.name, {})[step.code] = value
    chance = kept.get("probability_two_random_records_match")
    return Learnt(chance if isinstance(chance, float) and 0 < chance < 0.5 else None, m, u)


def _linker(
    connection: duckdb.DuckDBPyConnection,
    rows: Table,
    shares: Mapping[str, Table],
    model: Model,
    *,
    blank: bool = False,
) -> tuple[str, Linker]:
    import pyarrow
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=KEY,
        probability_two_random_records_match=model.chance,
        comparisons=[_comparison(one, blank=blank) for one in model.compared],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in model.blocks],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(connection)
    with _quiet():
        records = api.register(pyarrow.table(dict(rows)))
        linker = Linker(records, settings)
        for column, table in shares.items():
            linker.table_management.register_term_frequency_lookup(api.register(pyarrow.table(dict(table))), column)
    return records.physical_name, linker


def _comparison(one: Compared, *, blank: bool) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{one.known}_l IS NULL OR {one.known}_r IS NULL",
            "label_for_charts": "null",
            "is_null_level": True,
        }
    ]
    for step in one.steps:
        level: dict[str, Any] = {"sql_condition": step.sql or "ELSE", "label_for_charts": step.code}
        if step.frequent:
            level |= {"tf_adjustment_column": step.frequent, "tf_adjustment_weight": 1.0}
        if not blank:
            level |= {"m_probability": step.m, "u_probability": step.u}
        levels.append(level)
    return {"output_column_name": one.name, "comparison_levels": levels}


@contextmanager
def _quiet() -> Iterator[None]:
    """The library writes tables and values into its log and its warnings: none of it may land there."""
    log = logging.getLogger("splink")
    before, passed_on = log.level, log.propagate
    log.setLevel(logging.CRITICAL + 1)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)
        log.propagate = passed_on
