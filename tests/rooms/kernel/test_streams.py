"""Sealed streams: what was sealed comes back whole, and whatever was cut, moved, added or altered is refused."""

import os
from io import BytesIO

import pytest

from himaya.kernel.errors import Damaged
from himaya.kernel.streams import PIECE, PREFIX, TAG, Sealer, unsealed

KEY, HEAD = b"k" * 32, 1 + PREFIX
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5)


def sealed(content: bytes, *, step: int = 300_000, key: bytes = KEY, bound_to: bytes = b"here") -> bytes:
    out = BytesIO()
    sealer = Sealer(out.write, key, bound_to=bound_to)
    for at in range(0, len(content), step):
        sealer.write(content[at : at + step])
    sealer.finish()
    return out.getvalue()


def opened(stream: bytes, *, key: bytes = KEY, bound_to: bytes = b"here") -> bytes:
    return b"".join(unsealed(BytesIO(stream).read, key, bound_to=bound_to))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back_whole(size: int) -> None:
    content = os.urandom(size)
    stream = sealed(content)
    assert opened(stream) == content
    # One byte stands in any ciphertext by chance.
    assert size < 16 or content[:64] not in stream


def pieces(stream: bytes) -> list[bytes]:
    return [stream[at : at + PIECE + TAG] for at in range(HEAD, len(stream), PIECE + TAG)]


@pytest.mark.parametrize("way", ["cut", "last gone", "swapped", "twice", "longer", "flipped", "head", "empty"])
def test_a_stream_that_is_not_as_it_was_sealed_is_refused(way: str) -> None:
    """Planted once: without the mark of the last piece in the nonce, `last gone` opens."""
    stream = sealed(os.urandom(2 * PIECE + 5))
    head, (one, two, three) = stream[:HEAD], pieces(stream)
    wrong = {
        "cut": stream[:-1],
        "last gone": head + one + two,
        "swapped": head + two + one + three,
        "twice": head + one + one + two + three,
        "longer": stream + b"x",
        "flipped": stream[:-30] + bytes([stream[-30] ^ 1]) + stream[-29:],
        "head": b"\x02" + stream[1:],
        "empty": b"",
    }[way]
    with pytest.raises(Damaged):
        opened(wrong)


def test_a_stream_opens_under_its_own_key_and_in_its_own_place_only() -> None:
    stream = sealed(b"content")
    for wrong in ({"key": b"j" * 32}, {"bound_to": b"there"}):
        with pytest.raises(Damaged):
            opened(stream, **wrong)  # type: ignore[arg-type]
