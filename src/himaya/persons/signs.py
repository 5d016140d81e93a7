"""From an opened identity to what it is compared by: keys of sounds and years, and hashes of numbers."""

import hashlib
from collections.abc import Callable

from himaya.persons.index import names_in
from himaya.persons.index_tokens import document_number
from himaya.persons.names import key
from himaya.persons.rules_matching import Signs, born, phone

# Of somebody with very many names, so many are compared; a person is known by few.
MOST_NAMES = 8


def hidden_by(secret: bytes) -> Callable[[str], str]:
    """A hash under a key that lives as long as the search: equal numbers stay equal, and none can be read."""
    return lambda number: hashlib.blake2b(number.encode(), digest_size=12, key=secret).hexdigest()


def as_it_is(number: str) -> str:
    """For two identities that are compared at once and kept nowhere."""
    return number


def signs_of(
    *names: str, birth: str = "", number: str = "", telephone: str = "", hide: Callable[[str], str] = as_it_is
) -> Signs:
    """What an identity is compared by. Never raises on text: what holds no name, year or number is unknown."""
    keys = [found for found in (key(name) for name in names_in(*names)[:MOST_NAMES]) if found.normal]
    year, day = born(birth)
    document, digits = document_number(number), phone(telephone)
    return Signs(
        sound=keys[0].strong_line if keys else "",
        sounds=tuple(dict.fromkeys(one.strong_line for one in keys)),
        parts=tuple(dict.fromkeys(keys[0].strong)) if keys else (),
        weak=keys[0].weak_line if keys else "",
        born=year,
        day=day,
        document=hide(document) if document else "",
        phone=hide(digits) if digits else "",
    )
