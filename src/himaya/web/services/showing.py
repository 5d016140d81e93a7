"""Desks and services as lines of a page: sentences, never a colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.institutions import catalogue
from himaya.institutions.content import LanguageRow, load_languages
from himaya.institutions.models import Desk, Region
from himaya.institutions.queries import Receiver
from himaya.institutions.rules_places import Room
from himaya.kernel import clock, days, languages
from himaya.services import rules, words


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list to choose from."""

    value: str
    label: str | Promise
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One desk of the directory: what to press at night, and why not where something stands against it."""

    desk: Desk
    hours: str
    open: bool
    room: str
    free: bool
    vetting: str
    vetted: str
    receives: str
    languages: str
    speaks: bool
    services: str
    tel: str
    fallback: Desk | None
    why_not: str


@lru_cache(maxsize=1)
def spoken() -> dict[str, LanguageRow]:
    """The languages people speak, by id."""
    return {row.id: row for row in load_languages()}


def language(code: str) -> str:
    """A language in words."""
    return spoken()[code].names.in_language(languages.current()) if code in spoken() else code


def service(code: str) -> str:
    """A service in words."""
    row = catalogue.services().get(code)
    return row.names.in_language(languages.current()) if row else code


def services() -> list[Item]:
    """The services to choose from, each with what it means."""
    tongue = languages.current()
    rows = catalogue.services().values()
    return [Item(row.id, row.names.in_language(tongue), row.plain.in_language(tongue)) for row in rows]


def regions() -> list[Item]:
    """The regions to choose from."""
    return [Item(row.pk, row.name) for row in Region.objects.order_by("pk")]


def tongues() -> list[Item]:
    """The languages to choose from."""
    return [Item(code, language(code)) for code in spoken()]


def groups() -> list[Item]:
    """The groups to choose from: all four, men and boys as well."""
    return [Item(code, label) for code, label in words.GROUPS.items()]


def moment(at: datetime) -> str:
    """A moment in words, by the nation's clock."""
    return days.moment_in_words(at.astimezone(clock.here()), clock.today(), languages.current())


def day(at: datetime) -> str:
    """The day of a moment, `yesterday` where it was."""
    return days.near(at.astimezone(clock.here()).date(), clock.today(), languages.current())


def room_in_words(room: Room, total: int | None) -> str:
    """Free places with when that was said; an old number is asked about, never shown as free."""
    if total is None and room.free is None and room.once is None:
        return ""
    if room.free is not None and room.said_at is not None:
        said = {"n": room.free, "when": moment(room.said_at)}
        if not room.free:
            return _("full, said %(when)s") % said
        return ngettext("one free place, said %(when)s", "%(n)d free places, said %(when)s", room.free) % said
    if room.once is not None and room.said_at is not None:
        return _("%(n)d free said on %(day)s: ask, this is not of today") % {"n": room.once, "day": day(room.said_at)}
    return _("free places not known today: ask")


def receives_in_words(eligibility: Iterable[str]) -> str:
    """Whom a service receives; silence is said as such."""
    found = [str(label) for code, label in words.GROUPS.items() if code in set(eligibility)]
    return " · ".join(found) if found else _("not said: ask")


def hours_in_words(one: Receiver) -> str:
    """Open now, or when it opens next."""
    if one.open_now:
        return _("open day and night") if one.desk.hours == "24/7" else _("open now")
    if one.opens_at is None:
        return _("opening hours not known: ask")
    return _("opens %(when)s") % {"when": moment(one.opens_at)}


def vetting_in_words(desk: Desk) -> tuple[str, str]:
    """How the vetting stands: its code, and a sentence."""
    stands = rules.vetting(desk.vetted_until, clock.today())
    if desk.vetted_until is None:
        return stands, _("not vetted yet")
    until = {"day": days.in_words(desk.vetted_until, languages.current())}
    if stands == rules.EXPIRED:
        return stands, _("The vetting ran out on %(day)s: send nobody there before the secretariat has looked.") % until
    return stands, _("vetted until %(day)s") % until


def line(one: Receiver, *, service_chosen: str = "") -> Line:
    """One desk as a line."""
    stands, vetted = vetting_in_words(one.desk)
    given = [service_chosen] if service_chosen else one.desk.services
    return Line(
        desk=one.desk,
        hours=hours_in_words(one),
        open=one.open_now,
        room=room_in_words(one.room, one.desk.capacity_total),
        free=bool(one.free_places),
        vetting=stands,
        vetted=vetted,
        receives=receives_in_words(one.desk.eligibility),
        languages=" · ".join(language(code) for code in one.desk.languages) or _("not said: ask"),
        speaks=one.speaks,
        services=" · ".join(service(code) for code in given),
        tel=one.desk.phone.replace(" ", ""),
        fallback=None if one.open_now else one.fallback,
        why_not=one.why_not if stands != rules.EXPIRED else "",
    )
