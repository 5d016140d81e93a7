"""Codes of the content and of a packet, as words in the page's language: for every desk that shows a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import words
from himaya.institutions import catalogue
from himaya.institutions.content import LanguageRow, LocalText, load_languages, load_roles
from himaya.institutions.models import Region
from himaya.instruments.models import Version
from himaya.kernel import languages

READINGS: dict[str, Promise] = {
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("Not known"),
    "refused": _("Did not wish to answer"),
    "not_asked": _("Not asked"),
}
GROUPS: dict[str, Promise] = {"woman": _("Woman"), "man": _("Man"), "girl": _("Girl"), "boy": _("Boy")}
INTERPRETERS: dict[str, Promise] = {
    "none": _("No interpreter needed"),
    "present": _("Interpreter on site"),
    "telephone": _("Interpreter by telephone"),
    "missing": _("Interpreter needed, not found yet"),
}
WAYS: dict[str, Promise] = {
    "in_person": _("In person"),
    "place": _("At a place"),
    "phone": _("By telephone"),
    "never": _("Never contact"),
}
NEEDS: dict[str, Promise] = {
    "talk": _("To talk to somebody"),
    "safe_place": _("A safe place"),
    "care": _("Care"),
    "due": _("Wages and papers that are due"),
    "justice": _("To know their rights and justice"),
    "home": _("To go home"),
    "food_or_sleep": _("Food, or a place to sleep tonight"),
    "shelter": _("Shelter"),
    "wages": _("Unpaid wages"),
    "interpreter": _("An interpreter"),
    "accompaniment": _("Somebody to go with them"),
    "papers": _("Papers"),
}


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


def reasons_for(verb: str) -> list[Item]:
    """The coded reasons that a verb may give."""
    return [Item(row.id, said(row.names)) for row in catalogue.reasons().values() if verb in row.verbs]


def purposes(allowed: Iterable[str]) -> list[Item]:
    """The purposes to choose from, in the order of the content."""
    wanted = set(allowed)
    rows = (row for row in catalogue.purposes().values() if row.id in wanted)
    return [Item(row.id, said(row.names), said(row.meaning)) for row in rows]


@lru_cache(maxsize=1)
def spoken() -> dict[str, LanguageRow]:
    """The languages people speak, by id."""
    return {row.id: row for row in load_languages()}


def language(code: str) -> str:
    row = spoken().get(code)
    return said(row.names) if row else ""


@lru_cache(maxsize=1)
def _roles() -> dict[str, LocalText]:
    return {row.id: row.names for row in load_roles()}


def role(code: str) -> str:
    """A role's name; the system has none."""
    return said(_roles()[code]) if code in _roles() else ""


def region(code: str) -> str:
    found = Region.objects.filter(pk=code).first()
    return found.name if found else ""


def form_title(version: Version) -> str:
    """What a form is called, whatever version."""
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})


def word(table: Mapping[str, Promise], code: object) -> str:
    """The word for a code; what somebody typed in its place is shown as typed."""
    return str(table.get(str(code), code or ""))


def value_in_words(name: str, value: Any) -> str:
    """One part of a packet as a line. `safe_contact` has a place of its own on the page."""
    if name in _TABLES:
        return word(_TABLES[name], value)
    if name == "region":
        return region(str(value))
    if name == "language" and isinstance(value, Mapping):
        parts = (language(value.get("language", "")), word(INTERPRETERS, value.get("interpreter", "")))
        return " · ".join(part for part in parts if part)
    if name == "needs":
        codes = value if isinstance(value, list) else str(value).split(",")
        return " · ".join(word(NEEDS, code.strip()) for code in codes)
    return str(value)


_TABLES: dict[str, Mapping[str, Promise]] = {
    "age_group": words.AGE_GROUPS,
    "gender": GROUPS,
    "danger_now": READINGS,
    "guardian_flag": READINGS,
    "health_urgency": words.HEALTH_URGENCY,
}
