"""What a person's words about sharing come to, class of data by class of data. Pure.

Source: do-no-harm 1, 9 and 14; domain/interview.md ("share with each named institution, one consent per recipient",
withdrawable); design/product.md E1. The caller hands over the lines about one recipient and one purpose.

>>> spring, before = date(2026, 3, 31), (Line(1, GIVEN, ("needs",)), Line(2, REFUSED, ("signs",)))
>>> sorted(in_force(before, spring)), word_on(before, "signs", spring), word_on(before, "language", spring)
(['needs'], 'refused', '')
>>> once = (Line(1, GIVEN, ("needs",), until=spring),)
>>> word_on(once, "needs", spring), word_on(once, "needs", date(2026, 4, 1))
('given', 'expired')
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# The words of the ledger. The last two change nothing about what is agreed.
GIVEN, REFUSED, WITHDRAWN = "given", "refused", "withdrawn"
# A yes that was for one contact only, and the contact was made.
USED = "used"
ASKED, WITHOUT = "asked", "without"
WORDS = (ASKED, GIVEN, REFUSED, WITHDRAWN, USED, WITHOUT)
SAID = (GIVEN, REFUSED, WITHDRAWN, USED)
# How long before its last day an agreement is said to end soon.
SOON = timedelta(days=14)
# What a given word has become once its last day is over. Nobody writes it down.
EXPIRED = "expired"
# Help at a desk, by a referral; a file of records, by an export.
GIVE_SERVICE, EXPORT = "give_service", "export"
PURPOSES = (GIVE_SERVICE, EXPORT)
MODES = ("spoken", "written", "gesture", "recorded")
# On what a sharing without agreement rests, and where that is written.
SOURCES = {"legal_duty": "duty_to_report", "danger": "vital_interest", "child": "child_first"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line about one recipient and purpose, as far as it matters here. `until` is its last day."""

    number: int
    word: str
    classes: tuple[str, ...]
    until: date | None = None


def word_on(lines: Iterable[Line], data_class: str, today: date) -> str:
    """The person's last word on a class of data: given, refused, withdrawn, used, expired; empty when there is none.

    An end that was said later shortens, and a word that ran out does not bring back the one before it.
    """
    said = [one for one in lines if one.word in SAID and data_class in one.classes]
    if not said:
        return ""
    last = max(said, key=lambda one: one.number)
    over = last.word == GIVEN and last.until is not None and today > last.until
    return EXPIRED if over else last.word


def in_force(lines: Iterable[Line], today: date) -> frozenset[str]:
    """The classes of data that may go there today because the person agrees."""
    held = list(lines)
    return frozenset(name for name in _named(held) if word_on(held, name, today) == GIVEN)


def stopped(lines: Iterable[Line], wanted: Iterable[str], today: date) -> dict[str, str]:
    """Of the classes that are wanted, those on which the last word is no, and that word. Unasked ones are not among."""
    held = list(lines)
    words = {name: word_on(held, name, today) for name in sorted(set(wanted))}
    return {name: word for name, word in words.items() if word not in ("", GIVEN)}


def last_day(lines: Iterable[Line], today: date) -> date | None:
    """The earliest day on which something that is in force ends; None when nothing has an end."""
    held = list(lines)
    ends = [end for name in in_force(held, today) if (end := end_of(held, name)) is not None]
    return min(ends, default=None)


def ends_soon(until: date | None, today: date) -> bool:
    """True from fourteen days before a last day until that day is over. A model, not adopted."""
    return until is not None and until - SOON <= today <= until


def end_of(lines: Iterable[Line], data_class: str) -> date | None:
    """The last day of the last word on a class."""
    said = [one for one in lines if one.word in SAID and data_class in one.classes]
    return max(said, key=lambda one: one.number).until if said else None


def taken_back(lines: Iterable[Line], today: date, *, still_needed: Iterable[str] = ()) -> tuple[str, ...]:
    """What a withdrawal takes back: whatever was given, ended or not, but for what something else still rests on."""
    held, kept = list(lines), set(still_needed)
    words = {name: word_on(held, name, today) for name in _named(held)}
    return tuple(sorted(name for name, word in words.items() if word in (GIVEN, EXPIRED) and name not in kept))


def _named(lines: Iterable[Line]) -> set[str]:
    return {name for one in lines for name in one.classes}
