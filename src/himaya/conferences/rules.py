"""What a case conference may take up, who may hear it, and for how long. Pure.

Source: do-no-harm 4, 7, 9 and 14 (two parts, protection without police; whose consent or which law covers whom; health
in functional terms); the lengths of time are a proposal of this software (ADR 38).

>>> part_stands(JUSTICE, [("justice", AGREED_WORD)], child=False), part_stands(JUSTICE, [], child=False)
(True, False)
>>> part_stands(JUSTICE, [("justice", AGREED_WORD), ("justice", WITHDRAWN)], child=False)
False
>>> part_stands(JUSTICE, [("justice", AGREED_WORD)], child=True), part_stands(PROTECTION, [], child=False)
(False, True)
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from himaya.conferences import states

PROTECTION, JUSTICE = "protection", "justice"
PARTS = (PROTECTION, JUSTICE)
# What the person said, or what was said to them, about a conference.
TOLD, AGREED_WORD, REFUSED, WITHDRAWN = "told", "agreed", "refused", "withdrawn"
BEST_INTEREST, ATTENDS, SENDS_WORDS, TOLD_AFTER = "best_interest", "attends", "sends_words", "told_after"
WORDS = (TOLD, AGREED_WORD, REFUSED, WITHDRAWN, BEST_INTEREST, ATTENDS, SENDS_WORDS, TOLD_AFTER)
ABOUT_A_PART = (AGREED_WORD, REFUSED, WITHDRAWN, BEST_INTEREST)
NO = (REFUSED, WITHDRAWN)
# What opens the justice part: her yes, for a child the best interest.
OPENS = (AGREED_WORD, BEST_INTEREST)
GUARDIAN = ("no", "yes", "unknown")
AGREEMENT, LAW = "agreement", "law"
BASES = (AGREEMENT, LAW)
SAFETY, HOUSING, HEALTH, CHILD = "safety", "housing", "health", "child"
PAPERS, WORK, STEPS, RETURN, OTHER = "papers", "work", "justice_steps", "return", "other"
# What an item of a topic tells at least, by the classes of data of the house: who hears it must be agreed to for these.
TOPICS: dict[str, tuple[str, ...]] = {
    SAFETY: ("danger_now",),
    HOUSING: ("needs",),
    HEALTH: ("needs",),
    CHILD: ("dependants",),
    PAPERS: ("needs",),
    WORK: ("work_sector",),
    # What is asked of her and when: the answers of the screening are no part of it.
    STEPS: ("needs",),
    RETURN: ("needs",),
    OTHER: ("needs",),
}
# Steps of proceedings have no place where police may not sit.
ONLY_JUSTICE = frozenset({STEPS})
CHOSEN_REASONS = ("person_wishes", "danger_first", "too_few", "postponed", "error")
# Nobody chooses it: the file was closed over a conference that was only called.
FILE_CLOSED = "file_closed"
CANCEL_REASONS = (*CHOSEN_REASONS, FILE_CLOSED)
SHORTEST, LONGEST = 10, 90
PER_ITEM = (5, 10, 15, 20)
OPENS_BEFORE, EXCERPT = timedelta(minutes=15), timedelta(hours=24)
# So long a desk finds in its list what is over.
LISTED = timedelta(days=7)
LONGEST_WORDS, LONGEST_HEALTH_WORDS = 1200, 160
# Why somebody may not hear an item.
NOT_NAMED, PART_OVER, NOT_AGREED, NO_LAW = "not_named", "part_over", "not_agreed", "no_law"
_WORD = re.compile(r"[\w’']+")
# Joined in front of an Arabic word: and, with, for, the … A term is found behind them too.
_JOINED = ("وال", "بال", "لل", "ال", "و", "ب", "ل")


@dataclass(frozen=True, slots=True)
class Hears:
    """Whether a desk may hear an item: on what that rests, or why not."""

    may: bool
    basis: str = ""
    why_not: str = ""


def last_word(part: str, said: Iterable[tuple[str, str]]) -> str:
    """The last word about a part, the lines being in order; empty when nothing was said."""
    return next((word for about, word in reversed(list(said)) if about == part and word in ABOUT_A_PART), "")


def part_stands(part: str, said: Iterable[tuple[str, str]], *, child: bool) -> bool:
    """Protection stands until somebody says no; justice only on a yes, for a child on a best-interest decision."""
    last = last_word(part, said)
    if last in NO:
        return False
    return part == PROTECTION or last == (BEST_INTEREST if child else AGREED_WORD)


def goes_on(state: str, parts: Iterable[str], said: Iterable[tuple[str, str]], *, child: bool) -> bool:
    """Whether a meeting goes on for a desk that sits in these parts: not cancelled, and one of them stands.

    Where it does not, the desk is shown one and the same, so that nobody who declines proceedings is surfaced to those
    who prosecute (do-no-harm 7).

    >>> goes_on(states.CALLED, (JUSTICE,), [("justice", AGREED_WORD), ("justice", WITHDRAWN)], child=False)
    False
    """
    lines = list(said)
    return state != states.CANCELLED and any(part_stands(part, lines, child=child) for part in parts)


def may_decide(part: str, guardian: str, *, best_interest: bool) -> bool:
    """False for a best-interest decision that would open justice while a guardian may be implicated: proceedings reach
    whoever stands for the child, so somebody who is not implicated has to stand for them first.

    >>> may_decide(JUSTICE, "unknown", best_interest=True), may_decide(PROTECTION, "yes", best_interest=True)
    (False, True)
    """
    return not best_interest or part != JUSTICE or guardian == "no"


def hears(named: str, *, stands: bool, classes: Iterable[str], agreed: frozenset[str], lawful: frozenset[str]) -> Hears:
    """May a desk hear an item on which it is named with this basis, given what rests there today.

    >>> hears(AGREEMENT, stands=True, classes=("needs",), agreed=frozenset({"needs"}), lawful=frozenset()).may
    True
    >>> hears(AGREEMENT, stands=True, classes=("needs",), agreed=frozenset(), lawful=frozenset({"needs"})).why_not
    'not_agreed'
    """
    if not stands:
        return Hears(False, named, PART_OVER)
    if not named:
        return Hears(False, "", NOT_NAMED)
    covered = agreed if named == AGREEMENT else lawful
    if set(classes) <= covered:
        return Hears(True, named)
    return Hears(False, named, NOT_AGREED if named == AGREEMENT else NO_LAW)


def ends_at(begins_at: datetime, minutes: int) -> datetime:
    """The end of the whole, by the clock."""
    return begins_at + timedelta(minutes=minutes)


def open_to_desks(state: str, begins_at: datetime, minutes: int, now: datetime) -> bool:
    """From a quarter of an hour before until the end by the clock, whether or not somebody closes the meeting."""
    return state in states.LIVE and begins_at - OPENS_BEFORE <= now < ends_at(begins_at, minutes)


def excerpt_open(state: str, agreed_at: datetime | None, now: datetime) -> bool:
    """A day for reading what one's desk heard, once the minutes are agreed."""
    return state == states.AGREED and agreed_at is not None and now < agreed_at + EXCERPT


def fits(items: int, minutes: int, per_item: int) -> bool:
    """Whether so many items have their minutes within the whole.

    >>> fits(9, 90, 10), fits(10, 90, 10)
    (True, False)
    """
    return items * per_item <= minutes


def found_in(text: str, terms: Sequence[str]) -> str:
    """The first word of the text, as it was typed, that is in the list of terms; empty when none is.

    >>> found_in("Elle a un PTSD.", ["ptsd"]), found_in("a depressing day", ["depress*"])
    ('PTSD', 'depressing')
    >>> found_in("rest", ["tb"]), found_in("بالسيدا", ["سيدا"])
    ('', 'بالسيدا')
    >>> found_in("a stress post-test", ["post test"])
    'post test'
    """
    plain = [_plain(term) for term in terms]
    for typed in _WORD.findall(text):
        if any(_same(word, term) for part in _WORD.findall(_plain(typed)) for word in _bare(part) for term in plain):
            return str(typed)
    joined = f" {' '.join(_WORD.findall(_plain(text)))} "
    return next((term for term in plain if " " in term and f" {term} " in joined), "")


def _same(word: str, term: str) -> bool:
    return word.startswith(term[:-1]) if term.endswith("*") else word == term


def _bare(word: str) -> list[str]:
    return [word, *(word[len(one) :] for one in _JOINED if word.startswith(one) and len(word) > len(one) + 2)]


def _plain(text: str) -> str:
    """Small letters without accents and vowel marks."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("'", " ")
