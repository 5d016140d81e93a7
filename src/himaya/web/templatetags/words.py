"""Filters that every desk's pages share: content in the page's language, days as Morocco writes them, numbers apart."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from himaya.institutions.content import LocalText
from himaya.institutions.content_rows import shown_source
from himaya.kernel import clock, days, languages

register = template.Library()
# What the content says of a source in words of its own; everything else there is a title, and titles stay as they are.
_OWN_WORDS: dict[str, Promise] = {
    "general knowledge": pgettext_lazy("source", "general knowledge"),
    "looked for, not found": pgettext_lazy("source", "looked for, not found"),
    "": pgettext_lazy("source", "gathered for this software"),
}


@register.filter
def local(text: object) -> str:
    """A text of the content, or a mapping of languages, in the page's language."""
    if isinstance(text, LocalText):
        return text.in_language(languages.current())
    return languages.pick(text) if isinstance(text, Mapping) else str(text or "")


@register.filter
def source(text: str) -> str:
    """A source as the content names it: its own words in the page's language, a title as it is."""
    shown = shown_source(text)
    return str(_OWN_WORDS.get(shown, shown)) if text else ""


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
def month(value: date) -> str:
    """A month and its year in words."""
    return days.month_in_words(value, languages.current())


@register.filter
def apart(value: object) -> SafeString:
    """A number, a reference, a telephone or a Latin word that keeps its direction inside Arabic.

    Not for days in words: an Arabic month inside a left-to-right island is read backwards.
    """
    text = str(value)
    if text.replace(" ", "").replace("+", "").isdigit():
        text = text.replace(" ", "\u00a0")
    return format_html('<bdi dir="ltr" class="ref">{}</bdi>', text)
