"""Whom a service receives, how a vetting stands, which quarter a month lies in. Pure.

Source: issue 7 (directory: men and boys too, vetted until a day); a service that is silent about whom it receives is
asked, never left out.
"""

from collections.abc import Collection
from datetime import date, timedelta

VETTED, RUNS_OUT, EXPIRED, NEVER = "vetted", "runs_out", "expired", "never"
NOTICE = timedelta(days=60)
QUARTERS = 4


def left_out(received: Collection[str]) -> list[str]:
    """Whom nobody receives although the other sex of that age is received: mostly men and boys."""
    pairs = (("women", "men"), ("girls", "boys"))
    return [
        one
        for first, second in pairs
        for one, other in ((first, second), (second, first))
        if other in received and one not in received
    ]


def vetting(until: date | None, today: date) -> str:
    """How a vetting stands; its last day still counts."""
    if until is None:
        return NEVER
    if until < today:
        return EXPIRED
    return RUNS_OUT if until - today <= NOTICE else VETTED


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter, 1 to 4."""
    return day.year, (day.month - 1) // 3 + 1


def quarters_back(today: date, count: int = QUARTERS) -> list[tuple[int, int]]:
    """The last quarters that have ended, the latest last.

    The running one is not among them: its number grows by single acts, and two looks at it would say when each was.
    """
    year, quarter = quarter_of(today)
    running = year * 4 + quarter - 1
    return [(one // 4, one % 4 + 1) for one in range(running - count, running)]


def first_day(quarter: tuple[int, int]) -> date:
    """The day a quarter begins."""
    return date(quarter[0], quarter[1] * 3 - 2, 1)
