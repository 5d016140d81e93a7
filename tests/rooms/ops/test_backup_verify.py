"""What `himaya backup verify` says in the end: in words, as JSON, by its exit code, and to the audit."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings

from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditEvent, Stamp
from himaya.ops import backup_opening, backup_restore
from himaya.ops.backup_archive import Manifest
from himaya.ops.backup_opening import Keys
from himaya.ops.cli import main
from himaya.ops.restored import OK, UNTRIED, WRONG, Result

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X8")]

MANIFEST = Manifest("1", "demo", "demo", "now", "sqlite", 0, {})


@pytest.fixture(name="backup")
def _backup(tmp_path: Path, settings: LazySettings) -> Path:
    """A file, beside a store in whose audit a verification is noted."""
    settings.HIMAYA_HOME, settings.HIMAYA_KEYS = tmp_path, tmp_path / "keys"
    (tmp_path / backup_opening.STORE).touch()
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    (tmp_path / "b.age").write_bytes(b"sealed")
    return tmp_path / "b.age"


def found(monkeypatch: pytest.MonkeyPatch, *states: str) -> None:
    """The restored store is looked at by another process; this is what it answers."""
    results = [Result(f"check{number}", state, "seen") for number, state in enumerate(states)]
    monkeypatch.setattr(backup_opening, "unpack", lambda *_, **__: MANIFEST)
    monkeypatch.setattr(backup_opening, "fill", lambda *_: None)
    monkeypatch.setattr(backup_opening, "examine", lambda *_: results)


@pytest.mark.parametrize(
    ("states", "state", "code", "sentence"),
    [
        ((OK, OK), OK, 0, "This backup is in order."),
        ((OK, UNTRIED), UNTRIED, 3, "nothing sealed was tried"),
        ((UNTRIED, WRONG, OK), WRONG, 1, "NOT in order"),
    ],
)
def test_what_was_not_tried_is_not_called_in_order(
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    states: tuple[str, ...],
    state: str,
    code: int,
    sentence: str,
) -> None:
    """Planted fault: with `untried` taken for well, a script that went by the exit code deleted the older backups."""
    found(monkeypatch, *states)
    assert main(["backup", "verify", str(backup)]) == code
    last = capsys.readouterr().out.splitlines()[-1]
    assert sentence in last
    assert ("This backup is in order" in last) is (state == OK)
    assert main(["backup", "verify", str(backup), "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["ok"], told["state"]) == (2, state == OK, state)
    assert set(told) == {"format", "ok", "state", "manifest", "checks"}


def test_the_audit_knows_a_verification_only_of_what_was_tried(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: noted as verified without the store's keys, the doctor was content with it for ever."""
    for states in ((OK, UNTRIED), (OK, WRONG), (OK, OK)):
        found(monkeypatch, *states)
        backup_restore.verify(backup, Keys([], None), by=SYSTEM, say=lambda _: None)
    noted = AuditEvent.objects.filter(object_type="backup").order_by("id").values_list("action", flat=True)
    assert list(noted) == ["backup.found_wrong", "backup.verified"]
