"""A PostgreSQL database of a test's own, made and dropped by it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

# Where tests make databases of their own while the store of the process is SQLite.
SERVER = os.environ.get("HIMAYA_TEST_SERVER") or "postgresql://postgres@127.0.0.1:5432/postgres"
ADDRESS = os.environ.get("HIMAYA_TEST_DATABASE") or SERVER


def is_there() -> bool:
    """True when the server of `HIMAYA_TEST_DATABASE` (or the local one) answers."""
    try:
        psycopg.connect(ADDRESS, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def database() -> Iterator[str]:
    """An empty database; yields its address."""
    name = f"himaya_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(ADDRESS, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(ADDRESS, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            # The role as which its pages were answered, where it was initialised.
            server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{name}_app")))
