"""A PostgreSQL store of its own for every race, copied from a template, because the audit refuses to be emptied."""

import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from himaya.config import database
from himaya.kernel import clock
from himaya.kernel.places import home
from himaya.ops import role_of_pages
from tests import cast, factories
from tests.conftest import missing
from tests.postgres import ADDRESS


def address(name: str) -> str:
    """The address of a database on the test server."""
    return urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{name}"))


def on_server(statement: str) -> None:
    """Run a statement on the server's own database."""
    with psycopg.connect(address("postgres"), autocommit=True, connect_timeout=3) as server:
        server.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def server() -> None:
    """The test server, or a skip (a failure under CI)."""
    try:
        on_server("SELECT 1")
    except psycopg.OperationalError:
        missing("a PostgreSQL server")


def use(name: str) -> Iterator[None]:
    """Point every connection of this process, in all its threads, at a database of the test server."""
    before, settings = connections["default"], connections.settings["default"]
    changed = {**settings, **database.from_address(address(name), home=home()), "CONN_MAX_AGE": 0}
    connections.settings["default"] = changed
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings
        connections["default"] = before


@pytest.fixture(scope="session")
def template(server: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A migrated database with the cast in it, which nobody writes to."""
    name = f"himaya_races_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    with django_db_blocker.unblock():
        for _ in use(name):
            call_command("migrate", verbosity=0)
            with clock.stopped(factories.TUESDAY):
                cast.play()
                factories.version()
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(name="store")
def _store(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A fresh copy for one test."""
    name = f"{template}_{uuid.uuid4().hex[:6]}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    with django_db_blocker.unblock(), clock.stopped(factories.TUESDAY):
        yield from use(name)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(name="role")
def _role(store: None, settings: Settings) -> Iterator[str]:
    name = f"himaya_pages_{uuid.uuid4().hex[:8]}"
    settings.HIMAYA_DATABASE_ROLE = name
    role_of_pages.ensure()
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
    on_server(f"DROP ROLE {name}")
