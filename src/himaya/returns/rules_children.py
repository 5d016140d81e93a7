"""What is owed before a step of a child's return, and whether family is looked for. Pure: facts in, codes out.

Source: domain/assistance.md section 4, step 3 (best interest first; family tracing; the family agrees and is able; the
child's view at every stage; no tracing where family is suspected) [C TACT form]; do-no-harm 6 and 9. Whoever is not
known to be an adult is a child here. The decision of best interest is noted, and never made here. That a “no” of the
child stands against it is a model, not adopted.

>>> owed(Facts(), WEIGHING)[0], tracing(decided=True, suspected=True, carers="")
('best_interest', 'absent')
>>> tracing(decided=True, suspected=False, carers="not_asked"), tracing(decided=True, suspected=False, carers="")
('carer_not_asked', '')
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

WEIGHING, DOCUMENTS, TRAVEL = "weighing", "documents", "travel"
STAGES: Final = (WEIGHING, DOCUMENTS, TRAVEL)
# What was decided by whoever decides it.
FOR_RETURN, AGAINST_RETURN, LATER = "for_return", "against_return", "decided_later"
OUTCOMES: Final = (FOR_RETURN, AGAINST_RETURN, LATER)
# Who was heard for it.
CHILD, GUARDIAN, LAWYER, FAMILY, CARE = "child", "guardian", "lawyer", "family", "care"
HEARD: Final = (CHILD, GUARDIAN, LAWYER, FAMILY, CARE)
YES, NO, UNKNOWN = "yes", "no", "not_known"
SAID: Final = (YES, NO, UNKNOWN)
WISHES, WISHES_NOT, UNSURE, TOO_YOUNG = "wishes", "wishes_not", "unsure", "too_young"
VIEWS: Final = (WISHES, WISHES_NOT, UNSURE, TOO_YOUNG)
# To whom the child would go.
TO_FAMILY, TO_CARE = "to_family", "to_care"
GOES_TO: Final = (TO_FAMILY, TO_CARE)

BEST_INTEREST, BEST_INTEREST_AGAINST, NOT_HEARD = "best_interest", "best_interest_against", "child_not_heard"
VIEW, SAYS_NO = "child_view", "child_says_no"
FAMILY_MISSING, FAMILY_IMPLICATED = "family_missing", "family_implicated"
FAMILY_AGAINST, FAMILY_UNKNOWN = "family_against", "family_unknown"
GUARDIAN_MISSING, ESCORT_MISSING = "guardian_missing", "escort_missing"
OWED: Final = (
    BEST_INTEREST, BEST_INTEREST_AGAINST, NOT_HEARD, SAYS_NO, VIEW, FAMILY_IMPLICATED, FAMILY_AGAINST, FAMILY_UNKNOWN,
    FAMILY_MISSING, GUARDIAN_MISSING, ESCORT_MISSING,
)  # fmt: skip
# Looking for family: there is no such thing; or why not now.
ABSENT, CARER_NOT_ASKED = "absent", "carer_not_asked"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was written of a child. `decided`: the outcome that counts for where the child would go.

    `views`: stage by stage since the choice; `last_view`: what the child said last. `suspected`: somebody who looks
    after the child, or the family, is said to have had a part.
    """

    decided: str = ""
    heard: bool = False
    views: Mapping[str, str] = field(default_factory=dict)
    last_view: str = ""
    goes_to: str = ""
    agrees: str = ""
    able: str = ""
    implicated: str = ""
    suspected: bool = False
    guardian: bool = False
    escort: bool = False


def owed(facts: Facts, stage: str) -> tuple[str, ...]:
    """What is owed before a step of this stage, the first that is owed first; `child_view:` names its stage."""
    return tuple(_owed(facts, STAGES[: STAGES.index(stage) + 1]))


def _owed(facts: Facts, stages: tuple[str, ...]) -> Iterator[str]:
    yield from _best_interest(facts)
    if facts.last_view == WISHES_NOT:
        yield SAYS_NO
    yield from (f"{VIEW}:{one}" for one in stages if facts.views.get(one, "") not in VIEWS)
    yield from _family(facts)
    if DOCUMENTS in stages and not facts.guardian:
        yield GUARDIAN_MISSING
    if TRAVEL in stages and not facts.escort:
        yield ESCORT_MISSING


def _best_interest(facts: Facts) -> Iterator[str]:
    if facts.decided == AGAINST_RETURN:
        yield BEST_INTEREST_AGAINST
    elif facts.decided != FOR_RETURN:
        yield BEST_INTEREST
    elif not facts.heard:
        yield NOT_HEARD


def _family(facts: Facts) -> Iterator[str]:
    """A child who goes to family: that it agrees, is able and had no part is known. Elsewhere nobody of it is asked."""
    if facts.goes_to == TO_CARE:
        return
    if facts.suspected or facts.implicated == YES:
        yield FAMILY_IMPLICATED
    elif facts.goes_to != TO_FAMILY:
        yield FAMILY_MISSING
    elif NO in (facts.agrees, facts.able):
        yield FAMILY_AGAINST
    elif (facts.agrees, facts.able, facts.implicated) != (YES, YES, NO):
        yield FAMILY_UNKNOWN


def opens(outcome: str, heard: Collection[str]) -> bool:
    """True for a decision on which something may go abroad: made for going there, and the child was heard for it.

    >>> opens(FOR_RETURN, (CHILD,)), opens(FOR_RETURN, (GUARDIAN,)), opens(AGAINST_RETURN, (CHILD,))
    (True, False, False)
    """
    return not tuple(_best_interest(Facts(decided=outcome, heard=CHILD in heard)))


def tracing(*, decided: bool, suspected: bool, carers: str) -> str:
    """Whether family may be looked for: `absent` where there is no such button, else why not now, or empty.

    `carers`: what stands before a call to whoever looks after the child, as `relations` says it.
    """
    if suspected or carers == YES:
        return ABSENT
    if not decided:
        return BEST_INTEREST
    return CARER_NOT_ASKED if carers else ""
