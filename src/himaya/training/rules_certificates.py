"""When a certificate is given, renewed and over, and when the names of a session go. Pure: facts in, conclusion out.

Source: domain/training.md section 4 (80 % in the test, expiry, renewal by a short course), design/product.md G3. The
share, the months and the window are a proposal of this software: a model, not adopted. Whoever was there and did not
pass is refused with a sentence; by how much is said to nobody.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from himaya.training import rules_tests

# Renewed from so many months before its last day, until so many after it.
RENEWED_BEFORE, RENEWED_AFTER = 6, 6
NAMES_KEPT_MONTHS: Final = 24


def passed(items: Iterable[Mapping[str, Any]], responses: Mapping[str, Any]) -> bool:
    """True for four right answers of five; what was left open is not right, and a test without questions is not passed.

    >>> passed([{"uid": "a", "key": ["x"]}], {"a": "x"})
    True
    """
    found = rules_tests.marks(list(items), responses)
    return bool(found) and rules_tests.score(found) >= rules_tests.PASS_MARK


def lasted(spans: Iterable[tuple[datetime, datetime]]) -> float:
    """The hours of half-days, as they were held."""
    return sum((ends - begins).total_seconds() for begins, ends in spans) / 3600


def asked_about(*forms: Iterable[Mapping[str, Any]]) -> set[str]:
    """The modules of which each of these forms has a question.

    >>> asked_about([{"module": "m0"}, {"module": "m1"}], [{"module": "m1"}])
    {'m1'}
    """
    found = [{str(one["module"]) for one in form} for form in forms]
    return set.intersection(*found) if found else set()


def missing(wanted: Collection[str], taught: Collection[str]) -> list[str]:
    """The modules of a course that somebody was not taught, in its order."""
    return [one for one in wanted if one not in taught]


def later(day: date, months: int) -> date:
    """So many months later; the last of a month stays within its month.

    >>> later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def may_renew(expires_on: date, on: date) -> bool:
    """True in the months around its last day."""
    return later(expires_on, -RENEWED_BEFORE) <= on <= later(expires_on, RENEWED_AFTER)


def names_go(closed_on: date, last_days: Collection[date]) -> date:
    """The day from which the names of a session are kept no more: 24 months after it, or after its last certificate."""
    return later(max([closed_on, *last_days]), NAMES_KEPT_MONTHS)
