"""The tables of an empty store on SQLite, made once for every process that runs tests, and kept until a migration
changes: migrating takes twenty seconds of each process, and of each single test that somebody runs by hand."""

import fcntl
import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "migrated"


def told_by() -> list[Path]:
    """Every file that says what an empty store looks like; a test holds that no migration asks another."""
    source = ROOT / "src/himaya"
    migrations = [file for file in source.rglob("*.py") if "migrations" in file.parts]
    return sorted(
        [*migrations, *source.glob("kernel/*.py"), *source.glob("config/*.py"), ROOT / "requirements-dev.lock"]
    )


def mark() -> str:
    """Another one for every other store that the migrations would make."""
    told = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for file in told_by():
        told.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return told.hexdigest()


def first_time() -> None:
    """The next `migrate` of this process, which is of an empty store, copies the kept tables, or makes and keeps them.

    Only that one: a test that migrates does it in earnest.
    """
    migrate = MigrationExecutor.migrate

    def once(executor: MigrationExecutor, *said: Any, **more: Any) -> ProjectState:
        MigrationExecutor.migrate = migrate  # type: ignore[method-assign]
        KEPT.mkdir(parents=True, exist_ok=True)
        file = KEPT / f"{mark()}.sqlite3"
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                state: ProjectState = migrate(executor, *said, **more)
                _keep(file)
                return state
        with closing(sqlite3.connect(file)) as kept:
            kept.backup(connection.connection)
        executor.loader.build_graph()
        return executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined,no-any-return]

    if connection.vendor == "sqlite":
        MigrationExecutor.migrate = once  # type: ignore[method-assign]


def _keep(file: Path) -> None:
    for older in KEPT.glob("*.sqlite3"):
        older.unlink()
    half = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
    half.rename(file)
