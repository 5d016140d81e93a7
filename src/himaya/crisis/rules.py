"""What is asked when somebody may take their life, and in which order the acts stand. Pure, and it counts nothing.

Source: domain/risk.md "Suicide path" (ask directly: thoughts, plan, means, timing, previous; not alone if plan or
means; remove means; emergency care; tell the person what is shared; software must not compute suicide risk);
domain/interview.md "Distress protocol". A model, not adopted.

No answer adds up with another and no level comes out. Every act stands on the page whatever was said. Only where both
a plan and means were said not to be there do the words with the person come before what is done around them.

>>> ordered({}) == ordered({PLAN: YES}) == ACTS, ordered({PLAN: NO, MEANS: NO}) == CALMER, set(CALMER) == set(ACTS)
(True, True, True)
"""

from collections.abc import Mapping
from typing import Final

THOUGHTS, PLAN, MEANS, TIMING, BEFORE = "thoughts", "plan", "means", "timing", "before"
ASKS: Final = (THOUGHTS, PLAN, MEANS, TIMING, BEFORE)
YES, NO, NOT_ASKED, NO_ANSWER = "yes", "no", "not_asked", "no_answer"
ANSWERS: Final = (YES, NO, NO_ANSWER, NOT_ASKED)
STAY, MEANS_AWAY, CARE, TELL, COLLEAGUE, TRUSTED = "stay", "means", "care", "tell", "colleague", "trusted"
ACTS: Final = (STAY, MEANS_AWAY, CARE, TELL, COLLEAGUE, TRUSTED)
CALMER: Final = (TRUSTED, TELL, COLLEAGUE, CARE, STAY, MEANS_AWAY)
# How somebody looked: with the person, or by telephone; or did not reach them, which ends nothing.
WITH_THEM, BY_PHONE, NOT_REACHED = "with_them", "by_phone", "not_reached"
WAYS: Final = (WITH_THEM, BY_PHONE, NOT_REACHED)
LOOKED: Final = (WITH_THEM, BY_PHONE)
# Who stays with the person until the next look.
STAYS: Final = ("worker", "colleague", "health", "trusted", "nobody")
# What the person was told about sharing.
TOLD: Final = ("told", "told_no_sharing", "not_yet")


def said(answers: Mapping[str, str]) -> dict[str, str]:
    """The five as they were said; what nobody asked is not asked."""
    return {one: answers.get(one) or NOT_ASKED for one in ASKS}


def ordered(answers: Mapping[str, str]) -> tuple[str, ...]:
    """All acts, in the order in which they stand on the page."""
    return CALMER if answers.get(PLAN) == NO and answers.get(MEANS) == NO else ACTS
