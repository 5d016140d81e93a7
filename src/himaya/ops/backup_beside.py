"""The database beside the store, on PostgreSQL, into which a backup is restored to be verified; gone at the end.

A verification that is killed leaves its database behind: a restored copy, in which everybody whom the store erases
later would stay. Who verifies is connected under the name of that database from before it is made, and the server
lets go of the connection of whatever is killed. So one that nobody is connected for, or to, is nobody's, and goes.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from uuid import uuid4

import psycopg
from django.db import OperationalError, connection
from psycopg import sql

from himaya.ops.backup_archive import BackupFailed, Manifest

_PREFIX = "himaya_verify_"
# Another account's on the same server are not ours to drop.
_LEFT = rf"""
    SELECT datname FROM pg_database
    WHERE datname ~ '^{_PREFIX}[0-9a-f]{{12}}$' AND pg_has_role(datdba, 'USAGE') AND NOT EXISTS (
        SELECT FROM pg_stat_activity AS session
        WHERE session.application_name = pg_database.datname OR session.datid = pg_database.oid
    )
    ORDER BY datname
"""  # noqa: S608  # one constant


@contextmanager
def for_a_moment(manifest: Manifest) -> Iterator[str]:
    """The name of an empty database that is gone at the end; '' for an embedded store, which needs none."""
    if manifest.engine == "sqlite":
        yield ""
        return
    drop_left()
    name = f"{_PREFIX}{uuid4().hex[:12]}"
    with psycopg.connect(os.environ["HIMAYA_DATABASE"], autocommit=True, application_name=name) as server:
        try:
            server.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
            )
        except psycopg.errors.InsufficientPrivilege:
            raise BackupFailed(
                "To be verified, a backup is restored into a database beside the store for a moment, and the account "
                "may not make one. Grant it (`ALTER ROLE … CREATEDB`), or verify on another machine with a server."
            ) from None
        try:
            yield name
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def left() -> list[str]:
    """Restored copies that killed verifications left on the server; none beside an embedded store."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LEFT)
        return [name for (name,) in cursor.fetchall()]


def drop_left() -> None:
    """Drop them, on a connection of its own: a database is dropped in no transaction."""
    names = left()
    if not names:
        return
    with closing(connection.copy()) as server, server.cursor() as cursor:
        for name in names:
            # Without FORCE: who has connected to one since keeps it, until the next time.
            with suppress(OperationalError):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
