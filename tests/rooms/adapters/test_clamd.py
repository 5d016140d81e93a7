"""The virus scanner: off unless named, on this machine only, and what it does not clear is not taken in."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from himaya.adapters import clamd
from himaya.cases.actions import files
from himaya.coordination.actions import scans as letter_scans
from himaya.kernel.errors import NotNow, NotValid, Refusal

PIECES = (b"a" * 300_000, b"eicar", b"")
Answer = Callable[[bytes], bytes | None]


@contextmanager
def scanner(place: Path, answer: Answer) -> Iterator[None]:
    """A clamd of our own: reads an INSTREAM to its end and answers, or hangs up on None."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(1)

        def serve() -> None:
            link, _ = door.accept()
            with link, link.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                body = b""
                while size := int.from_bytes(said.read(4)):
                    body += said.read(size)
                if (words := answer(body)) is not None:
                    link.sendall(words)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        thread.join(timeout=10)
        assert not thread.is_alive(), "it was not asked"


def test_where_none_is_wanted_nothing_is_asked() -> None:
    clamd.check(iter(PIECES), at="")


def test_it_sees_the_file_as_it_came(tmp_path: Path) -> None:
    seen: list[bytes] = []
    with scanner(tmp_path / "s", lambda body: seen.append(body) or b"stream: OK\0"):  # type: ignore[func-returns-value]
        clamd.check(iter(PIECES), at=str(tmp_path / "s"))
    assert seen == [b"".join(PIECES)]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (b"stream: Eicar-Signature FOUND\0", clamd.Infected),
        (b"INSTREAM size limit exceeded. ERROR\0", clamd.ScannerAway),
        (b"", clamd.ScannerAway),
        (b"stream: OK but", clamd.ScannerAway),
    ],
)
def test_what_it_does_not_clear_is_refused(tmp_path: Path, said: bytes, refused: type[Exception]) -> None:
    with scanner(tmp_path / "s", lambda _: said), pytest.raises(refused):
        clamd.check(iter(PIECES), at=str(tmp_path / "s"))


def test_a_scanner_that_is_wanted_and_away_lets_nothing_in(tmp_path: Path) -> None:
    with pytest.raises(clamd.ScannerAway):
        clamd.check(iter(PIECES), at=str(tmp_path / "s"))


@pytest.mark.parametrize(
    ("said", "refusal", "code"),
    [(b"stream: Eicar FOUND\0", NotValid, "scan_infected"), (b"", NotNow, "scanner_away")],
)
def test_a_letter_and_evidence_are_shown_to_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes, refusal: type[Refusal], code: str
) -> None:
    """Planted fault: only files of cases were asked about."""
    monkeypatch.setattr(settings, "HIMAYA_CLAMD", str(tmp_path / "s"))
    seen: list[bytes] = []

    def answer(body: bytes) -> bytes:
        seen.append(body)
        return said

    with scanner(tmp_path / "s", answer), pytest.raises(refusal) as refused:
        letter_scans.cleaned(b"%PDF-1.7 as it came")
    assert (refused.value.code, seen) == (code, [b"%PDF-1.7 as it came"])


def test_each_answer_is_a_sentence_for_whoever_uploads() -> None:
    for raised, refusal, code in (
        (clamd.Infected, NotValid, "file_infected"),
        (clamd.ScannerAway, NotNow, "scanner_away"),
    ):
        with pytest.raises(refusal, match=code), files._refusals():
            raise raised
