"""One part of what is held about a person, and how the day and the place that it came from are said."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from himaya.kernel import clock, days, languages


@dataclass(frozen=True, slots=True)
class Item:
    """One part: what it is, what it says, where and when it came from.

    `raw` is what it says in no language: a part that says something else afterwards is another part.
    """

    name: str
    section: str
    label: str
    value: str
    source: str
    raw: str

    @property
    def key(self) -> str:
        """What names it in a decision: a name, and a print of what was looked at."""
        return f"{self.name}@{hashlib.sha256(self.raw.encode()).hexdigest()[:16]}"


def on(day: Any, where: str) -> str:
    """A day and a desk."""
    return f"{said_day(day)} · {where}"


def date_of(moment: datetime) -> date:
    """The day of a moment, by the nation's clock."""
    return moment.astimezone(clock.here()).date()


def said_day(day: Any) -> str:
    """A day in words; empty for none."""
    return days.in_words(day, languages.current()) if day else ""


def joined(*parts: Any) -> str:
    """What there is of these, as one line."""
    return " · ".join(str(part) for part in parts if part)
