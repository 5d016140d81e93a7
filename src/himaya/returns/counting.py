"""What is counted of returns: each number of the nation by month, without a desk, a place or a way.

Source: domain/assistance.md section 4, indicators. A return is rare: a count beside a desk would tell of one person.
"""

from himaya.cases.tallies import Count
from himaya.returns import rules, rules_follow, said_later, states
from himaya.returns.access import Opened

SHEETS, RECEPTION, SIX_MONTHS, ADVERSE = "return_sheet_age", "return_reception", "return_six_months", "return_adverse"


# Whoever went on their own: what was weighed by then is counted beside.
ALONE = "alone"


def sheets_at_travel(facts: rules.Facts, *, alone: bool = False) -> tuple[Count, ...]:
    """How old the weighing was on the day of the travel, the older of the two sides."""
    band = rules_follow.sheet_band((facts.weighed_on, facts.partner_on), facts.day)
    return (Count(SHEETS, clause=ALONE if alone else "", answer=band),)


def reception(said: str) -> tuple[Count, ...]:
    """Whether somebody said in time that the person was met."""
    return (Count(RECEPTION, answer=said),)


def six_months(said: str) -> tuple[Count, ...]:
    """Whether the person was asked at six months; nothing yet where that is empty."""
    return (Count(SIX_MONTHS, answer=said),) if said else ()


def adverse() -> tuple[Count, ...]:
    """One more thing that went wrong; which, is not counted."""
    return (Count(ADVERSE),)


def at_the_end(opened: Opened, reason: str) -> tuple[Count, ...]:
    """What is counted when an attempt ends: what did not come until then is a no."""
    state = opened.row.state if opened.row is not None else ""
    if reason == states.ALONE and state in states.BEFORE_BOARDING:
        return sheets_at_travel(opened.facts, alone=True)
    if state == states.TRAVELLING:
        return reception(rules_follow.NO_WORD)
    asked = said_later.asked_until_now(opened.told)
    if state == states.RECEIVED and not any(one >= rules_follow.SIX for one in asked):
        return six_months(rules_follow.NO)
    return ()
