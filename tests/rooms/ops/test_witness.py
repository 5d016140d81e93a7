"""An institution that keeps checkpoints sees a log that was cut off or rewritten, and needs no store for it."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from himaya.kernel import consistency, signed_note
from himaya.kernel.consistency import Walk
from himaya.kernel.merkle import leaf_hash, root_of
from himaya.ops import witness

pytestmark = pytest.mark.capability("X3")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
ROWS = [bytes([number]) for number in range(9)]


def hashes(rows: list[bytes]) -> bytes:
    return b"".join(map(leaf_hash, rows))


def note(rows: list[bytes], key: Ed25519PrivateKey = KEY) -> str:
    checkpoint = signed_note.Checkpoint(signed_note.public_of(key).name, len(rows), root_of(hashes(rows)), ())
    return signed_note.sign(checkpoint, key)


def walk(rows: list[bytes], old: int) -> str:
    return Walk(old, tuple(consistency.prove(old, hashes(rows))), note(rows)).text()


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    (tmp_path / "key").write_text(signed_note.public_of(KEY).line() + "\n")
    return tmp_path


def shown(place: Path, text: str) -> int:
    (place / "new").write_text(text)
    return witness.main([str(place / "new"), "--state", str(place / "kept"), "--key", str(place / "key")])


def test_a_log_that_grows_is_kept_step_by_step(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(place, note(ROWS[:3])) == 0
    assert "3 rows and is the first that is kept here" in capsys.readouterr().out
    assert shown(place, note(ROWS[:3])) == 0, "the same once more"
    assert shown(place, walk(ROWS[:7], 3)) == 0
    assert "7 rows and continues the 3" in capsys.readouterr().out
    assert shown(place, walk(ROWS, 7)) == 0
    assert (place / "kept").read_text() == note(ROWS)
    assert not (place / "kept.new").exists()


def test_a_log_that_was_cut_off_or_rewritten_is_named_and_not_kept(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted faults, each seen red: with the sizes alone compared, a rewritten log passed; with the state written
    before the judgement, the second showing of a fork passed."""
    shown(place, note(ROWS[:7]))
    other = [b"another", *ROWS[1:]]
    for text, said in (
        (note(ROWS[:6]), "ROLLED BACK"),
        (note(other[:7]), "ANOTHER LOG"),
        (walk(other, 7), "NOT PROVEN"),
        (walk(ROWS, 6), "NOT PROVEN"),
        (note(ROWS), "NOT PROVEN"),
    ):
        for _twice in range(2):
            assert shown(place, text) == 1
            assert said in capsys.readouterr().err
            assert (place / "kept").read_text() == note(ROWS[:7])


def test_what_is_not_signed_by_the_key_or_no_checkpoint_is_not_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
    for text in (note(ROWS, stranger), note(ROWS).replace("\n9\n", "\n8\n"), "a shopping list", "old 3\n"):
        assert shown(place, text) == 2
        assert "Nothing was kept" in capsys.readouterr().err
    assert not (place / "kept").exists()
    (place / "key").write_text("no key\n")
    assert shown(place, note(ROWS)) == 2
