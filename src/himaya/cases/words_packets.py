"""What the parts of a packet say, in the language of whoever reads: sent with a referral, or come with a file."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_danger, words
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
# What a referral says whatever was agreed, by packets.ITSELF.
ITSELF: dict[str, Promise] = {
    "request": _("The service asked for, and how soon"),
    "sender": _("Which desk asks, and its telephone number"),
}
# What a hand-over says whatever was agreed.
HANDED_OVER = _("Which desk hands over and why, on what the first step rested, and since when it has known the person")
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
    "family": _("Would like to see or call somebody; nobody of the family is called before they agree"),
}
# What a child said no to. It stops nothing that keeps them safe, and goes along with what they ask for.
DOES_NOT_WANT: dict[str, Promise] = {
    "no_leaving": _("Does not want to leave where they live"),
    "no_family_told": _("Does not want the family told"),
    "no_police": _("Does not want the police"),
    "no_examination": _("Does not want to be examined"),
    "no_telling": _("Does not want to tell what happened"),
    "no_help": _("Does not want help now"),
}

# Beside "danger now: yes", in the words of who receives: what makes it urgent, and no story.
URGENT: dict[str, Promise] = {
    rules_danger.AFRAID_TONIGHT: _("afraid to go back tonight"),
    rules_danger.LIVES_WITH_EXPLOITER: _("lives with the people they work for, or where they work"),
    rules_danger.GUARDIAN_IMPLICATED: _("a parent or guardian may be implicated"),
    rules_danger.OTHERS_THERE: _("others, perhaps children, are in the same situation"),
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
    if name == "danger_now" and isinstance(value, Mapping):
        why = (word(URGENT, code) for code in value["because"])
        return " · ".join((word(READINGS, value["answer"]), *why))
    if name in _TABLES:
        return word(_TABLES[name], value)
    if name == "region":
        return region(str(value))
    if name == "language" and isinstance(value, Mapping):
        parts = (language(value.get("language", "")), word(INTERPRETERS, value.get("interpreter", "")))
        return " · ".join(part for part in parts if part)
    if name == "needs":
        codes = value if isinstance(value, list) else str(value).split(",")
        return " · ".join(word(NEEDS | DOES_NOT_WANT, code.strip()) for code in codes)
    return " · ".join(str(one) for one in value) if isinstance(value, list) else str(value)


_TABLES: dict[str, Mapping[str, Promise]] = {
    "age_group": words.AGE_GROUPS,
    "gender": GROUPS,
    "danger_now": READINGS,
    "guardian_flag": READINGS,
    "health_urgency": words.HEALTH_URGENCY,
}
