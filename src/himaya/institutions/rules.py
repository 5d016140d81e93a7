"""Opening hours and response times, by the wall clock of the moments passed in. Pure: no store, no clock.

Hours are `"24/7"`, or weekday -> spans, a span being `"08:30-16:30"` or `("08:30", "16:30")`; a weekday left out is
closed, and a span that ends before it begins runs past midnight. Beside the weekdays may stand `ramadan`, another week
with its first and last day (`from`, `to`), and `days`, spans by date, none for a closed day; the date says most. A span
belongs to the day on which it begins. Moments are aware and in the nation's time zone.
Source: design/product.md ("response targets run in clock hours when urgent, in the desk's opening hours otherwise").
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

Span = str | Sequence[str]
Hours = str | Mapping[str, Any]

ALWAYS = "24/7"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RAMADAN, DAYS = "ramadan", "days"
# Nobody waits longer than this for a desk to open; beyond it the hours are taken as "never".
HORIZON_DAYS = 60


def is_open(hours: Hours, at: datetime) -> bool:
    """True when the desk is open at this moment."""
    return hours == ALWAYS or any(start <= at < end for start, end in _around(hours, at))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """The moment the desk opens next; `at` itself when it is open; None when it never opens."""
    if is_open(hours, at):
        return at
    return next((start for start, _end in _from(hours, at) if start > at), None)


def closing(hours: Hours, at: datetime) -> datetime | None:
    """The end of the span that `at` lies in, the latest of them; None outside of all."""
    return max((end for start, end in _around(hours, at) if start <= at < end), default=None)


def due_at(*, start: datetime, minutes: int, hours: Hours | None = None) -> datetime:
    """The moment by which an answer is owed. Without hours, or with none to count in, the clock runs on."""
    if hours is None or hours == ALWAYS or next_opening(hours, start) is None:
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    left = timedelta(minutes=minutes)
    for opens, closes in _from(hours, start):
        begins = max(opens, start)
        # Differences are taken in UTC: between two wall clocks of one zone a change of the hour would be lost.
        length = closes.astimezone(UTC) - begins.astimezone(UTC)
        if length >= left:
            return (begins.astimezone(UTC) + left).astimezone(start.tzinfo)
        left -= max(length, timedelta())
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def spans_on(hours: Hours, day: date) -> Sequence[Span]:
    """The spans that begin on a day: what was said of this date, else of Ramadan, else of the weekday."""
    if not isinstance(hours, Mapping):
        return ()
    said: Mapping[str, Sequence[Span]] = hours.get(DAYS) or {}
    if day.isoformat() in said:
        return said[day.isoformat()]
    month = hours.get(RAMADAN)
    week = month if month and month["from"] <= day.isoformat() <= month["to"] else hours
    return week.get(WEEKDAYS[day.weekday()]) or ()


def midway(start: datetime, target: datetime) -> datetime:
    """The moment of the reminder: half of the way to the target, by hours that pass and not by the wall clock."""
    first, last = start.astimezone(UTC), target.astimezone(UTC)
    return (first + (last - first) / 2).astimezone(start.tzinfo)


def _around(hours: Hours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    for days in (-1, 0):
        yield from _on(hours, at.date() + timedelta(days=days), at)


def _from(hours: Hours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    for days in range(-1, HORIZON_DAYS):
        for start, end in _on(hours, at.date() + timedelta(days=days), at):
            if end > at:
                yield start, end


def _on(hours: Hours, day: date, like: datetime) -> list[tuple[datetime, datetime]]:
    if not isinstance(hours, Mapping):
        return []
    spans = [_ends(span) for span in spans_on(hours, day)]
    return sorted((_at(day, start, like), _at(day, end, like, after=start)) for start, end in spans)


def _ends(span: Span) -> tuple[str, str]:
    start, end = span.split("-") if isinstance(span, str) else span
    return start, end


def _at(day: date, clock: str, like: datetime, *, after: str = "") -> datetime:
    if clock == "24:00" or (after and clock <= after):
        day += timedelta(days=1)
    return datetime.combine(day, time.fromisoformat("00:00" if clock == "24:00" else clock), like.tzinfo)
