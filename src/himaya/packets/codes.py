"""The code that only an opened packet holds: eight letters without look-alikes, compared in constant time."""

import hmac
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from himaya.kernel import ids, keys


def new() -> str:
    """A code such as `K7MR-2QXD`: random, about 36 bits, to be read aloud."""
    return ids.new_reference()


def mark_of(packet_id: UUID, code: str) -> str:
    """What the store keeps of a code: keyed and of this packet alone. Raises KeyMissing."""
    root = keys.ring().index_root()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"himaya packet code 1").derive(root)
    return hmac.new(key, packet_id.bytes + ids.tidy_reference(code).encode(), sha256).hexdigest()


def fits(packet_id: UUID, code: str, mark: str) -> bool:
    """True for the code of this packet, however it was typed."""
    return bool(mark) and bool(ids.tidy_reference(code)) and hmac.compare_digest(mark_of(packet_id, code), mark)
