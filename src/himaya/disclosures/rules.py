"""How narrow an answer is, and when the person must be told. Pure.

Sources: do-no-harm 3, 4, 9 and 12; the firewall itself is `legal.rules_firewall`. The days are a model, not adopted.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from himaya.legal import rules_firewall as firewall

# What an answer may consist of, the narrowest first.
CONFIRMATION, DATES, IDENTITY, ANSWERS = "confirmation", "dates", "identity", "answers"
PARTS = (CONFIRMATION, DATES, IDENTITY, ANSWERS)
# Powers that bind; a letter, a word on the telephone or none at all open nothing.
BINDING = ("judge_order", "prosecutor_order", "search_order", "summons")
# Bodies of another State: what goes there goes by the transfer gate and the law of cooperation, never from here.
ABROAD = ("consulate", "other_state")
LONGEST_PUT_OFF = timedelta(days=90)
# After this a rehearsal is too old to count on.
DRILL_EVERY = timedelta(days=365)


def refused_parts(parts: Iterable[str], *, aim: str, power: str, asker: str) -> tuple[str, ...]:
    """The parts of an answer that may not be given, in their order; empty when the answer may go as decided.

    To remove or prosecute the person, without a binding power, or to another State, nothing at all: not even that a
    file exists, or asking at the counter would be the way to find out (do-no-harm 3).
    """
    asked = tuple(part for part in PARTS if part in set(parts))
    may = firewall.serves(aim) and power in BINDING and asker not in ABROAD
    return () if may else asked


def put_off_until(today: date, until: date) -> bool:
    """True when notice may be put off until this day: it is to come, and not too far."""
    return today < until <= today + LONGEST_PUT_OFF


def notice_is_due(*, notice_settled: bool, today: date, again_on: date | None) -> bool:
    """True when somebody must look again whether the person can be told."""
    return not notice_settled and (again_on is None or again_on <= today)


def drill_is_due(last: date | None, today: date) -> bool:
    """True when the seizure drill was never held or is too old."""
    return last is None or today - last > DRILL_EVERY
