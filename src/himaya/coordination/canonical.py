"""One way to write data down, so that its hash is the same everywhere. Pure."""

import json
from collections.abc import Mapping
from hashlib import sha256


def canonical(data: Mapping[str, object]) -> bytes:
    """The data as UTF-8 JSON with sorted keys and no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Mapping[str, object]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return sha256(canonical(data)).hexdigest()
