"""The age format: only its recipients open a file, and a file that was touched does not pass for whole."""

import errno
import io
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.adapters import age

TEXT = bytes(range(256)) * 600  # More than two of the format's chunks.


@pytest.fixture(name="pair", scope="module")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    file = tmp_path_factory.mktemp("keys") / "one.agekey"
    return file, age.write_identity(file)


@pytest.fixture(name="whole", scope="module")
def _whole(pair: tuple[Path, str]) -> bytes:
    out = io.BytesIO()
    age.encrypt(io.BytesIO(TEXT), out, recipients=[pair[1]])
    return out.getvalue()


def opened(blob: bytes, identity: Path) -> bytes:
    out = io.BytesIO()
    age.decrypt(io.BytesIO(blob), out, identities=[identity])
    return out.getvalue()


def test_each_recipient_opens_it_alone(pair: tuple[Path, str], tmp_path: Path) -> None:
    other = tmp_path / "two.agekey"
    out = io.BytesIO()
    age.encrypt(io.BytesIO(TEXT), out, recipients=[pair[1], age.write_identity(other)])
    assert opened(out.getvalue(), pair[0]) == opened(out.getvalue(), other) == TEXT
    assert TEXT[:64] not in out.getvalue()


def test_somebody_elses_key_opens_nothing(whole: bytes, tmp_path: Path) -> None:
    age.write_identity(tmp_path / "else.agekey")
    with pytest.raises(age.AgeFailed, match="does not open this backup"):
        opened(whole, tmp_path / "else.agekey")


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_bit_of_it_can_be_turned(whole: bytes, pair: tuple[Path, str], place: int, bit: int) -> None:
    """Planted fault: with DecryptError alone caught, a flip in the body came up as an OSError without a sentence."""
    place %= len(whole)
    turned = whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :]
    with pytest.raises(age.AgeFailed):
        opened(turned, pair[0])


@given(length=st.integers(min_value=0))
def test_a_file_that_was_cut_anywhere_is_refused(whole: bytes, pair: tuple[Path, str], length: int) -> None:
    with pytest.raises(age.AgeFailed):
        opened(whole[: length % len(whole)], pair[0])


def test_a_foreign_file_is_named_as_one(pair: tuple[Path, str]) -> None:
    with pytest.raises(age.AgeFailed, match="not a backup of Himaya"):
        opened(b"PK\x03\x04" * 100, pair[0])


def test_what_the_disk_says_comes_through_unchanged(pair: tuple[Path, str]) -> None:
    """Planted fault: without `_Kept` a full disk while encrypting was an EncryptError with a text."""

    class Full(io.RawIOBase):
        def write(self, data: object, /) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        age.encrypt(io.BytesIO(TEXT), Full(), recipients=[pair[1]])  # type: ignore[arg-type]
    assert caught.value.errno == errno.ENOSPC


def test_a_private_key_is_its_owners_and_never_overwritten(pair: tuple[Path, str]) -> None:
    assert stat.S_IMODE(pair[0].stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        age.write_identity(pair[0])
    assert age.public_keys(pair[0]) == [pair[1]]


def test_what_is_no_key_is_refused_with_a_way_to_make_one(tmp_path: Path) -> None:
    for text in ("age1abc", "", "AGE-SECRET-KEY-1"):
        with pytest.raises(age.AgeFailed, match="himaya backup identity"):
            age.check_recipient(text)
    (tmp_path / "no.agekey").write_text("hello\n")
    for file, words in ((tmp_path / "no.agekey", "holds no private key"), (tmp_path / "absent", "There is no private")):
        with pytest.raises(age.AgeFailed, match=words):
            age.public_keys(file)
    with pytest.raises(age.AgeFailed, match="No private key was given"):
        age.decrypt(io.BytesIO(b""), io.BytesIO(), identities=[])
