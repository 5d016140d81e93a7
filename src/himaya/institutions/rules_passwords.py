"""Passwords: how long one may be, and how long one that was handed out opens anything. Pure: no store, no clock.

Model, not adopted: the days are ours to begin with; an institution sets its own.
Source: ASVS 5.0 V6.2.8, V6.2.9 and V6.4.1.
"""

from datetime import datetime, timedelta

# Above what anybody types, below what costs the server: longer ones are refused, and none is ever cut.
LONGEST = 256
HANDED_OPENS_FOR = timedelta(days=14)


def is_over(handed_at: datetime | None, *, now: datetime) -> bool:
    """True when a password that somebody else gave was left too long; one that its holder chose never is."""
    return handed_at is not None and now - handed_at >= HANDED_OPENS_FOR
