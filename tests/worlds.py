"""Recorded worlds: what a factory wrote is written again as SQL, instead of being worked out again by every test.

Half of the time of the tests went into verbs that set a stage, the same stage a thousand times. Here the first call of
a factory (a function of `tests/cast.py`, `tests/factories.py` or of a helper module beside the tests of a room) runs
and its statements are kept; a later call with the same arguments, in the same world, at the same moment and in the
same language writes them again and returns an equal value. Each test still has its own transaction, rolled back at
its end, and still goes through the real verb in what it is about.

The same world: nothing was written since the beginning of the test but what was written there too. Never from a
record: a call with arguments or a result that are more than values and rows, inside an open `Access` or unit, under a
changed setting, with anything patched or while statements are counted; and none is kept of a call that wrote a file,
connected to something or ran a statement of another kind. SQLite only: on PostgreSQL a sequence goes on after a
rollback.

`HIMAYA_TEST_WORLDS=off` runs every factory for real; `make night` does, and so proves that a record changes nothing.
"""

import copy
import dataclasses
import datetime
import decimal
import enum
import hashlib
import inspect
import os
import re
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, wraps
from types import FunctionType, ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models
from django.utils import translation

from himaya.kernel import clock
from himaya.kernel.sealed import open_readers
from himaya.kernel.unit import is_open
from tests import chance

OFF = os.environ.get("HIMAYA_TEST_WORLDS") == "off" or bool(os.environ.get("HIMAYA_TEST_DATABASE"))
# Where factories are looked for, in modules that hold no tests.
FACTORIES = re.compile(r"tests\.(cast|factories|rooms\..*)$")
_WRITES = ("INSERT", "UPDATE", "DELETE")
_VALUES = (
    type(None), bool, int, float, str, bytes, uuid.UUID, decimal.Decimal, enum.Enum,
    datetime.date, datetime.time, datetime.timedelta,
)  # fmt: skip


_beside: list[object] = []


@contextmanager
def changed(owner: object, name: str, instead: object, *, told: object) -> Iterator[None]:
    """A patch that is part of the world, for a fixture of many tests: what is patched otherwise ends the records.

    `told` is all that the patch depends on, as it is at each call.
    """
    before = getattr(owner, name)
    setattr(owner, name, instead)
    _beside.append((getattr(owner, "__name__", ""), name, told))
    try:
        yield
    finally:
        _beside.pop()
        setattr(owner, name, before)


class NoValue(Exception):
    """More than a value: it may hold what no record could give again."""


def spelled(value: object) -> str:
    """A value as a text that is another for every other value. Raises NoValue."""
    if isinstance(value, _VALUES):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{spelled(key)}:{spelled(one)}' for key, one in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"set {sorted(map(spelled, value))}"
    if isinstance(value, tuple | list):
        return f"{type(value).__name__} [{','.join(map(spelled, value))}]"
    if isinstance(value, models.Model):
        return f"{value._meta.label} {spelled(_columns(value))}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ",".join(spelled(getattr(value, one.name)) for one in dataclasses.fields(value))
        return f"{type(value).__qualname__}({fields})"
    if isinstance(value, FunctionType) and value.__closure__ is None and value.__name__ != "<lambda>":
        return f"{value.__module__}.{value.__qualname__}"
    raise NoValue(type(value).__name__)


def _columns(row: models.Model) -> dict[str, object]:
    """With the rows that were fetched with it, of those that point back their keys only: it would have no end."""
    fetched = {name: [one.pk for one in rows] for name, rows in _prefetched(row).items()}
    beside = {name: one for name, one in row._state.fields_cache.items() if name in _links(type(row))}
    if len(beside) < len(row._state.fields_cache):
        raise NoValue("rows that point back")
    own = {name: value for name, value in vars(row).items() if name not in ("_state", _FETCHED)}
    return {**own, "": (beside, fetched)}


_FETCHED = "_prefetched_objects_cache"


def _prefetched(row: object) -> Mapping[str, Any]:
    return vars(row).get(_FETCHED, {}) if isinstance(row, models.Model) else {}


def copied(value: object) -> Any:
    """A deep copy; Django's own would ask the store again for rows that were fetched with others."""
    known: dict[int, Any] = {}
    new = copy.deepcopy(value, known)
    # Whatever was copied stands in this list, which grows with what is copied here.
    for old in known.get(id(known), ()):
        for name, rows in _prefetched(old).items():
            vars(known[id(old)])[_FETCHED][name]._result_cache = copy.deepcopy(rows._result_cache, known)
    return new


@cache
def _links(model: type[models.Model]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.concrete_fields if field.is_relation)


@dataclasses.dataclass(frozen=True)
class Record:
    """What one call wrote, as statements of the driver, and what it returned."""

    writes: tuple[tuple[str, tuple[object, ...], bool], ...]
    result: object


@dataclasses.dataclass
class _Call:
    """A call that is being recorded."""

    writes: list[tuple[str, tuple[object, ...], bool]] = dataclasses.field(default_factory=list)
    savepoints: list[tuple[str, int]] = dataclasses.field(default_factory=list)
    fit: bool = True

    def notes(self, sql: str, params: object, many: bool) -> None:
        if isinstance(params, Mapping) or sql.lstrip()[:6].upper() not in _WRITES:
            self.fit = False
        else:
            kept = tuple(tuple(row) for row in params) if many else tuple(params or ())  # type: ignore[attr-defined,arg-type]
            self.writes.append((sql, kept, many))


class Worlds:
    """The records of a process, and what is known of the world of the test that runs."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.replayed = self.recorded = 0
        # Why calls ran for real, by factory, for whoever asks how much is won.
        self.for_real: Counter[str] = Counter()
        self.at_first = settings._wrapped
        self.world: str | None = None
        # From then on there are tables, and what is written in a transaction is a test's.
        self.stored = False
        self.patched = 0
        self._call: _Call | None = None
        self._replaying = False
        self._times: Counter[str] = Counter()

    def begin(self) -> None:
        """A test begins: nothing was written in it yet."""
        self.world, self.patched, self._call = None, 0, None
        self._times.clear()

    def sees(self, execute: Callable[..., object], sql: str, params: Any, many: bool, context: Any) -> object:
        """Round every statement of the test's connection."""
        head = sql.lstrip()[:6].upper()
        ours = connection.vendor == "sqlite" and connection.in_atomic_block and self.stored and not self._replaying
        if head == "SELECT" or not ours:
            return execute(sql, params, many, context)
        self._know_the_world()
        done = execute(sql, params, many, context)
        call = self._call
        if head in ("SAVEPO", "RELEAS", "ROLLBA"):
            if head == "ROLLBA":
                self.world = _hash(self.world, "rolled back")
            if call is not None:
                self._savepoint(call, head, sql)
        else:
            self.world = _hash(self.world, sql, repr(params))
            if call is not None:
                call.notes(sql, params, many)
        return done

    def _savepoint(self, call: _Call, head: str, sql: str) -> None:
        name = sql.split()[-1]
        if head == "SAVEPO":
            call.savepoints.append((name, len(call.writes)))
            return
        while call.savepoints:
            last, place = call.savepoints.pop()
            if last == name:
                if head == "ROLLBA":
                    # What was rolled back was never written; the savepoint itself stays.
                    del call.writes[place:]
                    call.savepoints.append((last, place))
                return
        call.fit = False

    def _know_the_world(self) -> None:
        """An empty store, as far as rows go; how far its numbers were counted stays from test to test."""
        if self.world is None:
            counted = connection.connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()
            self.world = _hash("empty", repr(counted))

    def may_record(self) -> bool:
        """True where a call depends on its arguments, the rows, the clock and the language, and on nothing else."""
        return (
            self._call is None
            and not self.patched
            and settings._wrapped is self.at_first
            and connection.vendor == "sqlite"
            and connection.in_atomic_block
            and self.stored
            and not connection.needs_rollback
            # Who counts statements wants those of the verb.
            and not connection.force_debug_cursor
            and not open_readers.get()
            and not is_open()
        )

    def call(self, factory: Callable[..., Any], said: tuple[Any, ...], more: dict[str, Any]) -> Any:
        """The factory's work, from its record or for real."""
        if not self.may_record():
            if self._call is None:
                self.for_real[f"{factory.__module__}.{factory.__qualname__}: elsewhere or patched"] += 1
            return factory(*said, **more)
        try:
            asked = spelled((said, more, *_beside))
        except NoValue as more_than:
            self.for_real[f"{factory.__module__}.{factory.__qualname__}: takes {more_than}"] += 1
            return factory(*said, **more)
        self._know_the_world()
        key = _hash(
            factory.__module__, factory.__qualname__, asked, self.world, str(clock.now()), translation.get_language()
        )
        # A factory that writes nothing, such as one that makes up an id, makes up another the next time.
        self._times[key] += 1
        key = _hash(key, str(self._times[key]))
        record = self.records.get(key)
        if record is None:
            with chance.of(key):
                return self._record(key, factory, said, more, asked)
        self._write(record)
        self.world = key
        self.replayed += 1
        return copied(record.result)

    def _record(
        self, key: str, factory: Callable[..., Any], said: tuple[Any, ...], more: dict[str, Any], asked: str
    ) -> Any:
        self._call = call = _Call()
        try:
            result = factory(*said, **more)
        finally:
            self._call = None
        why = "leaves the process, or writes in another way"
        try:
            fit = call.fit and not self.patched and spelled((said, more, *_beside)) == asked and bool(spelled(result))
        except NoValue as more_than:
            fit, why = False, f"gives {more_than}"
        if not fit:
            self.for_real[f"{factory.__module__}.{factory.__qualname__}: {why}"] += 1
        if fit:
            self.records[key] = Record(tuple(call.writes), copied(result))
            self.world = key
            self.recorded += 1
        return result

    def _write(self, record: Record) -> None:
        self._replaying = True
        try:
            with connection.cursor() as cursor:
                for sql, params, many in record.writes:
                    (cursor.executemany if many else cursor.execute)(sql, params)
                    if "RETURNING" in sql:
                        cursor.fetchall()
        finally:
            self._replaying = False

    def notices(self, event: str, said: tuple[object, ...]) -> None:
        """Round what the interpreter does: a call that leaves the process is not kept."""
        if self._call is None:
            return
        if event == "open" and isinstance(said[2], int):
            self._call.fit &= not said[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        elif event in _LEAVES:
            self._call.fit = False


_LEAVES = frozenset(
    ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "subprocess.Popen", "socket.connect",
     "sqlite3.connect", "os.fork", "os.posix_spawn", "os.putenv", "shutil.copyfile"),
)  # fmt: skip


def _hash(*parts: object) -> str:
    return hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def _factories(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """The functions that a module of helpers defines for others."""
    for name, one in vars(module).items():
        if (
            isinstance(one, FunctionType)
            and one.__module__ == module.__name__
            and not name.startswith("_")
            and not hasattr(one, "__wrapped__")
            and not inspect.isgeneratorfunction(one)
            and not inspect.iscoroutinefunction(one)
        ):
            yield name, one


class Plugin:
    """Puts the records before every factory once the tests are collected."""

    def __init__(self) -> None:
        self.worlds = Worlds()

    def pytest_collection_finish(self) -> None:
        ours = {name: module for name, module in sys.modules.items() if name.startswith("tests.")}
        instead: dict[FunctionType, Callable[..., Any]] = {}
        for name, module in ours.items():
            if FACTORIES.match(name) and not name.rpartition(".")[2].startswith(("test_", "conftest")):
                instead.update({factory: self._recorded(factory) for _, factory in _factories(module)})
        for module in ours.values():
            for name, one in list(vars(module).items()):
                if isinstance(one, FunctionType) and one in instead:
                    setattr(module, name, instead[one])
        sys.addaudithook(lambda event, said: self.worlds.notices(event, said))

    def _recorded(self, factory: FunctionType) -> Callable[..., Any]:
        @wraps(factory)
        def call(*said: Any, **more: Any) -> Any:
            return self.worlds.call(factory, said, more)

        return call

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        done = yield
        if fixturedef.argname == "django_db_setup":
            self.worlds.stored = True
        return done

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        self.worlds.begin()
        with self._watched():
            return (yield)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if os.environ.get("HIMAYA_TEST_WORLDS") == "told":
            worlds = self.worlds
            terminalreporter.write_line(f"worlds: {worlds.replayed} replayed, {worlds.recorded} recorded")
            for why, times in worlds.for_real.most_common(20):
                terminalreporter.write_line(f"  {times} for real: {why}")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        watched = connection.execute_wrappers
        watched.append(self.worlds.sees)
        patch = {name: getattr(pytest.MonkeyPatch, name) for name in ("setattr", "setitem", "delattr", "setenv")}
        for name, real in patch.items():
            setattr(pytest.MonkeyPatch, name, self._noted(real))
        try:
            yield
        finally:
            watched.remove(self.worlds.sees)
            for name, real in patch.items():
                setattr(pytest.MonkeyPatch, name, real)

    def _noted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*said: Any, **more: Any) -> Any:
            self.worlds.patched += 1
            return real(*said, **more)

        return noted
