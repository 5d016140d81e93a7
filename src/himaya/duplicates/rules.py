"""How often a search may be made, what is laid before people, and how a pair is called in words. Pure.

Sources: do-no-harm 18 (on demand, two persons, at most monthly, inside one institution); do-no-harm 8 (no score, no
percentage). Days and numbers are a model, not adopted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

MONTH = timedelta(days=30)
TO_AGREE = timedelta(days=7)
# An agreement is to what is kept now: a worker that was away for longer begins nothing under it.
TO_BEGIN = timedelta(days=7)
# What nobody looked at is deleted after so long: it links files of people.
KEPT_FOR = timedelta(days=60)
# A worker that says nothing for so long was killed: another one goes on with the search that was agreed to.
SILENT_FOR = timedelta(minutes=2)
MOST_ATTEMPTS = 3
# Fewer records with a name teach no weights: those that ship are used, and the page says so.
LEAST_TO_LEARN = 1000
# From which probability on a pair is laid before people, and how many at most.
LAID_FROM = 0.3
MOST_LAID = 500
VERY_LIKELY, LIKELY, POSSIBLE, UNLIKELY = "very_likely", "likely", "possible", "unlikely"


def too_soon(last_opened: datetime | None, now: datetime) -> bool:
    """True within a month of the last search that opened identities. One that opened none does not count."""
    return last_opened is not None and now < last_opened + MONTH


def is_over(expires_at: datetime, now: datetime) -> bool:
    """True when nobody agreed, or no worker began, in time."""
    return now >= expires_at


def is_silent(heard_at: datetime, now: datetime) -> bool:
    """True when whoever works on it must have been killed."""
    return now >= heard_at + SILENT_FOR


def in_words(probability: float) -> str:
    """A code for the page: people are shown words and reasons, never a number to lean on."""
    if probability >= 0.95:
        return VERY_LIKELY
    if probability >= 0.7:
        return LIKELY
    return POSSIBLE if probability >= LAID_FROM else UNLIKELY


def worth_showing[T](pairs: Sequence[tuple[float, T]]) -> list[tuple[float, T]]:
    """Of (probability, pair), the likeliest that are laid before people."""
    shown = [one for one in pairs if one[0] >= LAID_FROM]
    return sorted(shown, key=lambda one: -one[0])[:MOST_LAID]
