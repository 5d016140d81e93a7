"""Ids and references that say nothing: neither who, nor when, nor how many (house, 'Two names')."""

import secrets
import uuid

# No vowels, so that no word appears; no 0/O, 1/I/L, 5/S, 8/B, so that it can be read over a telephone.
_ALPHABET = "234679CDFGHJKMNPQRTVWXYZ"
_GROUP = 4


def new_id() -> uuid.UUID:
    """A random UUID. Version 4 on purpose: an ordered id tells an observer when somebody came forward."""
    return uuid.uuid4()


def new_reference() -> str:
    """A reference for people, such as `K7MR-2QXD`: random, about 36 bits, without meaning or order."""
    letters = [secrets.choice(_ALPHABET) for _ in range(2 * _GROUP)]
    return "".join(letters[:_GROUP]) + "-" + "".join(letters[_GROUP:])


def reference_of(random_id: uuid.UUID) -> str:
    """The reference of a row that has a random id and keeps none: always the same, and as meaningless.

    >>> reference_of(uuid.UUID("6f0b8a52-93c1-4d5e-8f17-2b9c4e6d8a10"))
    'FV33-XHRD'
    """
    rest, letters = random_id.int, ""
    for _ in range(2 * _GROUP):
        rest, index = divmod(rest, len(_ALPHABET))
        letters += _ALPHABET[index]
    return letters[:_GROUP] + "-" + letters[_GROUP:]


def tidy_reference(typed: str) -> str:
    """What a person typed, as the reference it means: case, spaces and a missing dash do not matter."""
    letters = [c for c in typed.upper() if c.isalnum()]
    if len(letters) != 2 * _GROUP:
        return ""
    return "".join(letters[:_GROUP]) + "-" + "".join(letters[_GROUP:])
