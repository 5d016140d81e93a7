"""The values of expressions and how one kind becomes another, as JavaRosa does it.

Kinds: bool, float, str, Moment (a date or a date with a time), and a list of cells.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Union

EPOCH = dt.date(1970, 1, 1)
TINY = 1e-12
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date with a time of day in its own offset. `days` counts from 1970-01-01, local midnight."""

    day: dt.date
    time: dt.time | None = None

    @property
    def days(self) -> float:
        whole = (self.day - EPOCH).days
        if self.time is None:
            return float(whole)
        passed = dt.timedelta(
            hours=self.time.hour,
            minutes=self.time.minute,
            seconds=self.time.second,
            microseconds=self.time.microsecond,
        )
        return whole + passed / dt.timedelta(days=1)

    def text(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.time.isoformat('milliseconds')}"


@dataclass(slots=True, eq=False)
class Cell:
    """One node of a tree that expressions read.

    `value` is the text, `typed` the same as float or Moment when the bind says so. A cell that is not
    relevant is invisible to expressions.
    """

    name: str
    value: str = ""
    typed: float | str | Moment = ""
    relevant: bool = True
    parent: Cell | None = field(default=None, repr=False)
    children: list[Cell] = field(default_factory=list, repr=False)

    def add(self, child: Cell) -> Cell:
        child.parent = self
        self.children.append(child)
        return child


Value = Union[bool, float, str, Moment, list[Cell]]  # noqa: UP007  (list[Cell] names a later class for mypy)
Atom = bool | float | str | Moment


def typed(text: str, kind: str) -> float | str | Moment:
    """The text as the bind's type; text that does not fit stays text."""
    if not text:
        return ""
    if kind in ("int", "integer", "decimal"):
        return float(text) if _NUMBER.match(text) else text
    if kind in ("date", "dateTime"):
        return moment(text) or text
    return text


def moment(text: str) -> Moment | None:
    """An ISO 8601 date or date and time; None when it is not one, or no such day exists."""
    day_text, _, time_text = text.strip().partition("T")
    match = _DATE.match(day_text)
    if match is None:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        return Moment(day, clock(time_text) if time_text else None)
    except ValueError:
        return None


def clock(text: str) -> dt.time:
    """A time of day, its offset dropped. Raises ValueError."""
    match = _TIME.match(text.strip())
    if match is None:
        raise ValueError(text)
    micro = int((match[4] or "0").ljust(6, "0"))
    return dt.time(int(match[1]), int(match[2]), int(match[3] or 0), micro)


def atom(value: Value) -> Atom:
    """A list of cells becomes the value of its first, or the empty text."""
    if isinstance(value, list):
        return value[0].typed if value else ""
    return value


def string(value: Value) -> str:
    if type(value) is str:
        return value
    if isinstance(value, list):
        return cell_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value.text()  # type: ignore[union-attr]


def cell_text(cell: Cell) -> str:
    """Numbers are written anew ("007" is 7), everything else stays as it was given."""
    return number_text(cell.typed) if isinstance(cell.typed, float) else cell.value


def number_text(value: float) -> str:
    """Whole numbers without a point, tiny ones as 0, never an exponent (W3C XPath 1.0, section 4.2)."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value) < TINY:
        return "0"
    if abs(value - round(value)) < TINY and abs(value) < 1e15:
        return str(round(value))
    return repr(value) if 1e-4 <= abs(value) < 1e15 else format(Decimal(repr(value)), "f")


def number(value: Value) -> float:
    value = atom(value)
    if type(value) is float:
        return value
    if isinstance(value, str):
        return float(value) if _NUMBER.match(value) else math.nan
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Moment):
        return value.days
    return float(value)


def boolean(value: Value) -> bool:
    value = atom(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, float):
        return not math.isnan(value) and abs(value) > TINY
    return True
