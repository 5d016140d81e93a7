"""Whether somebody may do qualified work on a day, and why not. Pure: facts and days in, codes out.

Days are whole days, the first and the last included. A qualification counts from its first day and never before the
day on which the second person confirmed it: nobody is qualified backwards. From the day on which it is ended it counts
no more, and for a day before that it still does: what was led under it stays led under it.

Source: design/product.md G3 and Roles ("Conducts the identification interview, with a valid certificate"); issue 8,
item 2 ("Only a holder of the qualification leads it"). Model, not adopted: no text that was read asks for a certificate
or says how long one lasts.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

IDENTIFICATION_INTERVIEW = "identification_interview"
# What is written in a row.
WAITING, CONFIRMED, REFUSED, ENDED = "waiting", "confirmed", "refused", "ended"
# How it stands on a day, beside waiting, refused and ended.
TO_COME, IN_FORCE, ENDS_SOON, OVER = "to_come", "in_force", "ends_soon", "over"
COUNTS = (IN_FORCE, ENDS_SOON)
# Why somebody is not qualified, when no row says it: no row, or no seat with the role it belongs to.
MISSING, NO_ROLE = "missing", "no_role"
# The first of these that a row is found in says why not: what helps soonest comes first.
SAID_FIRST = (WAITING, TO_COME, OVER, ENDED)
SOON = timedelta(days=30)
# Codes with words of their own; none of them judges how somebody works.
REFUSALS = ("certificate_not_shown", "differs_from_certificate", "entered_by_mistake", "not_recognised")
ENDINGS = ("certificate_withdrawn", "entered_by_mistake", "asked_by_holder", "other_work")
LONGEST_ISSUER, LONGEST_NUMBER = 120, 40


@dataclass(frozen=True, slots=True)
class Facts:
    """A qualification as the rules see it."""

    state: str
    first: date
    last: date
    confirmed_on: date | None = None
    ended_on: date | None = None


def standing(facts: Facts, on: date) -> str:
    """How it stands on a day."""
    if facts.state in (WAITING, REFUSED):
        return facts.state
    if facts.ended_on is not None and on >= facts.ended_on:
        return ENDED
    if on < max(facts.first, facts.confirmed_on or facts.first):
        return TO_COME
    if on > facts.last:
        return OVER
    return ENDS_SOON if facts.last <= on + SOON else IN_FORCE


def why_not(held: Iterable[Facts], on: date, *, holds_role: bool) -> str:
    """Empty for somebody who is qualified on that day, else the code of why not.

    `holds_role`: the account is active and sits on that day at some desk with the role that the kind belongs to.
    """
    if not holds_role:
        return NO_ROLE
    found = {standing(one, on) for one in held}
    if found.intersection(COUNTS):
        return ""
    return next((code for code in SAID_FIRST if code in found), MISSING)


def longest_until(first: date, months: int) -> date:
    """The last day of one that begins on this day and lasts as long as it may: twelve months from 1 March end on
    the last of February."""
    whole = first.year * 12 + first.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)
