"""Lists to choose from: institutions that exist today, and the codes of the room in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from himaya.institutions.models import Institution
from himaya.kernel import clock


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list to choose from."""

    value: str
    label: str | Promise
    hint: str | Promise = ""


def institutions() -> list[Institution]:
    """Those that exist today, by name in the page's language."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    return sorted(Institution.objects.filter(standing), key=lambda one: one.name)


def as_items(rows: Iterable[Institution]) -> list[Item]:
    """Institutions as lines of a list."""
    return [Item(row.pk, row.name) for row in rows]


def of(words: Mapping[str, str | Promise], *codes: str) -> list[Item]:
    """Codes in words, in the order of the words, or only those that are named."""
    return [Item(code, words[code]) for code in codes or tuple(words)]
