"""Which store opens where, and what the operator is told when it does not."""

from pathlib import Path

import pytest
from django.test import Client

from himaya.kernel import keys, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditEvent, DataKey, Stamp
from himaya.kernel.unit import unit
from himaya.ops import commands, doctor_keys, serve_commands, store
from tests import cast
from tests.pages import body
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


@pytest.mark.deep("a minute: processes of an installation")
def test_a_command_in_the_wrong_order_says_what_to_do_first(tmp_path: Path) -> None:
    env = plain_environment(HIMAYA_HOME=str(tmp_path / "d"), HIMAYA_KEYS=str(tmp_path / "k"))
    with pytest.raises(AssertionError, match="himaya keys create"):
        himaya("init", "--pack", "morocco", env=env)
    assert "Keys stand in" in himaya("keys", "create", env=env)


def test_an_unknown_address_looks_like_a_file_that_is_not_open_to_you(client: Client) -> None:
    assert "ne vous est pas ouvert" in body(client.get("/no/such/page/"), 404)


@pytest.fixture(name="strange")
def _strange(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store with records, and a key directory that is not its own: not mounted, or mistyped."""
    stamped("demo")
    with unit(by=SYSTEM):
        for _ in range(3):
            subjects.create("person", key_kinds=[subjects.IDENTITY])
    settings.HIMAYA_KEYS = tmp_path / "elsewhere"  # type: ignore[attr-defined]
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("words", [["keys", "create"], ["keys", "create", "--passphrase"]])
def test_no_second_set_of_keys_is_made_beside_a_store_that_has_records(
    strange: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted fault: the command never asked. What was sealed from then on was lost when the volume came back."""
    assert commands.run(words, usage="") == 1
    assert "new ones would open none of them" in capsys.readouterr().err
    assert not strange.exists()


def test_a_lost_key_of_the_audit_is_made_anew_and_a_retired_epoch_is_not(strange: Path) -> None:
    keys.create(strange)
    keys.add_epoch(strange)
    for name in ("audit.key", "kek-1.key"):
        (strange / name).unlink()
    keys.forget()
    assert commands.run(["keys", "create"], usage="") == 0
    assert sorted(file.name for file in strange.iterdir()) == ["audit.key", "index.key", "kek-2.key", "secret.key"]


@pytest.mark.parametrize("words", [["serve"], ["worker"]])
def test_nothing_starts_on_keys_that_open_nothing_of_this_store(
    strange: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted fault: only the names of the key files were looked at."""
    started: list[object] = []
    monkeypatch.setattr(serve_commands.demo, "ensure", lambda say: None)
    monkeypatch.setattr(serve_commands.worker, "run", started.append)
    monkeypatch.setattr(serve_commands.serve, "run", lambda **how: started.append(how) or 0)
    keys.create(strange)
    assert commands.run(words, usage="") == 1
    assert "they open none of its records" in capsys.readouterr().err
    told = doctor_keys.opening()
    assert (told.state, "not those of this store" in told.seen) == ("wrong", True)
    assert started == []


def test_one_altered_data_key_is_told_and_stops_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    stamped("demo")
    assert doctor_keys.opening().seen == "nothing is sealed yet"
    with unit(by=SYSTEM):
        for _ in range(3):
            subjects.create("person", key_kinds=[subjects.IDENTITY])
    assert doctor_keys.opening().state == "ok"
    DataKey.objects.filter(pk=DataKey.objects.order_by("id")[1].pk).update(wrapped=b"\x01" + bytes(60))
    store.check_opens()
    told = doctor_keys.opening()
    assert (told.state, told.seen) == ("wrong", "of 3 data keys tried some do not open: 1 of epoch 1")
