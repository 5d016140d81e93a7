"""The bytes of an audit row that its seal covers, the same on both databases.

The columns in a fixed order as text, a unit separator between them. They are put together by the database, because a
million rows must be read in seconds. A separator inside a column would make two rows look alike: `is_whole` refuses it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from typing import Any

from django.db import connection

SEPARATOR = "\x1f"
_CHUNK = 8192
_BEFORE_ALL, _AFTER_ALL = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Table:
    """One of the two tables: its name, how its leaves begin, its columns after the id and what they are."""

    name: str
    letter: str
    columns: tuple[tuple[str, str], ...]


EVENTS = Table(
    "audit_event",
    "e",
    (
        ("at", "moment"),
        ("action", "text"),
        ("purpose", "text"),
        ("actor_kind", "text"),
        ("account_id", "uuid"),
        ("desk_id", "text"),
        ("institution_id", "text"),
        ("object_type", "text"),
        ("object_id", "text"),
        ("code", "text"),
    ),
)
SUBJECTS = Table("audit_subject", "s", (("event_id", "number"), ("subject_id", "uuid")))
TABLES = (EVENTS, SUBJECTS)
_AS_TEXT = {
    "sqlite": {
        "moment": "CASE length({0}) WHEN 19 THEN {0} || '.000000' ELSE {0} END",
        "uuid": "coalesce({0}, '')",
        "text": "{0}",
        "number": "{0}",
    },
    "postgresql": {
        "moment": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "uuid": "coalesce(translate({0}::text, '-', ''), '')",
        "text": "{0}",
        "number": "{0}",
    },
}


def _expression(table: Table) -> str:
    kinds = _AS_TEXT[connection.vendor]
    parts = [f"'{table.letter}'", "id", *(kinds[kind].format(name) for name, kind in table.columns)]
    character = "char(31)" if connection.vendor == "sqlite" else "chr(31)"
    return f" || {character} || ".join(parts)


def is_whole(table: Table, row: str | None) -> bool:
    """False for a row that no writer of the house makes: a separator inside a column, or nothing where text must be."""
    return row is not None and row.count(SEPARATOR) == len(table.columns) + 1


def read(table: Table, *, after: int = _BEFORE_ALL, until: int | None = None) -> Iterator[tuple[list[int], list[str]]]:
    """Ids and texts of the rows with a greater id, up to `until`, ascending, some thousands at a time."""
    query = f"SELECT id, {_expression(table)} FROM {table.name} WHERE id > %s AND id <= %s ORDER BY id"  # noqa: S608  # fixed names
    with _cursor() as cursor:
        cursor.execute(query, [after, _AFTER_ALL if until is None else until])
        while found := cursor.fetchmany(_CHUNK):
            ids, texts = zip(*found, strict=True)
            yield list(ids), list(texts)


def _cursor() -> AbstractContextManager[Any]:
    # A cursor that stays on the server: a million rows are never held at once.
    return closing(connection.chunked_cursor())


def last_given(table: Table) -> int | None:
    """The greatest number that the database itself has given out; None on SQLite, where no row is numbered past it.

    Read before the rows it bounds what may be sealed, read after them it shows what was numbered by hand.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table.name])
        (sequence,) = cursor.fetchone()
        cursor.execute(f"SELECT last_value FROM {sequence}")  # noqa: S608  # a name of the catalogue
        return int(cursor.fetchone()[0])


def count(table: Table) -> int:
    """How many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table.name}")  # noqa: S608  # fixed names
        return int(cursor.fetchone()[0])
