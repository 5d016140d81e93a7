"""The first days: six short questions, what each answer asks for next, and which hours still count. Pure.

Source: do-no-harm 6 (doubt about age means child) and 17 (time-critical health first, whatever the answers); the issue,
"First 72 hours". Bands of hours are coarse on purpose: nobody is asked for a day and an hour.

>>> steps({"danger": "yes", "papers": "no"})
[('danger', 'yes', ('immediate_safety',)), ('papers', 'no', ('legal_aid',))]
>>> window("within_24", 50, 72), window("within_24", 47.9, 72), window("24_72", 48, 72), window("", 1, 72)
('perhaps', 'open', 'over', 'unknown')
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

DANGER, HEALTH, FOOD, CHILD, PAPERS, KNOWS = "danger", "health", "food", "child", "papers", "knows"
QUESTIONS: Final = (DANGER, HEALTH, FOOD, CHILD, PAPERS, KNOWS)
YES, NO, UNKNOWN = "yes", "no", "unknown"
READINGS: Final = (YES, NO, UNKNOWN)
# For each question the answers after which something is to be done now. Doubt counts where it could cost a life, a
# child or an hour that does not come back.
ASKS_FOR_A_STEP: Final[Mapping[str, tuple[str, ...]]] = {
    DANGER: (YES, UNKNOWN),
    HEALTH: (YES, UNKNOWN),
    FOOD: (NO,),
    CHILD: (YES, UNKNOWN),
    PAPERS: (NO,),
    KNOWS: (YES,),
}
# Services of the catalogue that answer it, the nearest first.
SERVICES: Final[Mapping[str, tuple[str, ...]]] = {
    DANGER: ("immediate_safety",),
    HEALTH: ("medical_care",),
    FOOD: ("emergency_shelter", "material_help"),
    CHILD: ("child_protection",),
    PAPERS: ("legal_aid",),
    KNOWS: ("immediate_safety", "emergency_shelter"),
}
# Why the six are not asked now: about the moment, never about the person's worth. Help goes on all the same.
NOT_NOW: Final = ("care_first", "too_tired", "not_alone", "no_interpreter", "does_not_wish", "known_elsewhere")
# How long ago it happened, as far as somebody says so: at least and at most so many hours. Empty: not said.
BANDS: Final[Mapping[str, tuple[float, float | None]]] = {
    "within_24": (0, 24),
    "24_72": (24, 72),
    "72_120": (72, 120),
    "over_120": (120, None),
}
# Said in so many words: there was none in the hours that count. Left out is never this.
NONE: Final = "none"
# HIV prophylaxis; emergency contraception.
LIMITS: Final = (72, 120)
OPEN, PERHAPS, OVER, NOT_KNOWN = "open", "perhaps", "over", "unknown"
FIRST_HOURS: Final = 72


def steps(answers: Mapping[str, str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What to do now: the question, its answer and the services that answer it, the most pressing first."""
    return [(one, said, SERVICES[one]) for one in QUESTIONS if (said := answers.get(one, "")) in ASKS_FOR_A_STEP[one]]


def to_ask_again(answers: Mapping[str, str]) -> list[str]:
    """What was not yet known."""
    return [one for one in QUESTIONS if answers.get(one) == UNKNOWN]


def hours_between(start: datetime, end: datetime) -> float:
    """Hours that really went by: across a change of the hour the wall clocks would lie."""
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600


def hours_since_day(day: date, now: datetime, zone: ZoneInfo) -> float:
    """The most hours that can have gone by since something happened on a day: counted from its midnight there."""
    return hours_between(datetime.combine(day, time(0), zone), now)


def window(band: str, elapsed: float, limit: float) -> str:
    """Whether care that must come within `limit` hours can still come in time, `elapsed` hours after this was said."""
    if band not in BANDS:
        return NOT_KNOWN
    least, most = BANDS[band]
    if least + elapsed >= limit:
        return OVER
    return OPEN if most is not None and most + elapsed < limit else PERHAPS


def hours_left(band: str, elapsed: float, limit: float) -> int:
    """Whole hours that surely remain, rounded down; 0 when they may have run out."""
    most = BANDS[band][1] if band in BANDS else None
    return max(0, int(limit - most - elapsed)) if most is not None else 0
