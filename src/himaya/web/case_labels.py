"""Codes of the content and of a packet, as words in the page's language: for every desk that shows a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from himaya.cases import packets
from himaya.cases.words_packets import (
    GROUPS,
    INTERPRETERS,
    ITSELF,
    NEEDS,
    READINGS,
    language,
    region,
    spoken,
    value_in_words,
    word,
)
from himaya.institutions import catalogue
from himaya.institutions.content import LocalText, load_roles
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.persons.words import WAYS

__all__ = [
    "GROUPS",
    "INTERPRETERS",
    "NEEDS",
    "READINGS",
    "WAYS",
    "Item",
    "data_class",
    "form_title",
    "itself",
    "language",
    "purposes",
    "reason",
    "reasons_for",
    "region",
    "role",
    "said",
    "service",
    "spoken",
    "value_in_words",
    "word",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what is sent back, what is shown, a line below it."""

    value: str
    label: str
    hint: str = ""


def said(text: LocalText) -> str:
    return text.in_language(languages.current())


def service(code: str) -> str:
    row = catalogue.services().get(code)
    return said(row.names) if row else code


def reason(code: str) -> str:
    row = catalogue.reasons().get(code)
    return said(row.names) if row else ""


def data_class(code: str) -> str:
    row = catalogue.data_classes().get(code)
    return said(row.names) if row else code


def itself() -> list[str]:
    """What a referral says whatever was agreed."""
    return [str(ITSELF[one]) for one in packets.ITSELF]


def reasons_for(verb: str) -> list[Item]:
    """The coded reasons that a verb may give."""
    return [Item(row.id, said(row.names)) for row in catalogue.reasons().values() if verb in row.verbs]


def purposes(allowed: Iterable[str]) -> list[Item]:
    """The purposes to choose from, in the order of the content."""
    wanted = set(allowed)
    rows = (row for row in catalogue.purposes().values() if row.id in wanted)
    return [Item(row.id, said(row.names), said(row.meaning)) for row in rows]


@lru_cache(maxsize=1)
def _roles() -> dict[str, LocalText]:
    return {row.id: row.names for row in load_roles()}


def role(code: str) -> str:
    """A role's name; the system has none."""
    return said(_roles()[code]) if code in _roles() else ""


def form_title(version: Version) -> str:
    """What a form is called, whatever version."""
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})
