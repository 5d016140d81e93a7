"""The only clock of the house, so that a test can stop it and a rule need not know it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_stopped_at: list[datetime] = []


def now() -> datetime:
    """The present moment, timezone-aware (UTC)."""
    return _stopped_at[-1] if _stopped_at else timezone.now()


def here() -> ZoneInfo:
    """The nation's time zone: opening hours and days are counted in it."""
    return ZoneInfo(settings.TIME_ZONE)


def today() -> date:
    """The present day in the nation's time zone."""
    return now().astimezone(here()).date()


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """For tests: inside the block it is always `at` (aware)."""
    _stopped_at.append(at)
    try:
        yield
    finally:
        _stopped_at.pop()
