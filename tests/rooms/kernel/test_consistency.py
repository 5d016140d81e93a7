"""A later tree continues an earlier one, or not: against published proofs, another library's roots, and every lie."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.kernel import consistency, signed_note
from himaya.kernel.merkle import SIZE, leaf_hash
from himaya.kernel.signed_note import NotANote
from tests.rooms.kernel.test_merkle import LEAVES, by_another

pytestmark = pytest.mark.capability("X3")
# Certificate Transparency's own tests, over the same eight leaves.
PROOFS = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def proof(leaves: list[bytes], first: int) -> list[bytes]:
    return consistency.prove(first, b"".join(map(leaf_hash, leaves)))


@pytest.mark.parametrize(("sizes", "published"), PROOFS.items())
def test_the_published_proofs(sizes: tuple[int, int], published: list[str]) -> None:
    """Planted fault: with the two halves told in the other order, every proof of the second row was another."""
    first, second = sizes
    assert [one.hex() for one in proof(LEAVES[:second], first)] == published


@settings(deadline=None)
@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_a_tree_that_grew_is_believed_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    """Roots by pymerkle. Planted fault: without the earlier root compared, a rewritten past was believed."""
    first = data.draw(st.integers(1, len(leaves)))
    roots = by_another(leaves[:first]), by_another(leaves)
    hashes = proof(leaves, first)
    assert consistency.continues(first, roots[0], len(leaves), roots[1], hashes)
    past = [*leaves[: first - 1], leaves[first - 1] + b"!"]
    assert not consistency.continues(first, by_another(past), len(leaves), roots[1], hashes)
    other = by_another([*past, *leaves[first:]])
    assert not consistency.continues(first, roots[0], len(leaves), other, proof([*past, *leaves[first:]], first))
    if hashes:
        at = data.draw(st.integers(0, len(hashes) - 1))
        changed = [*hashes[:at], bytes(SIZE), *hashes[at + 1 :]]
        for lie in (changed, hashes[:-1], hashes[1:], [*hashes, bytes(SIZE)]):
            assert not consistency.continues(first, roots[0], len(leaves), roots[1], lie)


def test_sizes_that_cannot_be_are_no_proof() -> None:
    """Planted fault: without the end's `last == 0`, a root of eight leaves passed for one of sixteen."""
    assert not consistency.continues(1, by_another(LEAVES[:1]), 16, by_another(LEAVES), proof(LEAVES, 1))
    hashes = b"".join(map(leaf_hash, LEAVES))
    for first in (0, 9):
        with pytest.raises(ValueError, match="no such earlier tree"):
            consistency.prove(first, hashes)
    root = by_another(LEAVES)
    assert not consistency.continues(9, root, 8, root, [])
    assert not consistency.continues(0, root, 8, root, [root])
    assert not consistency.continues(4, root, 8, root, [b"short"])


def test_the_text_is_what_a_witness_of_c2sp_takes() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    origin = signed_note.public_of(key).name
    note = signed_note.sign(signed_note.Checkpoint(origin, 8, by_another(LEAVES), ()), key)
    walk = consistency.Walk(6, tuple(proof(LEAVES, 6)), note)
    old, *lines = walk.text().split("\n\n", 1)[0].split("\n")
    assert (old, len(lines)) == ("old 6", 3)
    assert consistency.read(walk.text()) == walk
    assert consistency.read(note) is None
    for cut in ("old 6\n", "old 06\n\nx", "old 6\nnot base64!\n\nx", "old 1\n" + "AA==\n" * 64 + "\nx"):
        with pytest.raises(NotANote):
            consistency.read(cut)
