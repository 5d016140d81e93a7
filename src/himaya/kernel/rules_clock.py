"""When a clock may be believed. Pure: moments in, conclusion out.

Source: design/security.md 4: an epoch is destroyed on a day, and that day must have come.

A clock that was set forward would destroy early what a backup still needs; one that was set back would let an access of
four hours live for days.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

# Below, machines differ and NTP corrects.
SLACK = timedelta(seconds=60)
# So many days without a single row a working installation is not: it was off, or the days were skipped.
SILENCE = timedelta(days=7)
BEHIND, AHEAD = "clock_behind", "clock_ahead"


def held(wall: datetime, began: datetime, elapsed: timedelta) -> datetime:
    """The present for a process that began at `began`: the wall clock, unless it was set back since."""
    reckoned = began + elapsed
    return reckoned if reckoned - wall > SLACK else wall


def doubt(now: datetime, latest: datetime | None, days: Iterable[date], today: date) -> str:
    """What speaks against the clock: BEHIND, AHEAD or nothing.

    `latest`: the latest moment that was written down; `days`: those on which anything was, since the clock was last
    found in order.
    """
    if latest is not None and latest - now > SLACK:
        return BEHIND
    known = sorted({*days, today})
    return AHEAD if any(later - earlier > SILENCE for earlier, later in pairwise(known)) else ""
