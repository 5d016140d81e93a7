"""Functions of dates. Times are local to the device that filled the form in; no zone is converted."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from .values import EPOCH, Moment, Value, atom, clock, moment, string

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FURTHEST = 3_000_000.0


def day_of(value: Moment) -> Moment:
    return Moment(value.day)


def from_days(days: float) -> Moment | None:
    """The moment that many days after 1970-01-01; None when there is no such day."""
    if not math.isfinite(days) or abs(days) > FURTHEST:
        return None
    whole = math.floor(days)
    try:
        day = EPOCH + dt.timedelta(days=whole)
    except OverflowError:
        return None
    if days == whole:
        return Moment(day)
    return Moment(day, (dt.datetime.min + dt.timedelta(days=days - whole)).time())


def _as_moment(value: Value) -> Moment | None:
    found = atom(value)
    if isinstance(found, Moment):
        return found
    if isinstance(found, str):
        return moment(found)
    return None if isinstance(found, bool) else from_days(found)


def date(value: Value) -> Value:
    found = _as_moment(value)
    return "" if found is None else day_of(found)


def date_time(value: Value) -> Value:
    found = _as_moment(value)
    return "" if found is None else found


def decimal_date_time(value: Value) -> Value:
    found = _as_moment(value)
    return math.nan if found is None else found.days


def decimal_time(value: Value) -> Value:
    found = atom(value)
    try:
        time = found.time if isinstance(found, Moment) else clock(string(found).rpartition("T")[2])
    except ValueError:
        return math.nan
    return 0.0 if time is None else Moment(EPOCH, time).days


def format_date(value: Value, pattern: Value) -> Value:
    """The moment in a pattern of %Y %y %m %n %b %d %e %a %H %h %M %S %3; text when there is no date."""
    found = _as_moment(value)
    if found is None:
        return ""
    time = found.time or dt.time()
    marks = {
        "%": "%",
        "Y": f"{found.day.year:04d}",
        "y": f"{found.day.year % 100:02d}",
        "m": f"{found.day.month:02d}",
        "n": str(found.day.month),
        "b": _MONTHS[found.day.month - 1],
        "d": f"{found.day.day:02d}",
        "e": str(found.day.day),
        "a": _DAYS[found.day.weekday()],
        "H": f"{time.hour:02d}",
        "h": str(time.hour),
        "M": f"{time.minute:02d}",
        "S": f"{time.second:02d}",
        "3": f"{time.microsecond // 1000:03d}",
    }
    written, text = "", string(pattern)
    parts = iter(text)
    for letter in parts:
        written += marks.get(next(parts, "%"), "") if letter == "%" else letter
    return written


TABLE: dict[str, tuple[int, int | None, Callable[..., Value]]] = {
    "date": (1, 1, date),
    "date-time": (1, 1, date_time),
    "decimal-date-time": (1, 1, decimal_date_time),
    "decimal-time": (1, 1, decimal_time),
    "format-date": (2, 2, format_date),
    "format-date-time": (2, 2, format_date),
}
