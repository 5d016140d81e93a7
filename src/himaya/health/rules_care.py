"""Stepped care: which step, who writes it, what moves it, and when it is looked at again. Pure.

Source: domain/risk.md, "Stepped care" [G, WHO/IASC]: five steps; up by the clinician's judgement of impairment,
suicidality, psychosis, or no change at four to six weeks. Nothing here takes a score: no scale moves a step
(do-no-harm 15). Who writes and the reasons for staying and going down are a proposal of this software, not adopted.

>>> from datetime import date
>>> window(date(2026, 1, 1))
(datetime.date(2026, 1, 29), datetime.date(2026, 2, 12))
>>> wrong(UP, 1, 4, "suicidality", days=0, roles={"health_professional"})
''
>>> wrong(UP, 1, 2, "no_change", days=27, roles={"health_professional"})
'reason'
"""

from collections.abc import Collection
from datetime import date, timedelta

# Safety, basic needs and information | first aid and social support | focused support by trained non-specialists |
# specialised therapy | psychiatry and emergency.
STEPS = (0, 1, 2, 3, 4)
BEGIN, REVIEW, UP, DOWN = "begin", "review", "step_up", "step_down"
DONE = (BEGIN, REVIEW, UP, DOWN)
# Who writes which step: for each of them the clinician, whoever gives the help itself.
WRITES = {step: frozenset({"health_professional"}) for step in STEPS}
NO_CHANGE = "no_change"
SUICIDALITY = "suicidality"
TRIGGERS = ("impairment", SUICIDALITY, "psychosis", NO_CHANGE)
STAYS = ("helps", "person_wishes", "not_available")
EASES = ("better", "person_wishes")
REASONS = {BEGIN: ("",), REVIEW: STAYS, UP: TRIGGERS, DOWN: EASES}
FIRST_WEEK, LAST_WEEK = 4, 6
EARLY, DUE, LATE = "early", "due", "late"


def writes(roles: Collection[str], step: int | None) -> bool:
    """True for whoever may write this step; without one, for whoever may write any."""
    allowed = WRITES.get(step) if step is not None else None
    return not (allowed or frozenset().union(*WRITES.values())).isdisjoint(roles)


def wrong(done: str, now: int | None, to: int | None, reason: str, *, days: int, roles: Collection[str]) -> str:
    """What is wrong with a line, as the name of a field; empty where it may be written.

    `now` is the step so far, `to` the one written (None: the same), `days` how long the step has lasted.
    """
    if not writes(roles, to if to in STEPS else None):
        return "role"
    if (done == BEGIN) != (now is None):
        return "begun" if done == BEGIN else "not_begun"
    if not _fits(done, now, to):
        return "step"
    if reason not in REASONS[done] or (reason == NO_CHANGE and days < 7 * FIRST_WEEK):
        return "reason"
    return ""


def _fits(done: str, now: int | None, to: int | None) -> bool:
    if done == REVIEW:
        return to is None or to == now
    if to not in STEPS or now is None:
        return to in STEPS
    return to > now if done == UP else to < now


def calls_for_act(reason: str) -> bool:
    """Whether a step is taken for what calls for an act now, and for a look within a day.

    Source: domain/risk.md, "Suicide path" ("not alone if plan or means; remove means; emergency care; review 24 h").
    """
    return reason == SUICIDALITY


def window(looked: date) -> tuple[date, date]:
    """From when to when a step is to be looked at again, counted from the day on which somebody last did."""
    return looked + timedelta(weeks=FIRST_WEEK), looked + timedelta(weeks=LAST_WEEK)


def moment(looked: date, today: date) -> str:
    """Whether a review is early, due or late."""
    first, last = window(looked)
    return EARLY if today < first else DUE if today <= last else LATE
