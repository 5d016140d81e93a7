"""The operator's side of erasures: what waits, what a certificate is worth, the doctor before a promise is missed."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from himaya.cases.actions import erasures
from himaya.cases.models import Erasure
from himaya.kernel import clock, keys, statements
from himaya.kernel.models import Stamp
from himaya.ops import doctor_erasures, erasure_cli
from tests import cast, factories
from tests.rooms.cases.test_erasures import OFFICER, ended

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]


@pytest.fixture(name="row")
def _row(monkeypatch: pytest.MonkeyPatch) -> Iterator[Erasure]:
    """An erasure that is done and certified, of a day when its epoch was the newest."""
    monkeypatch.setattr(erasures, "fold_in", lambda tables: True)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
        number = erasures.ask(
            case_id=ended().case_id, scope="identity", ground="agreement_withdrawn", by=cast.INSPECTOR
        )
        erasures.confirm(erasure_id=number, by=OFFICER)
        erasures.settle()
        yield Erasure.objects.get(pk=number)


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
