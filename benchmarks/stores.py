"""A throw-away store for a benchmark, on SQLite and on PostgreSQL, each in a process of its own.

`HIMAYA_TEST_DATABASE` names the PostgreSQL server (default postgresql://postgres@127.0.0.1:5432/postgres); without one
the figures of SQLite stand alone.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

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
    found = {"sqlite": _child(file, "", arguments)}
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


def prepare() -> None:
    """In the child, after `django.setup()`: keys, tables, the cast of the tests."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from himaya.kernel import keys  # noqa: PLC0415
    from tests import cast, factories  # noqa: PLC0415

    keys.create(settings.HIMAYA_KEYS)
    call_command("migrate", verbosity=0)
    cast.play()
    factories.version()


def times(work: Callable[[], object], *, rounds: int, warm: int = 10) -> list[float]:
    """Milliseconds of each round, sorted."""
    for _ in range(warm):
        work()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def summary(sorted_ms: list[float]) -> dict[str, float]:
    """p50 and p95, in milliseconds."""
    return {
        "p50_ms": round(statistics.median(sorted_ms), 3),
        "p95_ms": round(sorted_ms[int(len(sorted_ms) * 0.95)], 3),
    }


def show(found: dict[str, Figures]) -> None:
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


def load(table: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Insert many rows past the ORM: COPY on PostgreSQL, executemany on SQLite. UUIDs as the database keeps them."""
    from django.db import connection, transaction  # noqa: PLC0415

    names = list(columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
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
        cursor.cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", kept)  # noqa: S608


def settle() -> None:
    """Let the planner know what was loaded."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
