"""A change of the public page in words: what of a recommendation would stand otherwise, from what to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.coordination import wordings
from himaya.coordination.rules_publishing import ADDED, CHANGED, REMOVED, Change, PublicRow
from himaya.coordination.words_following import GRADES, RECOMMENDATION_STATES, RESPONSES, SOURCES
from himaya.kernel import days, languages

KINDS: dict[str, Promise] = {
    REMOVED: gettext_lazy("leaves the public page"),
    ADDED: gettext_lazy("new on the public page"),
    CHANGED: gettext_lazy("changes"),
}
TONES = {REMOVED: "late", ADDED: "ok", CHANGED: "calm"}
FIELDS: dict[str, Promise] = {
    "texts": gettext_lazy("Text"),
    "lead": gettext_lazy("Lead institution"),
    "source": gettext_lazy("Source"),
    "source_ref": gettext_lazy("Reference of the source"),
    "due_on": gettext_lazy("Due day"),
    "overdue": gettext_lazy("Overdue"),
    "state": pgettext_lazy("of a recommendation", "State"),
    "response": gettext_lazy("Answer"),
    "reported": gettext_lazy("Done by the institution’s own word"),
    "verified_on": gettext_lazy("Verified on"),
    "grade": gettext_lazy("Grade"),
    "successor": pgettext_lazy("recommendation", "Followed by"),
}
CODES: dict[str, Mapping[str, Promise]] = {
    "source": SOURCES,
    "state": RECOMMENDATION_STATES,
    "response": RESPONSES,
    "grade": GRADES,
}
DAYS = ("due_on", "verified_on")


@dataclass(frozen=True, slots=True)
class Differs:
    """One field of a recommendation: what is public today, and what would be."""

    label: str | Promise
    before: str
    after: str


def differs(change: Change) -> Iterator[Differs]:
    """What of a recommendation that stays would be otherwise."""
    for field in change.fields:
        if field in FIELDS:
            yield Differs(FIELDS[field], _said(field, change.before), _said(field, change.after))


def text_of(row: PublicRow) -> str:
    """The text in the page's language, or in one in which it was written."""
    return wordings.written({one["lang"]: one["text"] for one in row.get("texts", ())})


def _said(field: str, row: PublicRow) -> str:
    value: Any = row.get(field)
    if field == "texts":
        return text_of(row)
    if field == "lead":
        return languages.pick(value or {})
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not value:
        return _("nothing")
    if field in DAYS:
        return days.in_words(date.fromisoformat(value), languages.current())
    if field in CODES:
        return str(CODES[field].get(value, value))
    return _("R-%(number)s") % {"number": value} if field == "successor" else str(value)
