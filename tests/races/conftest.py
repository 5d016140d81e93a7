"""A PostgreSQL store for every race, put back between two tests, because the audit refuses to be emptied.

A copy of a database costs a tenth of a second of the server: a worker makes one, and what a test wrote is deleted from
it by a session for which no trigger fires. Who changes tables or policies asks for a copy of their own.
"""

import fcntl
import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings as of_the_process
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from himaya.config import database
from himaya.kernel import clock
from himaya.kernel.places import home
from himaya.ops import role_of_pages
from tests import cast, factories, migrated
from tests.conftest import missing
from tests.postgres import ADDRESS

# What only migrations write, and they are run before a test begins.
OF_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission")


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


def kept() -> str:
    """A database with empty tables, left on the server for every process of this checkout until a migration changes:
    migrating takes twenty seconds of each."""
    mine = f"himaya_kept_{hashlib.sha256(str(migrated.ROOT).encode()).hexdigest()[:8]}_"
    name = mine + migrated.mark()[:16]
    migrated.KEPT.mkdir(parents=True, exist_ok=True)
    with (migrated.KEPT / "lock_of_races").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(address("postgres"), autocommit=True) as server:
            older = [one for (one,) in server.execute("SELECT datname FROM pg_database") if one.startswith(mine)]
        if name not in older:
            for one in older:
                on_server(f"DROP DATABASE {one} WITH (FORCE)")
            on_server(f"CREATE DATABASE {mine}half")
            for _ in use(f"{mine}half"):
                call_command("migrate", verbosity=0)
            on_server(f"ALTER DATABASE {mine}half RENAME TO {name}")
    return name


@pytest.fixture(scope="session")
def template(server: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A migrated database with the cast in it, which nobody writes to."""
    name = f"himaya_races_{uuid.uuid4().hex[:12]}"
    with django_db_blocker.unblock():
        on_server(f"CREATE DATABASE {name} TEMPLATE {kept()}")
        for _ in use(name):
            with clock.stopped(factories.TUESDAY):
                cast.play()
                factories.version()
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(template: str) -> Iterator[str]:
    """A copy of a database that nobody has open."""
    name = f"{template}_{uuid.uuid4().hex[:6]}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield name
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Shared:
    """The database that the tests of a worker share, the role that answers pages there, and who puts it back."""

    name: str
    role: str
    link: psycopg.Connection

    def put_back(self) -> None:
        """As it was when it was made; whoever still has it open is sent away first."""
        self.link.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        self.link.execute("CALL before.put_back()")


@pytest.fixture(scope="session")
def shared(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Shared]:
    """Made once for each worker."""
    role = f"himaya_pages_{uuid.uuid4().hex[:8]}"
    with copied(template) as name:
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(of_the_process, "HIMAYA_DATABASE_ROLE", role)
            for _ in use(name):
                role_of_pages.ensure()
        with psycopg.connect(address(name), autocommit=True) as link:
            _remember(link)
            yield Shared(name, role, link)
    on_server(f"DROP ROLE {role}")


def _remember(link: psycopg.Connection) -> None:
    """Keep each row and number as it is, in a schema that no test looks into; refuse what could not be put back."""
    link.execute("CREATE SCHEMA before")
    back = [sql.SQL("")]
    for (table,) in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
        if table in OF_MIGRATIONS:
            continue
        there, then = sql.Identifier("public", table), sql.Identifier("before", table)
        back.append(sql.SQL("DELETE FROM {};").format(there))
        if link.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(there)).fetchone() is not None:
            link.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(then, there))
            back.append(sql.SQL("INSERT INTO {} SELECT * FROM {};").format(there, then))
    numbers = "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences"
    for sequence, last in link.execute(numbers).fetchall():
        said = (sql.Literal(sequence), sql.Literal(last or 1), sql.Literal(last is not None))
        back.append(sql.SQL("PERFORM setval({}, {}, {});").format(*said))
    body = sql.Composed([sql.SQL("BEGIN "), *back, sql.SQL(" END")])
    link.execute(
        sql.SQL("CREATE PROCEDURE before.put_back() LANGUAGE plpgsql AS {}").format(sql.Literal(body.as_string(link)))
    )
    link.execute(
        "CREATE FUNCTION before.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN "
        "RAISE 'this store is shared: who changes tables asks for `own_store`'; END IF; END $$"
    )
    link.execute("CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION before.refuse()")
    link.execute("SET session_replication_role = replica")


@pytest.fixture(name="store")
def _store(shared: Shared, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The store of the worker, as if no other test had used it."""
    shared.put_back()
    with django_db_blocker.unblock(), clock.stopped(factories.TUESDAY):
        yield from use(shared.name)


@pytest.fixture(name="role")
def _role(store: None, shared: Shared, settings: Settings) -> str:
    """The role that answers pages."""
    settings.HIMAYA_DATABASE_ROLE = shared.role
    return shared.role


@pytest.fixture(name="own_store")
def _own_store(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy for one test: it may change tables, and no byte of another test was ever in it."""
    with copied(template) as name, django_db_blocker.unblock(), clock.stopped(factories.TUESDAY):
        yield from use(name)


@pytest.fixture(name="own_role")
def _own_role(own_store: None, settings: Settings) -> Iterator[str]:
    name = f"himaya_pages_{uuid.uuid4().hex[:8]}"
    settings.HIMAYA_DATABASE_ROLE = name
    role_of_pages.ensure()
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
    on_server(f"DROP ROLE {name}")
