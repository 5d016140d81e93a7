"""Who may be the same person by tokens alone, how often and how long it is asked, what a yes rests on. Pure.

Sources: do-no-harm 3 and 18 (across institutions the holding desk is told, asks the person and decides; only tokens,
under a written protocol), security 5 (the blind index). Days and the rule itself are a model, not adopted.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from himaya.persons.index_tokens import DOCUMENT_FIELD as DOCUMENT
from himaya.persons.names import FULL, PHONETIC_PAIR, SURNAME_YEAR

KINDS = (DOCUMENT, FULL, SURNAME_YEAR, PHONETIC_PAIR)
# So long an enquiry is open, and the same institution is not asked about the same person again.
OPEN_FOR = timedelta(days=30)
# So long after a yes the two desks find each other by it.
ANSWERED_FOR = timedelta(days=30)
# More people of one name and year in one institution are a sign of none: each of them would be asked for nothing.
MOST_ALIKE = 3


def may_be_one(shared: Collection[str]) -> bool:
    """True where two people share enough by the kinds of equal tokens: their document, or whole name and year of birth.

    A name alone is never enough, however rare; nor is one that only sounds alike.

    >>> may_be_one({DOCUMENT}), may_be_one({FULL, SURNAME_YEAR}), may_be_one({FULL}), may_be_one({SURNAME_YEAR})
    (True, True, False, False)
    """
    return DOCUMENT in shared or {FULL, SURNAME_YEAR} <= set(shared)


@dataclass(frozen=True, slots=True)
class Token:
    """One row of the blind index, of whoever: its kind, the keyed hash, and by which rules it was made."""

    kind: str
    value: bytes
    version: int


def shared(one: Iterable[Token], other: Iterable[Token]) -> frozenset[str]:
    """The kinds in which two people have an equal token made by the same version of the rules."""
    mine = {(token.kind, token.value, token.version) for token in one}
    return frozenset(token.kind for token in other if (token.kind, token.value, token.version) in mine)


def to_tell[P](found: Mapping[P, Collection[str]]) -> frozenset[P]:
    """Of the people of one institution, each with the kinds that they share: those of whose file a desk is told.

    Where many bear that name and year of birth, only an equal document says who is meant.

    >>> sorted(to_tell({"a": {FULL, SURNAME_YEAR}, "b": {FULL}, "c": {DOCUMENT}}))
    ['a', 'c']
    """
    likely = {one for one, kinds in found.items() if may_be_one(kinds)}
    by_document = {one for one in likely if DOCUMENT in found[one]}
    return frozenset(likely if len(likely - by_document) <= MOST_ALIKE else by_document)


def is_over(expires_at: datetime, now: datetime) -> bool:
    """True once nobody is asked any more."""
    return now >= expires_at


def too_soon(asked_before: Iterable[tuple[datetime, Collection[str]]], parties: Collection[str], now: datetime) -> bool:
    """True where one of these institutions was asked about the same person within a month.

    A withdrawn enquiry counts: else somebody would be asked again and again whether they wish to be found.
    """
    return any(now < at + OPEN_FOR and not set(before).isdisjoint(parties) for at, before in asked_before)


def ends(expires_at: datetime, answered: Iterable[datetime]) -> datetime:
    """When an enquiry and everything of it is deleted: at its end, or a month after the last yes."""
    return max([expires_at, *(at + ANSWERED_FOR for at in answered)])


def said_yes(*, child: bool, agrees: bool, heard: bool, best: bool) -> str:
    """What still stands against taking it as the person's yes: the field to look at; empty where it is one.

    A child is heard and says yes, and it serves what is best for the child; no guardian is asked (do-no-harm 6).

    >>> said_yes(child=False, agrees=True, heard=False, best=False)
    ''
    >>> said_yes(child=True, agrees=True, heard=True, best=False)
    'best'
    """
    if not agrees:
        return "agrees"
    if child and not heard:
        return "heard"
    return "best" if child and not best else ""
