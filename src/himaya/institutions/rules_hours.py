"""Opening hours as somebody types them, one line a day. Pure.

Source: issue 7 (hours: weekly, in Ramadan, on single days). What is kept has the format of `rules.py`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from himaya.institutions.rules import DAYS, RAMADAN, WEEKDAYS

_SPAN = re.compile(r"([01]?\d|2[0-4])[:h]([0-5]\d)?-([01]?\d|2[0-4])[:h]([0-5]\d)?")
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩،–—", "0123456789,--")
MOST_DAYS, LONGEST_SEASON = 60, 31


def spans(typed: str) -> list[str] | None:
    """`08:30-12:00, 14:30-16:30` or `20:00-02:00`; an empty line is a closed day. None when it cannot be read.

    In order and apart; only the last one of a day may run past midnight.
    """
    text = re.sub(r"\s+", "", typed.translate(_ARABIC).lower())
    if not text:
        return []
    found = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part)
        if match is None:
            return None
        start, end = (f"{int(match[i]):02d}:{match[i + 1] or '00'}" for i in (1, 3))
        if start >= "24:00" or end > "24:00" or start == end:
            return None
        found.append((start, end))
    for (_start, end), (start, _end) in zip(found, found[1:], strict=False):
        if end <= _start or start <= end:
            return None
    return [f"{start}-{end}" for start, end in found]


def typed_again(kept: object) -> str:
    """The spans of a day as a line to type over."""
    parts = kept if isinstance(kept, list | tuple) else ()
    return ", ".join(part if isinstance(part, str) else "-".join(part) for part in parts)


def days(typed: str) -> dict[str, list[str]] | None:
    """One date a line, `2027-01-11` for a closed day or `2027-07-30 09:00-12:00`. None when a line cannot be read."""
    found: dict[str, list[str]] = {}
    for line in filter(None, (one.strip() for one in typed.translate(_ARABIC).splitlines())):
        day, _, rest = line.partition(" ")
        read = spans(rest)
        try:
            key = date.fromisoformat(day).isoformat()
        except ValueError:
            return None
        if read is None or key in found:
            return None
        found[key] = read
    return found if len(found) <= MOST_DAYS else None


def is_whole(hours: object) -> bool:
    """True for hours as they may be kept: every span readable, Ramadan with both its days, a month at most."""
    if hours == "24/7":
        return True
    if not isinstance(hours, Mapping) or not set(hours) <= {*WEEKDAYS, RAMADAN, DAYS}:
        return False
    month, single = hours.get(RAMADAN), hours.get(DAYS)
    weeks = [{day: kept for day, kept in hours.items() if day in WEEKDAYS}]
    if month is not None:
        if not isinstance(month, Mapping) or not _is_season(month):
            return False
        weeks.append({day: kept for day, kept in month.items() if day not in ("from", "to")})
    if single is not None and (not isinstance(single, Mapping) or not all(map(_is_day, single))):
        return False
    lines = [line for week in weeks for line in week.values()] + list((single or {}).values())
    return all(set(week) <= set(WEEKDAYS) for week in weeks) and all(_is_line(line) for line in lines)


def ever_opens(hours: object) -> bool:
    """False for a week without an opening: every clock of a referral there would stand still for good.

    >>> ever_opens("24/7"), ever_opens({"mon": ["08:30-16:30"]}), ever_opens({}), ever_opens({"mon": []})
    (True, True, False, False)
    """
    return hours == "24/7" or (isinstance(hours, Mapping) and any(hours.get(day) for day in WEEKDAYS))


def _is_line(line: object) -> bool:
    return isinstance(line, list) and spans(typed_again(line)) is not None


def _is_day(day: object) -> bool:
    try:
        return isinstance(day, str) and date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _is_season(month: Mapping[str, Any]) -> bool:
    first, last = month.get("from"), month.get("to")
    if not (_is_day(first) and _is_day(last)):
        return False
    length = (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days
    return 0 <= length < LONGEST_SEASON
