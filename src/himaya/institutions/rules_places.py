"""Free places as a desk said them, and how far that can be relied on. Pure.

Source: domain/assistance.md section 1 (directory with live capacity) and issue 7: what was said more than a day ago is
shown with its day and never as free.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

GOOD_FOR = timedelta(hours=24)
LESS, MORE, FULL, UNKNOWN = "less", "more", "full", "unknown"
WORDS = (LESS, MORE, FULL, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Room:
    """What may be shown: `free` only while it can be relied on, else `once` and when that was said."""

    free: int | None = None
    once: int | None = None
    said_at: datetime | None = None


def room(free: int | None, said_at: datetime | None, now: datetime) -> Room:
    """A number without a moment, or one of more than a day, is not free room any more: one has to ask."""
    if free is None:
        return Room(said_at=said_at)
    if said_at is None or now - said_at > GOOD_FOR:
        return Room(once=free, said_at=said_at)
    return Room(free=free, said_at=said_at)


def after(word: str, free: int | None, total: int) -> int | None:
    """How many places are free after one tap; it stays between none and all. From "not known" one counts from none."""
    if word == UNKNOWN:
        return None
    if word == FULL:
        return 0
    return min(max((free or 0) + (1 if word == MORE else -1), 0), total)
