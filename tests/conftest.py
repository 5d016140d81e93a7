"""Fixtures that every test folder shares: a prepared demo store, a running server on a copy of it, a browser."""

import fcntl
import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.client import ClientHandler
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from himaya.adapters import scans
from himaya.kernel import keys
from himaya.ops import role_of_pages
from tests import browser as browsers
from tests import chance, decoders, migrated, postgres, production, sampled, worlds
from tests.running import Live, demo_environment, himaya, serving
from tests.whole_units import whole_units

__all__ = ["whole_units"]

# The three desks of the thread, by their part in it, in the invented country.
DEMO_PEOPLE = {
    "labour": "inspection-nord",
    "sister": "inspection-sud",
    "guard": "inspection-donnees",
    "ngo": "asso-accueil",
    "secretariat": "secretariat",
    "focal": "point-focal-sante",
    "health": "hopital-nord",
    "law": "asso-droits",
    "child": "enfance-nord",
    "child_lead": "enfance-nord-chef",
    "child_guard": "enfance-donnees",
    "justice": "parquet-centre",
}

# How long an example takes tells of the machine, not of the code: speed is measured in benchmarks/.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


def missing(what: str) -> None:
    """Skip for a missing tool on a developer's machine; under CI a missing tool is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI installs it")
    pytest.skip(f"{what} is missing")


def pytest_configure(config: pytest.Config) -> None:
    """Ids come from the name of a test, and what factories wrote is written again instead of being worked out."""
    config.pluginmanager.register(chance.Plugin(), "chance")
    if not worlds.OFF:
        config.pluginmanager.register(worlds.Plugin(), "worlds")


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


# What alone sends a test to `make deep`, besides a minute of work that the mark itself states.
_DEEP_MARKS = ("browser", "jdk", "postgres")
# Making a whole demo nation takes as long as a thousand tests.
_DEEP_FIXTURES = {"prepared_store", "live", "live_production", "browser"}
_PLACE, _places = pytest.StashKey[tuple[int, int, int]](), count()
_first: dict[tuple[str, str], int] = {}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Send a test to `make deep` for what it needs, never for how long it took somewhere."""
    item.stash[_PLACE] = _place(item)
    needs = any(item.get_closest_marker(one) for one in _DEEP_MARKS)
    if needs or _DEEP_FIXTURES & set(getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.deep("needs what a laptop may not have, or a demo nation"))
    if any(not marker.args for marker in item.iter_markers("deep")):
        raise pytest.UsageError(f"{item.nodeid}: deep says why: `deep('a minute: …')` (docs/adr/0079)")


def _place(item: pytest.Item) -> tuple[int, int, int]:
    """Where a test is written: file by file, and in a file one set of parameters after the other.

    A journey that is walked in two installations is walked to its end in one before it begins in the other, or what its
    module sets up would be set up twice.
    """
    place, file = next(_places), item.nodeid.partition("::")[0]
    parameters = getattr(item, "callspec", None)
    return (
        _first.setdefault((file, ""), place),
        _first.setdefault((file, f"[{parameters.id}]" if parameters else "[]"), place),
        place,
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run does without, and begin with what takes long and with what must not fail.

    On PostgreSQL only what the database can change is run again: not what is about the other database, what is marked
    as telling the same, or what opens no store of the process. `sampled` says of what a part is taken.
    """
    on_postgres = bool(os.environ.get("HIMAYA_TEST_DATABASE"))
    runs = _depends_on_the_database if on_postgres else _is_not_about_postgres
    kept = [item for item in items if runs(item)]
    gone = {*items} - {*kept} | {*sampled.left_out(kept, on_postgres=on_postgres)}
    config.hook.pytest_deselected(items=[item for item in items if item in gone])
    items[:] = sorted((item for item in items if item not in gone), key=_turn)


_LONG = (
    "tests/security/test_matrix.py",
    "tests/accessibility/",
    "tests/journeys/",
    "tests/long_form/",
    "tests/rooms/coordination/test_random_",
    "tests/rooms/cases/test_access_oracle.py",
)


def _turn(item: pytest.Item) -> tuple[int, tuple[int, ...]]:
    """What takes a minute or more begins: at the end one worker would wait for the other's last. Then the walls.

    Tests that share a running installation, one a worker, go as they are written: what one did there stays.
    """
    shared = item.stash[_PLACE] if _DEEP_FIXTURES & set(getattr(item, "fixturenames", ())) else ()
    if item.nodeid.startswith(_LONG):
        return 0, shared
    return (1 if item.nodeid.startswith("tests/security/") else 2), shared


def _is_not_about_postgres(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is None


def _depends_on_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("sqlite") or item.get_closest_marker("once"):
        return False
    asked = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Asked just before the store of the process is made."""
    migrated.first_time()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """On PostgreSQL the role that answers pages is made too, so that every page of a test stands behind the wall."""
    with django_db_blocker.unblock():
        role_of_pages.ensure()


@pytest.fixture(autouse=True)
def decoders_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Uploads are taken apart in this process, because starting another takes a third of a second; in `deep` they are
    not, and `tests/rooms/adapters/test_scans.py` holds that both say the same.

    By hand: a test that patches something with `monkeypatch` gets no recorded world, and this changes nothing in one.
    """
    if request.node.get_closest_marker("deep"):
        yield
        return
    apart = scans.clean_stream
    scans.clean_stream = decoders.here
    yield
    scans.clean_stream = apart


_MIDDLEWARE = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")


@pytest.fixture(autouse=True, scope="session")
def _one_chain_of_middleware() -> Iterator[None]:
    """Every client of a worker shares one: building it anew, with its look at all static files, costs more than a page.

    Whoever changes a setting gets a chain of their own.
    """
    load, first, built = ClientHandler.load_middleware, settings._wrapped, {}

    def shared(handler: ClientHandler, is_async: bool = False) -> None:
        if settings._wrapped is not first:
            return load(handler, is_async)
        if not built:
            load(handler, is_async)
            built.update({name: getattr(handler, name) for name in _MIDDLEWARE})
        return handler.__dict__.update(built)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", shared)
        yield


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """Keys are read anew, and no test speaks the language that the last one happened to leave on."""
    yield
    keys.forget()
    translation.deactivate()


@pytest.fixture(scope="session")
def prepared_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store made once for all workers. Tests get copies, because the audit refuses to be emptied."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    home = shared / "prepared-store"
    with (shared / "prepared-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            himaya("demo", "reset", env=demo_environment(home))
            (home / "ready").touch()
    return home


@pytest.fixture(scope="session")
def live(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """`himaya serve --demo` on a copy of the prepared store, one per worker."""
    home = tmp_path_factory.mktemp("live") / "home"
    shutil.copytree(prepared_store, home)
    log = home.parent / "log"
    with serving(demo_environment(home), log=log, until=b"demo-reset", words=("--demo",)) as url:
        yield Live(
            url=url,
            home=home,
            log=log,
            people=DEMO_PEOPLE,
            sign_in=browsers.sit_at,
            code=browsers.shown_code,
            env=demo_environment(home),
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker."""
    if not browsers.CHROMIUM.exists():
        missing("Chromium")
    with browsers.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def live_production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A nation's installation on PostgreSQL, with passwords and second factors."""
    if not postgres.is_there():
        missing("PostgreSQL")
    with production.installation(tmp_path_factory.mktemp("nation")) as installed:
        yield installed


@pytest.fixture(scope="session")
def bare_store(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tables of this process's own store, in which no test leaves a row, as a file: migrating takes many seconds.

    Tests that ask for it are marked `django_db`, or there would be none.
    """
    file = tmp_path_factory.mktemp("bare") / "himaya.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return file
