"""Tokens of an identity: computed from plain words, compared as keyed hashes, never stored as words."""

import re
from collections.abc import Iterable

from himaya.kernel import keys
from himaya.persons.index_tokens import DOCUMENT_FIELD, document_number, hmac_token
from himaya.persons.models import IndexToken, Person
from himaya.persons.names import RULE_VERSION, tokens_for_index

DOCUMENT = DOCUMENT_FIELD
# A long list of names would make one file answer to every search.
MOST_TOKENS = 120
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BETWEEN_NAMES = re.compile(r"[;\n/،؛]+")


def year_of(birth: str) -> int | None:
    """The year in a date of birth as it was told: `1998`, `03/05/1998`, `1998-05`."""
    found = _YEAR.search(birth)
    return int(found.group()) if found else None


def names_in(*texts: str) -> list[str]:
    """The separate names in fields that may hold several, parted by a semicolon, a slash or a line."""
    parts = (part.strip() for text in texts for part in _BETWEEN_NAMES.split(text))
    return [part for part in parts if part]


def tokens(names: Iterable[str], *, birth_year: int | None, document: str) -> list[tuple[str, bytes]]:
    """(kind, keyed hash) of everything an identity can be found by, without duplicates."""
    root = keys.ring().index_root()
    plain = {token for name in names for token in tokens_for_index(name, birth_year)}
    if number := document_number(document):
        plain.add((DOCUMENT, number))
    return [(kind, hmac_token(root, kind, value)) for kind, value in sorted(plain)[:MOST_TOKENS]]


def replace(person: Person, found: list[tuple[str, bytes]]) -> None:
    """Write the person's tokens anew, inside the caller's unit."""
    IndexToken.objects.filter(person_id=person.pk).delete()
    IndexToken.objects.bulk_create(
        IndexToken(
            person_id=person.pk,
            institution_id=person.institution_id,
            kind=kind,
            token=token,
            rule_version=RULE_VERSION,
        )
        for kind, token in found
    )
