"""The audit's tree against RFC 6962 as another library reads it, and checkpoints in C2SP's form."""

import base64
import hashlib
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from himaya.kernel import signed_note
from himaya.kernel.merkle import SIZE, Tree, leaf_hash, root_of
from himaya.kernel.signed_note import NotANote

pytestmark = pytest.mark.capability("X3")
# The example tree of Certificate Transparency's own tests: eight leaves and the roots of its first trees.
LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes.fromhex("5051525354555657"),
    bytes.fromhex("606162636465666768696a6b6c6d6e6f"),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def by_another(leaves: list[bytes]) -> bytes:
    """The root as pymerkle makes it."""
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)
    return bytes(tree.get_root()) if leaves else hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", ROOTS)
def test_the_published_example_has_its_published_roots(size: int) -> None:
    """Planted fault: without the leaf's zero byte, or with the one of nodes left out, every root is another."""
    assert root_of(b"".join(map(leaf_hash, LEAVES[:size]))).hex() == ROOTS[size]
    assert by_another(LEAVES[:size]).hex() == ROOTS[size]


@settings(deadline=None)
@given(st.lists(st.binary(max_size=8), max_size=70), st.lists(st.integers(0, 70), max_size=6))
def test_a_tree_that_grew_in_any_steps_has_the_root_of_another_library(leaves: list[bytes], cuts: list[int]) -> None:
    """Planted fault: merging peaks only once after each step leaves a wrong right edge from three leaves on."""
    hashes = b"".join(map(leaf_hash, leaves))
    tree = Tree()
    for start, end in pairwise([0, *sorted(min(cut, len(leaves)) for cut in cuts), len(leaves)]):
        tree = Tree(tree.size, tree.peaks)
        tree.append(hashes[start * SIZE : end * SIZE])
    assert tree.root() == by_another(leaves)


def test_peaks_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="peaks"):
        Tree(3, [bytes(SIZE)])


KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
PUBLIC = signed_note.public_of(KEY)
NOTE = signed_note.sign(signed_note.Checkpoint(PUBLIC.name, 8, bytes(32), ("made now",)), KEY)


def test_a_note_says_what_was_signed_and_only_its_key_has_signed_it() -> None:
    said = signed_note.read(NOTE)
    assert (said.origin, said.size, said.root, said.more) == (PUBLIC.name, 8, bytes(32), ("made now",))
    assert signed_note.signed_by(NOTE, [signed_note.read_key(PUBLIC.line())])
    other = signed_note.public_of(Ed25519PrivateKey.from_private_bytes(b"8" * 32))
    assert not signed_note.signed_by(NOTE, [other])
    # The same name and another key: the mark in the line does not fit, and neither does the signature.
    assert not signed_note.signed_by(NOTE, [signed_note.PublicKey(PUBLIC.name, other.raw)])


@pytest.mark.parametrize(("old", "new"), [("\n8\n", "\n9\n"), ("made now", "made then"), ("AAAA", "AAAB")])
def test_a_changed_note_is_not_signed(old: str, new: str) -> None:
    """Planted fault: signing only the root lets the size and the marks be changed."""
    assert not signed_note.signed_by(NOTE.replace(old, new, 1), [PUBLIC])


def test_a_witness_may_add_a_line_of_its_own() -> None:
    witness = base64.b64encode(b"1234" + bytes(72)).decode()
    assert signed_note.signed_by(f"{NOTE}— witness.example {witness}\n", [PUBLIC])


@pytest.mark.parametrize(
    "note", ["", "a\n1\n", "a\nmany\nAAAA\n\n— b c\n", NOTE.replace("\n\n", "\n"), "a\n1\nAAAA\n\n"]
)
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(NotANote):
        signed_note.read(note)


@pytest.mark.parametrize("line", ["", "a+b", f"{PUBLIC.line()[:-8]}AAAAAAA=", "a+00000000+AQ=="])
def test_what_is_no_public_key_is_refused(line: str) -> None:
    with pytest.raises(NotANote):
        signed_note.read_key(line)
