"""From an opened identity to what it is compared by: keys of sounds and years, and hashes of numbers.

A word in a script whose sounds are not known here (Cyrillic, Ethiopic, Chinese) has no key but itself: it is hashed
like a number, and only equal words are alike.
"""

import hashlib
from collections.abc import Callable

from himaya.persons.index import names_in
from himaya.persons.index_tokens import document_number
from himaya.persons.names import hidden_key
from himaya.persons.rules_matching import Signs, born, phone

# Of somebody with very many names, so many are compared; a person is known by few.
MOST_NAMES = 8


def hidden_by(secret: bytes) -> Callable[[str], str]:
    """A hash under a key that lives as long as the search: equal words stay equal, and none can be read."""
    return lambda word: hashlib.blake2b(word.encode(), digest_size=12, key=secret).hexdigest()


def as_it_is(word: str) -> str:
    """For what is looked up in the blind index at once, which hashes it itself."""
    return word


def signs_of(
    *names: str, birth: str = "", number: str = "", telephone: str = "", hide: Callable[[str], str] = as_it_is
) -> Signs:
    """What an identity is compared by. Never raises on text: what holds no name, year or number is unknown."""
    keys = [found for found in (hidden_key(name, hide) for name in names_in(*names)[:MOST_NAMES]) if found.strong]
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
