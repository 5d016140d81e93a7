"""What a person says of how it was: four questions with three faces each, or nothing. Pure.

Source: proposed by this software; a model, not adopted. Answers are counted and never kept: of no form does a row stay.
"""

from collections.abc import Mapping
from datetime import date

QUESTIONS = ("listened", "decided", "safe", "again")
FACES = ("yes", "partly", "no")


def said(typed: Mapping[str, str]) -> dict[str, str] | None:
    """The questions that were answered; what was left out is not counted. None for what is not on the form."""
    given = {question: face for question, face in typed.items() if face}
    return given if set(given) <= set(QUESTIONS) and set(given.values()) <= set(FACES) else None


def half_year(day: date) -> date:
    """The first day of the half of the year in which a day lies."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def halves_over(today: date, count: int) -> list[date]:
    """The last so many halves that are over, the newest first: of the one that runs nothing is shown.

    Whoever looks before and after one more form would otherwise see what that form said.
    """
    found, first = [], half_year(today)
    for _ in range(count):
        first = date(first.year - 1, 7, 1) if first.month == 1 else date(first.year, 1, 1)
        found.append(first)
    return found


def months_of(half: date) -> list[date]:
    """The six months of a half of a year."""
    return [date(half.year, half.month + more, 1) for more in range(6)]
