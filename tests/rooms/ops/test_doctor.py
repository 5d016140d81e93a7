"""`himaya doctor`: each trouble is seen, says what to do, and names nobody."""

import argparse
import json
import re
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from himaya.adapters import age, pdf
from himaya.coordination import states
from himaya.coordination.models import Rendition
from himaya.kernel import clock, keys
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import OutboxMessage, Stamp
from himaya.kernel.unit import unit
from himaya.legal.actions import overrides
from himaya.ops import backup_recipients, doctor, doctor_machine, doctor_store
from himaya.ops.finding import LOOK, OK, WRONG, Finding
from tests import cast
from tests.rooms.legal import registering
from tests.running import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X8")]


@pytest.fixture(name="nation")
def _nation(tmp_path: Path, settings: LazySettings) -> Path:
    """Production, with its data and keys apart."""
    settings.DEMO, settings.HIMAYA_MODE = False, "production"
    settings.HIMAYA_HOME, settings.HIMAYA_KEYS = tmp_path / "home", tmp_path / "keys"
    (tmp_path / "home").mkdir(mode=0o700)
    # Only whether it is there is asked; the tests' own database answers.
    (tmp_path / "home" / "himaya.sqlite3").touch(0o600)
    keys.create(tmp_path / "keys")
    Stamp.objects.create(kind="production", pack="morocco", created_on=clock.today())
    return tmp_path


def told(found: Finding, state: str, words: str) -> None:
    assert (found.state, bool(found.do)) == (state, state != OK), found
    assert words in f"{found.seen} {found.do}", found


def test_the_page_names_every_check_in_its_order_and_no_other() -> None:
    page = (ROOT / "docs" / "how-to" / "doctor.md").read_text()
    named = re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)
    assert named == [check.__name__ for check in (*doctor.MACHINE, *doctor.STORE, *doctor.CONTENTS)]


def test_the_json_has_the_shape_that_is_documented(nation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = doctor.command(argparse.Namespace(json=True))
    answer = json.loads(capsys.readouterr().out)
    assert code == 1
    assert set(answer) == {"format", "state", "checks"}
    assert (answer["format"], answer["state"]) == (1, "wrong")
    assert {frozenset(one) for one in answer["checks"]} == {frozenset({"check", "state", "seen", "do"})}
    assert {one["state"] for one in answer["checks"]} <= {"ok", "look", "wrong"}
    assert doctor.command(argparse.Namespace(json=False)) == 1
    assert "Mend what is marked" in capsys.readouterr().out


def test_exit_code_1_is_for_what_is_wrong_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for state, code in ((OK, 0), (LOOK, 0), (WRONG, 1)):
        monkeypatch.setattr(doctor, "findings", lambda state=state: [Finding("x", state, "y", "z")])
        assert doctor.command(argparse.Namespace(json=False)) == code


def test_a_database_that_does_not_answer_is_one_finding_and_the_rest_waits(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: an OperationalError that nobody caught was all that the operator saw."""

    def away() -> Finding:
        raise OperationalError("no")

    away.__name__ = "database"
    monkeypatch.setattr(doctor, "STORE", (away, doctor_store.kind))
    by_name = {one.check: one for one in doctor.findings()}
    told(by_name["database"], WRONG, "does not answer (OperationalError)")
    told(by_name["kind"], LOOK, "not looked at")
    told(by_name["legal"], LOOK, "not looked at")


def test_keys_absent_or_with_a_backups_private_key_beside_them(nation: Path) -> None:
    told(doctor_machine.keys(), OK, "1 master keys")
    age.write_identity(nation / "keys" / "b.agekey")
    told(doctor_machine.keys(), LOOK, "open its backups too")
    (nation / "keys" / "index.key").unlink()
    told(doctor_machine.keys(), WRONG, "index.key")


def test_data_that_others_can_enter(nation: Path) -> None:
    told(doctor_machine.permissions(), OK, "owner only")
    (nation / "home").chmod(0o750)
    told(doctor_machine.permissions(), WRONG, "chmod 700")


@pytest.mark.parametrize(("free", "state"), [(100, WRONG), (1000, LOOK), (90_000, OK)])
def test_room_on_the_disk(nation: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 1024 * 1024))
    told(doctor_machine.disk(), state, f"{free} MB free")


def test_fonts_and_the_libraries_that_lay_them_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "libpango-1.0-0")
    told(doctor_machine.fonts(), LOOK, "Install libpango-1.0-0")
    monkeypatch.setattr(pdf, "missing", lambda: "")
    told(doctor_machine.fonts(), OK, "own fonts")
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    told(doctor_machine.fonts(), WRONG, "Install Himaya again")


def test_a_mail_host_that_does_not_answer(settings: LazySettings) -> None:
    told(doctor_machine.mail_host(), OK, "no mail leaves")
    settings.HIMAYA_MAIL_HOST = "127.0.0.1:9"
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    told(doctor_machine.mail_host(), LOOK, "does not answer on port 9")


def test_the_way_in(nation: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIMAYA_DATABASE", "")
    settings.SESSION_COOKIE_SECURE = False
    told(doctor_machine.entrance(), WRONG, "HIMAYA_INSECURE_HTTP")
    settings.SESSION_COOKIE_SECURE = True
    monkeypatch.delenv("HIMAYA_HOSTS", raising=False)
    told(doctor_machine.entrance(), WRONG, "only localhost")
    monkeypatch.setenv("HIMAYA_HOSTS", "h.example")
    told(doctor_machine.entrance(), OK, "encrypted")
    monkeypatch.setenv("HIMAYA_DATABASE", "postgresql://x")
    told(doctor_machine.entrance(), WRONG, "HIMAYA_PUBLIC_DATABASE")


def test_which_address_a_letter_leads_to(settings: LazySettings) -> None:
    told(doctor_machine.letters(), OK, "no address")
    settings.HIMAYA_ADDRESS, settings.ALLOWED_HOSTS = "https://desk.example", ["desk.example", "other.example"]
    settings.HIMAYA_PUBLIC_ADDRESS = "https://papers.example/public"
    told(doctor_machine.letters(), OK, "https://papers.example/public")
    for host in ("desk.example", "other.example"):
        settings.HIMAYA_PUBLIC_ADDRESS = f"https://{host}/public"
        told(doctor_machine.letters(), LOOK, "led here")
    settings.HIMAYA_PUBLIC_ADDRESS = "papers.example"
    told(doctor_machine.letters(), WRONG, "no address")


def test_a_clock_that_went_back_or_runs_apart(nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: looking at the oldest row instead of the newest, a clock set back by an hour went unseen."""
    with unit(by=SYSTEM) as u:
        u.log("keys.rotated", object_type="epoch", object_id=1)
    told(doctor_store.clock(), OK, "goes forward")
    monkeypatch.setattr(doctor_store, "now", lambda: clock.now() - timedelta(hours=3, minutes=5))
    told(doctor_store.clock(), WRONG, "3 hours in the future")
    monkeypatch.setattr(doctor_store, "now", clock.now)
    for apart, state in ((5, LOOK), (100, WRONG)):
        monkeypatch.setattr(doctor_store, "_database_now", lambda here, s=apart: here + timedelta(seconds=s))
        told(doctor_store.clock(), state, f"{apart} seconds apart")


def test_the_database_looks_at_itself(nation: Path) -> None:
    told(doctor_store.integrity(), OK, "")
    told(doctor_store.journal(), OK, "")
    told(doctor_store.tables(), OK, "this program")
    told(doctor_store.instruments(), WRONG, "himaya init")


def test_follow_ups_that_wait_or_failed(nation: Path) -> None:
    told(doctor_store.queue(), OK, "nothing waits")
    for hours, state in ((0, OK), (1, LOOK), (3, WRONG)):
        OutboxMessage.objects.create(event="x", ids={}, due_at=clock.now() - timedelta(hours=hours))
        told(doctor_store.queue(), state, "has waited" if hours else "")
    OutboxMessage.objects.create(event="x", ids={}, due_at=clock.now(), attempts=5)
    told(doctor_store.queue(), WRONG, "1 follow-ups failed")


def test_papers_that_could_not_be_made(nation: Path) -> None:
    told(doctor_store.papers(), OK, "none failed")
    about = {"kind": "minutes", "object_id": uuid4(), "mode": "fr", "format": "pdf", "fingerprint": "0" * 64}
    Rendition.objects.create(state=states.FAILED, asked_at=clock.now(), **about)
    told(doctor_store.papers(), LOOK, "1 could not be made")


def aged(action: str, days: int) -> None:
    with clock.stopped(clock.now() - timedelta(days=days)), unit(by=SYSTEM) as u:
        u.log(action, object_type="backup", object_id="0" * 64)


def test_the_age_of_the_last_backup(nation: Path) -> None:
    told(doctor_store.backups(), LOOK, "last made never")
    Stamp.objects.update(created_on=clock.today() - timedelta(days=30))
    told(doctor_store.backups(), WRONG, "himaya backup --output")
    aged("backup.made", 8)
    told(doctor_store.backups(), WRONG, "192 hours ago")
    aged("backup.made", 3)
    told(doctor_store.backups(), LOOK, "72 hours ago")
    aged("backup.made", 1)
    told(doctor_store.backups(), LOOK, "last verified never")
    aged("backup.verified", 1)
    told(doctor_store.backups(), OK, "24 hours ago")


def test_to_whom_backups_go(nation: Path, tmp_path: Path) -> None:
    told(doctor_store.recipients(), LOOK, "0 of at least 2")
    for number in "12":
        backup_recipients.add(age.write_identity(tmp_path / number), by=SYSTEM)
    told(doctor_store.recipients(), OK, "2")
    with backup_recipients.path().open("a") as file:
        file.write("age1intruder\n")
    told(doctor_store.recipients(), WRONG, "no command put there")


def test_legal_set_up(nation: Path) -> None:
    told(doctor_store.legal(), OK, "nobody")
    cast.play()
    told(doctor_store.legal(), WRONG, "not complete: daw, hospital, labour")
    overrides.sign(institution_id="", signed_by="Amina Secret", reason="pilot", by=SYSTEM)
    told(doctor_store.legal(), LOOK, "until")
    for institution in ("daw", "hospital", "labour", "minors", "mizan", "police", "social"):
        registering.complete(institution, recipients=("authority",))
    told(doctor_store.legal(), OK, "entered")


def test_what_was_entered_is_never_repeated(nation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cast.play()
    overrides.sign(institution_id="", signed_by="Amina Secret", reason="because of Amina", by=SYSTEM)
    OutboxMessage.objects.create(event="Amina", ids={"x": "Amina"}, due_at=clock.now(), attempts=5, fault="Amina")
    doctor.command(argparse.Namespace(json=True))
    said = capsys.readouterr().out
    assert "not looked at" not in said
    assert "Amina" not in said


@pytest.mark.sqlite
def test_there_is_no_store_yet(nation: Path) -> None:
    told(doctor_store.database(), OK, "answers")
    shutil.rmtree(nation / "home")
    told(doctor_store.database(), WRONG, "himaya init")
    told(doctor_machine.disk(), WRONG, "HIMAYA_HOME")
    assert [one.name for one in nation.iterdir()] == ["keys"]
