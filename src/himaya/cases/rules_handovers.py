"""When a case may go to another desk, and on what that rests. Pure.

Source: reasons of a referral out in the Human Trafficking Case Data Standard (IOM, HTCDS); the seven days of an offer
and the classes of data that no case can do without are a proposal of this software, not adopted.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

OFFERED, ACCEPTED, DECLINED, TAKEN_BACK = "offered", "accepted", "declined", "taken_back"
STATES = (OFFERED, ACCEPTED, DECLINED, TAKEN_BACK)
# As HTCDS names them, in our spelling.
REASONS = ("migration_or_change_of_location", "additional_services", "other")
DAYS = 7
# A desk that is to go on with somebody must be able to call them by a name and reach them without danger.
NEEDED = frozenset({"first_name", "safe_contact", "age_group", "language"})


def ends_at(offered_at: datetime) -> datetime:
    """When an offer that nobody answered is over."""
    return offered_at + timedelta(days=DAYS)


def is_over(state: str, expires_at: datetime, now: datetime) -> bool:
    """True for an offer whose time is over; one that was answered is not over, it is answered."""
    return state == OFFERED and now >= expires_at


def missing(chosen: Iterable[str], agreed: Iterable[str]) -> frozenset[str]:
    """What is chosen or needed and the person does not agree to today, for another institution."""
    return (NEEDED | frozenset(chosen)) - frozenset(agreed)
