"""The operator's side of erasures: what waits, what a certificate is worth, the doctor before a promise is missed."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from himaya.cases.actions import erasures
from himaya.cases.models import Erasure
from himaya.kernel import clock, keyfile, keys, statements, unlocked
from himaya.kernel.models import DataKey, Stamp
from himaya.ops import ceremony, commands, doctor_erasures, erasure_cli
from tests import cast, factories
from tests.rooms.cases.test_erasures import OFFICER, ended

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]


@pytest.fixture(name="row")
def _row(the_cast: None, monkeypatch: pytest.MonkeyPatch) -> Erasure:
    """An erasure that is done and certified, of a day when its epoch was the newest."""
    monkeypatch.setattr(erasures, "fold_in", lambda tables: True)
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    number = erasures.ask(case_id=ended().case_id, scope="identity", ground="agreement_withdrawn", by=cast.INSPECTOR)
    erasures.confirm(erasure_id=number, by=OFFICER)
    erasures.settle()
    return Erasure.objects.get(pk=number)


def verified(file: Path, key: str = "") -> int:
    return erasure_cli._verify(argparse.Namespace(file=file, key=key))


def test_a_certificate_in_a_file_is_genuine_with_our_key_or_the_line_that_an_institution_keeps(
    row: Erasure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fault to plant: signed with the audit's own key, the public line of statements would not verify it."""
    paper = tmp_path / "paper.txt"
    paper.write_text(row.certificate, encoding="utf-8")
    assert verified(paper) == 0
    assert verified(paper, statements.public_key().line()) == 0
    assert "Until 2027-01-30 a backup may still open it" in capsys.readouterr().out
    paper.write_text(row.certificate.replace("scope identity", "scope all"), encoding="utf-8")
    assert verified(paper) == 1
    assert "does not fit" in capsys.readouterr().err
    paper.write_text("a shopping list", encoding="utf-8")
    assert verified(paper) == 1
    assert verified(paper, "no key") == 2


def test_what_waits_is_listed_without_a_name(row: Erasure, capsys: pytest.CaptureFixture[str]) -> None:
    assert erasure_cli._list(argparse.Namespace()) == 0
    said = capsys.readouterr().out
    assert str(row.pk) in said
    assert "gone by 2027-01-30" in said
    assert "1 erasures still open" in said


def test_the_doctor_speaks_before_the_promise_is_missed_and_louder_after(row: Erasure) -> None:
    assert row.epoch == keys.ring().current_epoch()
    seen = {}
    for days in (1, 25, 68):
        with clock.stopped(factories.TUESDAY + timedelta(days=days)):
            seen[days] = doctor_erasures.erasures().state
    assert seen == {1: "ok", 25: "look", 68: "wrong"}


@pytest.fixture(name="own_keys")
def _own_keys(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(keyfile, "COST", keyfile.LEAST)
    (tmp_path / "home").mkdir()
    settings.HIMAYA_HOME, settings.HIMAYA_KEYS = tmp_path / "home", tmp_path / "keys"
    keys.forget()
    yield tmp_path / "keys"
    unlocked.lock()
    keys.forget()


def finish(*, restarted: bool = False, clock_is_right: bool = False) -> int:
    return erasure_cli._finish(argparse.Namespace(restarted=restarted, clock_is_right=clock_is_right))


def test_under_a_passphrase_no_key_is_wrapped_by_an_epoch_that_a_running_himaya_does_not_know(
    own_keys: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """A restart that was said before the epoch was made is none. Planted faults, each seen red: a second run that asks
    for no restart; a `--restarted` that is believed in the run that makes the epoch."""
    keys.create_sealed(own_keys, "six words that nobody would guess")
    request.getfixturevalue("row")
    assert finish(restarted=True) == 1
    assert "Restart Himaya" in capsys.readouterr().out
    assert keys.ring().epochs() == [1, 2]
    with pytest.raises(ceremony.NotHeld, match="erasure finish --restarted"):
        finish()
    assert set(DataKey.objects.values_list("epoch", flat=True)) == {1}
    assert finish(restarted=True) == 0
    assert set(DataKey.objects.values_list("epoch", flat=True)) == {2}
    assert finish() == 0, "nothing waits any more: no restart need be said"


def test_one_key_that_does_not_open_holds_its_epoch_and_nothing_else_of_the_work(
    own_keys: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted fault, seen red: exit code 0 after a rotation that left one behind."""
    keys.create(own_keys)
    row = request.getfixturevalue("row")
    spoilt = DataKey.objects.order_by("id").first()
    assert spoilt is not None
    whole = bytes(spoilt.wrapped)
    DataKey.objects.filter(pk=spoilt.pk).update(wrapped=whole[:-1] + bytes([whole[-1] ^ 1]))
    others = DataKey.objects.exclude(pk=spoilt.pk)
    assert finish() == 1
    said = capsys.readouterr().out
    assert str(spoilt.subject_id) in said
    assert "from a backup" in said
    assert set(others.values_list("epoch", flat=True)) == {2}
    assert commands.run(["keys", "rotate"], usage="") == 1
    assert f"subject {spoilt.subject_id} (" in capsys.readouterr().err
    with clock.stopped(factories.TUESDAY + timedelta(days=40)):
        assert finish(clock_is_right=True) == 1
        assert "still wraps 1 data keys" in capsys.readouterr().out
        assert keys.ring().epochs() == [1, 2]
        DataKey.objects.filter(pk=spoilt.pk).update(wrapped=whole)
        assert finish() == 0
        assert set(DataKey.objects.values_list("epoch", flat=True)) == {2}
    with clock.stopped(factories.TUESDAY + timedelta(days=80)):
        assert finish(clock_is_right=True) == 0
    assert keys.ring().epochs() == [2]
    row.refresh_from_db()
    assert row.gone_on is not None
