"""On PostgreSQL a backup is verified in a database beside the store. What a killed run leaves there does not stay."""

from collections.abc import Iterator
from contextlib import suppress
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from himaya.kernel import clock
from himaya.ops import backup_beside, backup_snapshot, doctor_store, worker
from himaya.ops.backup_archive import Manifest
from tests.races.conftest import _own_store, address, on_server, server, template  # noqa: F401  # fixtures

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.capability("X8"),
    pytest.mark.usefixtures("own_store"),
]

OF_A_SERVER = Manifest("1", "demo", "demo", "now", "postgresql", 0, {})


@pytest.fixture(name="killed")
def _killed(own_store: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of what a verification left whose connection ended before it could clear up."""
    monkeypatch.setenv("HIMAYA_DATABASE", address(connection.settings_dict["NAME"]))
    monkeypatch.setattr(backup_snapshot, "sweep", lambda *_, **__: None)
    with suppress(psycopg.OperationalError), backup_beside.for_a_moment(OF_A_SERVER) as made:
        let_go(made)
    assert made in databases()
    yield made
    on_server(f"DROP DATABASE IF EXISTS {made} WITH (FORCE)")


def let_go(name: str) -> None:
    """As the server lets go of the connection of a process that is killed; returns when it has."""
    with psycopg.connect(address("postgres")) as there:
        ended = there.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = %s", (name,)
        )
        assert ended.fetchall() == [(True,)]


def databases() -> set[str]:
    with psycopg.connect(address("postgres")) as there:
        return {name for (name,) in there.execute("SELECT datname FROM pg_database").fetchall()}


def test_the_next_verification_drops_it_and_leaves_none_of_its_own(killed: str) -> None:
    """Planted fault: without `drop_left` the restored copy stayed on the server for ever."""
    with backup_beside.for_a_moment(OF_A_SERVER) as own:
        assert killed not in databases()
        assert own in databases()
    assert own not in databases()


def test_the_worker_drops_it_too_and_until_then_the_doctor_says_so(killed: str) -> None:
    """Planted fault: without the line in the worker, it stayed for as long as nobody verified another backup."""
    assert killed in backup_beside.left()
    finding = doctor_store.copies()
    assert (finding.state, "left" in finding.seen, "backup verify" in finding.do) == ("look", True, True)
    worker.sweep_copies(clock.now())
    assert killed not in databases()
    assert killed not in backup_beside.left()


def test_what_is_being_verified_is_left_alone(killed: str) -> None:
    """Planted faults, each seen red: without the name of the connection, another's empty database was dropped before
    anything was restored into it; with FORCE, and without the look at who is connected, a running one was too."""
    with backup_beside.for_a_moment(OF_A_SERVER) as own:
        backup_beside.drop_left()
        assert own in databases()
    orphan = f"himaya_verify_{uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {orphan}")
    try:
        # A killed verification's own child goes on looking at the restored store for a while.
        with psycopg.connect(address(orphan)) as child:
            backup_beside.drop_left()
            assert child.execute("SELECT 1").fetchone() == (1,)
    finally:
        on_server(f"DROP DATABASE {orphan} WITH (FORCE)")


def test_what_only_begins_like_one_is_left_alone(killed: str) -> None:
    """Planted fault: asked for by the beginning of its name alone, a database of the operator's own was dropped."""
    own = f"himaya_verify_of_ours_{uuid4().hex[:6]}"
    on_server(f"CREATE DATABASE {own}")
    try:
        backup_beside.drop_left()
        assert own in databases()
    finally:
        on_server(f"DROP DATABASE {own} WITH (FORCE)")
