"""Whether the rules that somebody typed for a cycle can be rules at all. Pure.

Sources: design/coordination.md section 6; domain/round-tables.md section 4 (quorum and majority as parameters).
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from himaya.coordination import states
from himaya.coordination.rules import CycleRules

SHARES = ("1/3", "1/2", "3/5", "2/3", "3/4")
# Upper bounds in days and months: beyond them a number is a slip of the keyboard.
DAYS = {
    "answer_days": 90,
    "reminder_days": 60,
    "minutes_days": 90,
    "comment_days": 90,
    "pilot_days": 90,
    "notice_days": 90,
}
MOST_MONTHS = 60


def wrong(data: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the rules that cannot stand, in the order of the page; empty when all can.

    >>> wrong({"quorum_share": "4/3", "method": "shouting"})
    ('quorum_share', 'method')
    """
    checks: dict[str, Callable[[object], bool]] = {
        "quorum_share": lambda value: 0 < _share(value) <= 1,
        "quorum_least": lambda value: isinstance(value, int) and 1 <= value <= 99,
        "method": lambda value: value in states.METHODS,
        "majority": lambda value: 0 < _share(value) < 1,
        "confirm_by": lambda value: value in states.CONFIRMERS,
        **{name: _within(0, most) for name, most in DAYS.items()},
        "review_months": _within(1, MOST_MONTHS),
    }
    found = [name for name, holds in checks.items() if name in data and not holds(data[name])]
    flags = ("quorum_more_than", "represented_counts", "chair_casts")
    return (*found, *(name for name in flags if not isinstance(data.get(name, False), bool)))


def unknown(data: Mapping[str, object]) -> tuple[str, ...]:
    """Names that are no rule of a cycle."""
    return tuple(sorted(set(data) - set(CycleRules.__dataclass_fields__)))


def _within(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _share(value: object) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
