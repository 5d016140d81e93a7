"""Filters that every desk's pages share: content in the page's language, days as Morocco writes them, numbers apart."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from himaya.institutions.content import LocalText
from himaya.institutions.content_rows import shown_source
from himaya.instruments import spoken
from himaya.kernel import clock, days, languages

register = template.Library()
# What the content says of a source in words of its own; everything else there is a title, and titles stay as they are.
_OWN_WORDS: dict[str, Promise] = {
    "general knowledge": pgettext_lazy("source", "general knowledge"),
    "looked for, not found": pgettext_lazy("source", "looked for, not found"),
    "": pgettext_lazy("source", "gathered for this software"),
}

_ARABIC = re.compile(r"[\u0621-\u064a]")
# As `coordination.deciding.reference` writes it: table, decision, day.
_DECISION = re.compile(r"TRI (\d+) · (\d+) · (\d{4}-\d{2}-\d{2})")


@register.filter
def local(text: object) -> str:
    """A text of the content, or a mapping of languages, in the page's language."""
    if isinstance(text, LocalText):
        return text.in_language(languages.current())
    return languages.pick(text) if isinstance(text, Mapping) else str(text or "")


@register.filter
def source(text: str) -> str:
    """A source as the content names it: its own words in the page's language; a title as it is, kept apart."""
    shown = shown_source(text)
    if not text or shown in _OWN_WORDS:
        return str(_OWN_WORDS[shown]) if text else ""
    return format_html('<bdi dir="auto">{}</bdi>', shown)


@register.filter
def own_half(text: str) -> str:
    """A name typed in two languages, `Latin letters · Arabic letters`: the half of the page's language."""
    halves = text.split(" · ")
    arabic = [bool(_ARABIC.search(half)) for half in halves]
    if len(halves) != 2 or arabic[0] == arabic[1]:
        return text
    return halves[arabic.index(languages.current() == "ar")]


class _Read(Protocol):
    def shown_in(self, language: str) -> str: ...


@register.filter
def law_mark(row: _Read) -> str:
    """What stands beside a row of law, or beside what rests on some, in the page's language; `parts/mark.html` has the
    words."""
    return row.shown_in(languages.current())


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words; a moment gives its day in the nation's time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(clock.here()).date()
    return days.in_words(value, languages.current())


@register.filter
def moment(value: datetime | None) -> str:
    """A day and an hour in words, in the nation's time zone."""
    if value is None:
        return ""
    return days.moment_in_words(value.astimezone(clock.here()), clock.today(), languages.current())


@register.filter
def hour(value: datetime | None) -> str:
    """The hour of a moment in words, in the nation's time zone: `21 h 19` in French, `21:19` elsewhere."""
    return "" if value is None else days.hour_in_words(value.astimezone(clock.here()), languages.current())


@register.filter
def until(value: datetime | None) -> str:
    """“Until” and a moment, as one phrase in the page's language."""
    if value is None:
        return ""
    return days.until_in_words(value.astimezone(clock.here()), clock.today(), languages.current())


@register.filter
def colon(label: str) -> str:
    """A label with the colon of the page's language, which French sets apart by a space that does not break."""
    return f"{label}\u00a0:" if languages.current() == "fr" else f"{label}:"


@register.filter
def month(value: date) -> str:
    """A month and its year in words."""
    return days.month_in_words(value, languages.current())


@register.filter
def decided(reference: str) -> str:
    """The decision that adopted a text (`TRI 2 · 1 · 2026-08-24`), in words; any other reference as it is."""
    if not (found := _DECISION.fullmatch(reference)):
        return reference
    told = {"table": found[1], "number": found[2], "day": day(date.fromisoformat(found[3]))}
    return _("round table %(table)s, decision %(number)s, %(day)s") % told


@register.filter
def apart(value: object) -> SafeString:
    """A number, a reference, a telephone or a Latin word that keeps its direction inside Arabic.

    Not for days in words: an Arabic month inside a left-to-right island is read backwards.
    """
    text = str(value)
    if text.replace(" ", "").replace("+", "").isdigit():
        text = text.replace(" ", "\u00a0")
    return format_html('<bdi dir="ltr" class="ref">{}</bdi>', text)


@register.filter
def aloud(text: str) -> SafeString:
    """A spoken sentence whose two forms, to a man and to a woman, a page can show alone (parts/address.html)."""
    return format_html_join("", "{}", ((_piece(*one),) for one in spoken.pieces(text)))


def _piece(whom: str, words: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', whom, words) if whom else format_html("{}", words)
