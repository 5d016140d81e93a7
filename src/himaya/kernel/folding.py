"""Making a deletion reach the files of the database: what was committed is not yet gone from them."""

import logging
from collections.abc import Iterable

from django.db import DatabaseError, connection

from himaya.kernel import wall

log = logging.getLogger("himaya.store")
_WAIT_MILLISECONDS = 2000


def fold_in(tables: Iterable[str]) -> bool:
    """Fold what was deleted into the files; False when somebody still reads an older moment: try again later.

    SQLite: the log is folded into the pages, where `secure_delete` has overwritten what was deleted, and cut to
    nothing. PostgreSQL: the tables are vacuumed; its log and what the disk kept are its own, so there only the end of
    the epoch makes sure (docs/how-to/erasure.md).
    """
    if connection.in_atomic_block or wall.stands():
        return False  # Behind the wall nothing is the process's own to vacuum: the worker does it, within minutes.
    try:
        return _checkpoint() if connection.vendor == "sqlite" else _vacuum(tables)
    except DatabaseError as fault:
        log.warning("not folded in", exc_info=fault)
        return False


def _checkpoint() -> bool:
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_MILLISECONDS}")
        try:
            busy, _pages, _folded = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(usual)}")
    return not busy


def _vacuum(tables: Iterable[str]) -> bool:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    return True
