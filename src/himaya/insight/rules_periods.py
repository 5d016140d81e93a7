"""Which periods are counted: months, quarters and years of the calendar that are over. Pure.

Source: design/do-no-harm.md 22. A period that runs grows by single acts: two looks at it would say when each was.
"""

import re
from dataclasses import dataclass
from datetime import date

QUARTER, YEAR = "quarter", "year"
MONTHS_BACK, QUARTERS_BACK, YEARS_BACK = 24, 8, 5
_CODE = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter (1 to 4), or a year (quarter 0)."""

    year: int
    quarter: int = 0

    @property
    def kind(self) -> str:
        """`quarter` or `year`."""
        return QUARTER if self.quarter else YEAR

    @property
    def code(self) -> str:
        """`2026-Q3`, `2026`: as an address names it."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        first = self.quarter * 3 - 2 if self.quarter else 1
        return tuple(date(self.year, number, 1) for number in range(first, first + (3 if self.quarter else 12)))

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The quarters that it is made of."""
        return (self,) if self.quarter else tuple(Period(self.year, number) for number in (1, 2, 3, 4))


def is_over(month: date, today: date) -> bool:
    """Whether the month of this day is over today.

    >>> is_over(date(2026, 11, 1), date(2026, 11, 30)), is_over(date(2026, 11, 30), date(2026, 12, 1))
    (False, True)
    """
    return (month.year, month.month) < (today.year, today.month)


def months_over(today: date) -> tuple[date, ...]:
    """The first days of the last months that are over, the latest first.

    >>> months_over(date(2026, 1, 31))[:2], len(months_over(date(2026, 1, 31)))
    ((datetime.date(2025, 12, 1), datetime.date(2025, 11, 1)), 24)
    """
    running = today.year * 12 + today.month - 1
    return tuple(date(one // 12, one % 12 + 1, 1) for one in range(running - 1, running - 1 - MONTHS_BACK, -1))


def quarters_over(today: date) -> tuple[Period, ...]:
    """The last ones that are over, the latest first."""
    running = today.year * 4 + (today.month - 1) // 3
    return tuple(Period(one // 4, one % 4 + 1) for one in range(running - 1, running - 1 - QUARTERS_BACK, -1))


def years_over(today: date) -> tuple[Period, ...]:
    """The last years that are over, the latest first."""
    return tuple(Period(year) for year in range(today.year - 1, today.year - 1 - YEARS_BACK, -1))


def of_code(code: str, today: date) -> Period | None:
    """The period of a code; None for one that is not over, is long past or is none."""
    found = _CODE.fullmatch(code)
    if found is None or not code.isascii():
        return None
    period = Period(int(found["year"]), int(found["quarter"] or 0))
    return period if period in (*quarters_over(today), *years_over(today)) else None


def counted_whole(period: Period, begun: date | None) -> bool:
    """True where counting had begun before its first month.

    `begun` is the first month in which something was counted, and it may have begun on its twentieth day.
    """
    return begun is not None and begun < period.months[0]
