"""The only clock of the house, so that a test can stop it and a rule need not know it.

Set back while a process runs, it goes on from where it was: an access that ends in four hours ends in four hours.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from himaya.kernel import rules_clock

_stopped_at: list[datetime] = []
# The same moment on both clocks of the machine: the second one nobody can set.
_began = (timezone.now(), time.monotonic())


def now() -> datetime:
    """The present moment, timezone-aware (UTC)."""
    if _stopped_at:
        return _stopped_at[-1]
    began, at = _began
    return rules_clock.held(timezone.now(), began, timedelta(seconds=time.monotonic() - at))


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
