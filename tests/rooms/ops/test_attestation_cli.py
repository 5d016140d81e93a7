"""`himaya attestation verify`: a letter by signature and phrase, where there is neither store nor key of ours."""

import io
from pathlib import Path

import pytest

from himaya.attestations import making, note, rules
from himaya.attestations.making import Wish
from himaya.kernel import clock
from himaya.ops import attestation_cli
from tests import factories

pytestmark = [pytest.mark.capability("C5"), pytest.mark.django_db]
PHRASE = "trois oiseaux bleus"


def run(monkeypatch: pytest.MonkeyPatch, file: Path, phrase: str, *, key: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(phrase + "\n"))
    return attestation_cli.verify_main([str(file), "--key", key or note.public_key().line()])


def test_a_letter_is_verified_by_its_text_a_key_and_a_phrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    with clock.stopped(factories.TUESDAY):
        safe = dict.fromkeys(rules.QUESTIONS, rules.NO)
        made = making.make(Wish(safe, rules.CARRIED, "care", "fr", 7, bearer="Nadia B."), PHRASE)
        file.write_text(made.note.replace("\n", "\r\n"), "utf-8")
        assert run(monkeypatch, file, "Trois OISEAUX bleus") == attestation_cli.GENUINE
        said = capsys.readouterr().out
        assert "valid until 2026-12-01" in said
        assert "Nadia B." in said
        assert "taken back is not checked" in said
        assert run(monkeypatch, file, "quatre chats gris") == attestation_cli.NOT_FITTING
        file.write_text(made.note.replace("care", "rest"), "utf-8")
        assert run(monkeypatch, file, PHRASE) == attestation_cli.NOT_FITTING
        file.write_text("", "utf-8")
        assert run(monkeypatch, file, PHRASE) == attestation_cli.NOT_FITTING
        assert run(monkeypatch, file, PHRASE, key="nonsense") == attestation_cli.UNREADABLE
        assert run(monkeypatch, tmp_path / "absent", PHRASE) == attestation_cli.UNREADABLE
        file.write_text(made.note, "utf-8")
    with clock.stopped(factories.TUESDAY.replace(year=2027)):
        assert run(monkeypatch, file, PHRASE) == attestation_cli.NOT_FITTING
        assert "was valid until" in capsys.readouterr().out
