"""A throw-away store for a benchmark, on SQLite and on PostgreSQL, each in a process of its own.

`HIMAYA_TEST_DATABASE` names the PostgreSQL server (default postgresql://postgres@127.0.0.1:5432/postgres); without one,
and in a smoke run, the figures of SQLite stand alone.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks import sizes

if TYPE_CHECKING:
    from django.db.models import Field, Model
    from django.test import Client

    from himaya.kernel.actor import Actor

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"
# The role as which pages are answered, for those who measure the second wall.
PAGES = "himaya_bench_pages"
Figures = dict[str, object]


def address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ.get("HIMAYA_TEST_DATABASE") or DEFAULT)._replace(path=f"/{name}"))


def on_server(statement: str) -> None:
    with psycopg.connect(address("postgres"), autocommit=True, connect_timeout=3) as server:
        server.execute(statement.encode())


def in_each(file: str, arguments: Iterable[str] = ()) -> dict[str, Figures]:
    """Run a benchmark file as a child on each database; the child prints one JSON object last."""
    arguments = [*arguments, "--smoke"] if sizes.smoke() else list(arguments)
    found = {"sqlite": _child(file, "", arguments)}
    if sizes.smoke():
        return found
    name = f"himaya_bench_{uuid.uuid4().hex[:12]}"
    try:
        on_server(f"CREATE DATABASE {name}")
    except psycopg.OperationalError:
        sys.stderr.write("no PostgreSQL server: its figures are left out\n")
        return found
    try:
        found["postgresql"] = _child(file, address(name), arguments)
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
        on_server(f"DROP ROLE IF EXISTS {PAGES}")
    return found


def _child(file: str, database: str, arguments: Iterable[str]) -> Figures:
    with tempfile.TemporaryDirectory(prefix="himaya-bench-") as home:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("HIMAYA_")},
            "HIMAYA_HOME": home,
            "HIMAYA_MODE": "demo",
            "HIMAYA_DATABASE": database,
            "HIMAYA_DATABASE_ROLE": PAGES,
            "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        command = [sys.executable, file, "--child", *arguments]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        figures: Figures = json.loads(done.stdout.splitlines()[-1])
        return figures


def tables() -> None:
    """In the child, after `django.setup()`: keys and every table."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from himaya.kernel import keys  # noqa: PLC0415
    from tests import migrated  # noqa: PLC0415

    keys.create(settings.HIMAYA_KEYS)
    migrated.first_time()
    call_command("migrate", verbosity=0)


def prepare() -> None:
    """In the child, after `django.setup()`: keys, tables, the cast of the tests."""
    from tests import cast, factories  # noqa: PLC0415

    tables()
    cast.play()
    factories.version()


def signed_in(actor: Actor) -> Client:
    """A browser at a desk, both factors proved."""
    from django.test import Client  # noqa: PLC0415

    from himaya.institutions.models import Account  # noqa: PLC0415
    from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[FACTORS], session[DESK] = FULL_SIGN_IN, actor.desk_id
    session.save()
    return client


@dataclass(frozen=True)
class Rounds:
    """Milliseconds of each round, sorted: by the clock, and of the processor in this process alone."""

    clock: list[float]
    processor: list[float]


def times(work: Callable[[], object], *, rounds: int, warm: int = 10) -> Rounds:
    """How long each round took. In a smoke run three rounds."""
    rounds, warm = sizes.size(rounds, 3), sizes.size(warm, 1)
    for _ in range(warm):
        work()
    clock, processor = [], []
    for _ in range(rounds):
        start, spent = time.perf_counter(), time.process_time()
        work()
        processor.append((time.process_time() - spent) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return Rounds(sorted(clock), sorted(processor))


def summary(found: Rounds) -> dict[str, float]:
    """p50 and p95 by the clock, and p50 of the processor, which other work on the machine does not change."""
    return {
        "p50_ms": round(statistics.median(found.clock), 3),
        "p95_ms": round(found.clock[int(len(found.clock) * 0.95)], 3),
        "cpu_p50_ms": round(statistics.median(found.processor), 3),
    }


def show(found: dict[str, Figures]) -> None:
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


def load(rows: Iterable[Model]) -> None:
    """Insert many new rows of one model past the ORM's statements.

    Of each column that the caller does not name the model knows the default: one that is added later changes nothing
    in a benchmark.
    """
    given = iter(rows)
    first = next(given, None)
    if first is None:
        return
    names = [field.column for field in columns(first)]
    put(first._meta.db_table, names, (values(row) for row in chain([first], given)))


def columns(row: Model) -> list[Field[Any, Any]]:
    """What a new row writes: all but a number that the database gives."""
    return [field for field in row._meta.concrete_fields if not field.primary_key or row.pk is not None]


def values(row: Model) -> tuple[object, ...]:
    """What stands in those columns, as the database keeps it."""
    from django.db import connection  # noqa: PLC0415

    return tuple(field.get_db_prep_save(field.pre_save(row, add=True), connection=connection) for field in columns(row))


def put(table: str, names: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """COPY on PostgreSQL, executemany on SQLite. UUIDs as the database keeps them."""
    from django.db import connection, transaction  # noqa: PLC0415

    names = list(names)
    said = ", ".join(f'"{name}"' for name in names)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({said}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        with connection.cursor() as cursor:
            # As if the numbers had been given: the audit names rows that were numbered by hand.
            given = (
                cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table]).fetchone() if "id" in names else None
            )
            if given and given[0]:
                cursor.execute(f"SELECT setval(%s, (SELECT max(id) FROM {table}))", [given[0]])  # noqa: S608
        return
    kept = (tuple(value.hex if isinstance(value, uuid.UUID) else value for value in row) for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        marks = ", ".join(["?"] * len(names))
        cursor.cursor.executemany(f"INSERT INTO {table} ({said}) VALUES ({marks})", kept)  # noqa: S608


def settle() -> None:
    """Let the planner know what was loaded."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
