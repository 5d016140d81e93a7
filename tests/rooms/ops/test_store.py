"""Which store opens where, and what the operator is told when it does not."""

from pathlib import Path

import pytest
from django.test import Client

from himaya.kernel import keys
from himaya.kernel.models import AuditEvent, Stamp
from himaya.ops import commands, store
from tests import cast
from tests.running import himaya, plain_environment

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]


def stamped(kind: str) -> None:
    Stamp.objects.create(kind=kind, pack="demo", created_on="2026-11-01")


def test_a_demo_store_does_not_open_in_production(settings: pytest.FixtureRequest) -> None:
    stamped("demo")
    store.check_stamp()
    settings.HIMAYA_MODE = "production"  # type: ignore[attr-defined]
    with pytest.raises(store.CannotStart, match="never mix"):
        store.check_stamp()


def test_an_unstamped_store_opens_nowhere() -> None:
    with pytest.raises(store.CannotStart, match="himaya init"):
        store.check_stamp()


def test_production_refuses_keys_that_lie_in_the_data(settings: pytest.FixtureRequest) -> None:
    store.check_keys()
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(store.CannotStart, match="inside the data directory"):
        store.check_keys()


def test_keys_that_others_can_read_are_refused(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    settings.HIMAYA_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    store.check_keys()
    (tmp_path / "keys" / "kek-1.key").chmod(0o644)
    with pytest.raises(store.CannotStart, match="chmod 600"):
        store.check_keys()


def test_an_invented_country_is_never_a_real_nation(settings: pytest.FixtureRequest) -> None:
    with pytest.raises(store.CannotStart, match="never a demo"):
        store.initialise("morocco")


def test_making_keys_twice_changes_none(tmp_path: Path) -> None:
    keys.create(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    keys.create(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())


def test_what_is_missing_is_shown_per_institution_and_an_override_is_told(
    settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    stamped("demo")
    cast.play()
    settings.DEMO = False  # type: ignore[attr-defined]
    assert commands.run(["legal-setup", "show"], usage="") == 1
    said = capsys.readouterr().out
    assert "labour: closed; missing: controller" in said
    assert "commission" not in said
    signing = ["legal-setup", "override", "--by", "A. Person", "--reason", "pilot"]
    assert commands.run([*signing, "--until", "2199-01-01"], usage="") == 1
    assert commands.run(signing, usage="") == 0
    assert commands.run(["legal-setup", "show"], usage="") == 0
    assert "labour: overridden until" in capsys.readouterr().out
    assert AuditEvent.objects.filter(action="legal_override.signed").count() == 1
    assert commands.run(["legal-setup", "end-override"], usage="") == 0
    assert commands.run(["legal-setup", "show"], usage="") == 1


@pytest.mark.deep
def test_a_command_in_the_wrong_order_says_what_to_do_first(tmp_path: Path) -> None:
    env = plain_environment(HIMAYA_HOME=str(tmp_path / "d"), HIMAYA_KEYS=str(tmp_path / "k"))
    with pytest.raises(AssertionError, match="himaya keys create"):
        himaya("init", "--pack", "morocco", env=env)
    assert "Keys stand in" in himaya("keys", "create", env=env)


def test_an_unknown_address_looks_like_a_file_that_is_not_open_to_you(client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "ne vous est pas ouvert" in page.content.decode()
