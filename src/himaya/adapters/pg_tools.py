"""`pg_dump` and `pg_restore`. The password travels in their environment, never in a list of processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

PIECE = 1 << 20
PASSED_ON = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "options", "service")


class ToolFailed(Exception):
    """The message says what to install or to grant."""


def dump(
    database: Mapping[str, Any],
    *,
    snapshot: str,
    empty: Iterable[str],
    out: IO[bytes],
    progress: Callable[[int], None],
) -> None:
    """Write a dump (custom format) of what `snapshot` sees. Of the tables in `empty` only the shape goes in.

    It comes through a pipe, so that `pg_dump` ends when this process does. Raises ToolFailed.
    """
    command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    command += [f"--exclude-table-data={table}" for table in empty]
    # The command is a program of PostgreSQL with arguments made here.
    with subprocess.Popen(  # noqa: S603
        command, env=_environment(database), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        try:
            written = 0
            while piece := child.stdout.read(PIECE) if child.stdout else b"":
                out.write(piece)
                written += len(piece)
                progress(written)
            said = child.stderr.read() if child.stderr else b""
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise ToolFailed(_why_no_dump(said.decode("utf-8", "replace")))


def restore(database: Mapping[str, Any], file: Path) -> None:
    """Fill an empty database from a dump, all of it or nothing. Raises ToolFailed."""
    command = [_tool("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    # `--schema`: what is in it, not the schema itself, which every database has.
    command += ["--schema=public", f"--dbname={database['NAME']}", str(file)]
    done = subprocess.run(command, env=_environment(database), stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603
    if done.returncode:
        # What it said may hold a row, so it is not repeated.
        raise ToolFailed(
            "pg_restore could not fill the database; nothing was kept. Compare its version with the server's "
            "(`pg_restore --version`), and look into the server's log."
        )


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolFailed(
            f"{name} is not installed. Install PostgreSQL's client programs of the server's version "
            "(Debian: apt install postgresql-client; macOS: brew install libpq), then run the same command again."
        )
    return found


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    settings = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        **{f"PG{name.upper()}": str(database["OPTIONS"][name]) for name in PASSED_ON if name in database["OPTIONS"]},
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "LC_MESSAGES": "C", **{name: value for name, value in settings.items() if value}}


def _why_no_dump(said: str) -> str:
    if "server version mismatch" in said:
        return "pg_dump is older than the server. Install PostgreSQL's client programs of the server's version."
    if "permission denied" in said or "row-level security" in said:
        return (
            "The database account may not read every row, so a backup would be incomplete. Make backups with the "
            "account that owns the tables, or one with BYPASSRLS (HIMAYA_DATABASE)."
        )
    return "pg_dump stopped before its end, and no backup was made. Look into the server's log, then try again."
