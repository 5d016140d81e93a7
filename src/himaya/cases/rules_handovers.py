"""When a case may go to another desk, and on what that rests. Pure.

Source: reasons of a referral out in the Human Trafficking Case Data Standard (IOM, HTCDS); the seven days of an offer
and the classes of data that no case can do without are a proposal of this software, not adopted. A child: design/
do-no-harm.md 6 (no consent gate; safety, then the child circuit at once), ADR 82.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from himaya.cases import states
from himaya.cases.rules_inbound import CHILD_SERVICE

OFFERED, ACCEPTED, DECLINED, TAKEN_BACK = "offered", "accepted", "declined", "taken_back"
STATES = (OFFERED, ACCEPTED, DECLINED, TAKEN_BACK)
# As HTCDS names them, in our spelling.
GIVES_WHAT_IS_NEEDED = "additional_services"
REASONS = ("migration_or_change_of_location", GIVES_WHAT_IS_NEEDED, "other")
DAYS = 7
# A desk that is to go on with somebody must be able to call them by a name and reach them without danger.
NEEDED = frozenset({"first_name", "safe_contact", "age_group", "language"})


def ends_at(offered_at: datetime) -> datetime:
    """When an offer that nobody answered is over."""
    return offered_at + timedelta(days=DAYS)


def is_over(state: str, expires_at: datetime, now: datetime) -> bool:
    """True for an offer whose time is over; one that was answered is not over, it is answered."""
    return state == OFFERED and now >= expires_at


def missing(chosen: Iterable[str], agreed: Iterable[str], unasked: Iterable[str] = ()) -> frozenset[str]:
    """What is chosen or needed and the person does not agree to today, for another institution."""
    return (NEEDED | frozenset(chosen)) - frozenset(agreed) - frozenset(unasked)


def unasked(*, child: bool, protects: bool, packet: Iterable[str]) -> frozenset[str]:
    """What goes along without anybody’s yes: of a child, to who protects children, what that service needs, no more.

    >>> sorted(unasked(child=True, protects=True, packet=["needs"]) - NEEDED)
    ['needs', 'telephone']
    >>> unasked(child=True, protects=False, packet=["needs"]), unasked(child=False, protects=True, packet=["needs"])
    (frozenset(), frozenset())
    """
    return NEEDED | {"telephone"} | frozenset(packet) if child and protects else frozenset()


def begins_a_case(*, basis: str, taken: Iterable[str], protects: bool) -> bool:
    """True when taking a referral is taking the case: a child’s, by their circuit, at a desk that protects children.

    >>> taken = ["child_protection"]
    >>> [one for one in states.ROUTES if begins_a_case(basis=one, taken=taken, protects=True)]
    ['child']
    >>> begins_a_case(basis="child", taken=taken, protects=False)
    False
    """
    return basis == states.CHILD and protects and CHILD_SERVICE in taken
