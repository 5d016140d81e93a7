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


def shared(one: Iterable[Token], other: Iterable[Token]) -> frozenset[Token]:
    """The tokens that two people have in common: of one kind, equal, and made by the same version of the rules."""
    return frozenset(one).intersection(other)


def kinds(tokens: Iterable[Token]) -> frozenset[str]:
    """Of what kinds these tokens are."""
    return frozenset(token.kind for token in tokens)


def one_each[P](in_order: Iterable[P], as_one: Mapping[P, Collection[P]]) -> dict[P, frozenset[P]]:
    """The first of each human, with all of these that were said to be that one person, themself among them.

    >>> {first: sorted(all_of) for first, all_of in one_each(["c", "b", "a"], {"a": {"c"}, "c": {"a"}}).items()}
    {'c': ['a', 'c'], 'b': ['b']}
    """
    order = list(in_order)
    left = dict.fromkeys(order)
    found: dict[P, frozenset[P]] = {}
    for first in order:
        if first in left:
            found[first] = frozenset({first, *as_one.get(first, ())} & left.keys())
            for one in found[first]:
                del left[one]
    return found


def to_tell[P](found: Mapping[P, Collection[Token]]) -> frozenset[P]:
    """Of the people of one institution, each with the tokens that they share: those of whose file a desk is told.

    Only an equal document says who is meant where many bear that name and year of birth, and where several are found
    each by another name: whoever lists names in one file would ask about all of them.

    >>> name, surname = Token(FULL, b"1", 1), Token(SURNAME_YEAR, b"2", 1)
    >>> sorted(to_tell({"a": {name, surname}, "b": {name}, "c": {Token(DOCUMENT, b"3", 1)}}))
    ['a', 'c']
    """
    likely = {one: tokens for one, tokens in found.items() if may_be_one(kinds(tokens))}
    by_document = {one for one, tokens in likely.items() if DOCUMENT in kinds(tokens)}
    by_name = [tokens for tokens in likely.values() if kinds(tokens) >= {FULL, SURNAME_YEAR}]
    names = [{token.value for token in tokens if token.kind == FULL} for tokens in by_name]
    several_names = bool(names) and not set.intersection(*names)
    return frozenset(by_document if several_names or len(likely.keys() - by_document) > MOST_ALIKE else likely)


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
