"""What the parts of a packet say, in the language of whoever reads: sent with a referral, or come with a file."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import words
from himaya.institutions.content import LanguageRow, load_languages
from himaya.institutions.models import Region
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


@lru_cache(maxsize=1)
def spoken() -> dict[str, LanguageRow]:
    """The languages people speak, by id."""
    return {row.id: row for row in load_languages()}


def language(code: str) -> str:
    row = spoken().get(code)
    return row.names.in_language(languages.current()) if row else ""


def region(code: str) -> str:
    found = Region.objects.filter(pk=code).first()
    return found.name if found else ""


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
    return " · ".join(str(one) for one in value) if isinstance(value, list) else str(value)


_TABLES: dict[str, Mapping[str, Promise]] = {
    "age_group": words.AGE_GROUPS,
    "gender": GROUPS,
    "danger_now": READINGS,
    "guardian_flag": READINGS,
    "health_urgency": words.HEALTH_URGENCY,
}
