"""Whether a paper is safe for her to carry, and until when a letter may be relied on. Pure.

Source: do-no-harm 11 (a letter is optional, offered with a risk question; it may lie with a lawyer or a desk);
domain/interview.md, standard 1 (assume a high potential for harm until shown otherwise) and 7 (her own view is not
overwritten). So what is not known is never safe, and the advice is given, never imposed. A model, not adopted.

>>> advice({"finds": NO, "fears": NO, "lives": NO, "harm": NO})
'carry'
>>> advice({"finds": NO, "fears": NO, "lives": NO, "harm": YES})
'rather_not'
"""

from collections.abc import Mapping
from datetime import date, timedelta

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (NO, YES, UNKNOWN)
# Could somebody find it on her | is somebody near whom she fears | does she live with somebody who must not know |
# would she be harmed if it were found.
QUESTIONS = ("finds", "fears", "lives", "harm")
# What is advised: she may carry it | better left with a lawyer or a desk | better no paper now.
CARRY, LEAVE_IT, RATHER_NOT = "carry", "leave_it", "rather_not"
# What she chooses. A refusal is none of them: it is no letter.
CARRIED, AT_DESK, WITH_LAWYER = "carried", "at_desk", "with_lawyer"
KEPT = (CARRIED, AT_DESK, WITH_LAWYER)
# Why a letter is taken back. The last is written when another takes its place.
TAKEN_BACK = ("her_wish", "lost", "feared", "no_longer_true")
REPLACED = "replaced"
REASONS = (*TAKEN_BACK, REPLACED)
LANGUAGES = ("fr", "ar", "en", "both")


def advice(answers: Mapping[str, str]) -> str:
    """What is advised, by the four answers. One that is missing counts as not known."""
    said = {name: answers.get(name, UNKNOWN) for name in QUESTIONS}
    if said["harm"] == YES or (said["finds"] == YES and (said["fears"] == YES or said["lives"] == YES)):
        return RATHER_NOT
    return CARRY if set(said.values()) == {NO} else LEAVE_IT


def must_hear(advised: str, kept: str) -> bool:
    """True where she wishes to carry it against the advice: she may, once the advice was told to her."""
    return kept == CARRIED and advised != CARRY


def last_day(issued: date, days: int) -> date:
    """The last day on which a letter is valid."""
    return issued + timedelta(days=days)


def stands(*, valid_until: date, taken_back_on: date | None, today: date) -> bool:
    """True while a letter that was read may be relied on."""
    return taken_back_on is None and today <= valid_until
