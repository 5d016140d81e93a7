"""From a day and an hour that somebody typed to one moment, and back. Pure.

The nation's clock changes around Ramadan: an hour may not exist (the clock jumps over it) or come twice. A moment is
kept in UTC with the name of its zone, never with a fixed offset (design/coordination.md section 9).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class NoSuchHour(ValueError):
    """The clock jumps over this hour on that day."""

    day: date
    hour: time


@dataclass(frozen=True, slots=True)
class HourComesTwice(ValueError):
    """The clock is set back on that day, so this hour comes twice."""

    day: date
    hour: time


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which the clock of the zone shows that hour on that day.

    Raises NoSuchHour or HourComesTwice around a change of the clock.
    """
    first = datetime.combine(day, hour, tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == first.replace(tzinfo=None)
        raise (HourComesTwice if exists else NoSuchHour)(day, hour)
    return first.astimezone(UTC)


def offset_words(moment: datetime, zone: ZoneInfo) -> str:
    """How far the clock of the zone is from UTC at that moment: `UTC`, `UTC+1`, `UTC+5:30`."""
    seconds = int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'+' if seconds > 0 else '-'}{hours}" + (f":{minutes:02d}" if minutes else "")


def clock_differs(moment: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """True when the clock of the zone stands at another distance from UTC then than now."""
    return moment.astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset()
