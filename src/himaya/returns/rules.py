"""What stands against arranging a return now, in the order of its weight. Pure: facts in, codes out.

Source: domain/assistance.md section 4 (steps 1 to 3: informed choice; risk weighed jointly with a partner in the other
country; critical risk: “we do not arrange it now”, second signature; less than 30 days old at the travel);
domain/risk.md R11; do-no-harm 9 and 10. A model, not adopted. The truth table is tests/data/returns_truth.txt.

What is not known is never safe. What the partner there does not know stands against it, whatever is believed here;
what only they can know need not be known here. Staying is weighed by the same questions and never counts against
going: it is there so that somebody compares.

>>> combined("not_known", "safe"), combined("safe", "not_known"), combined("safe", None), combined("grave", "safe")
('safe', 'not_known', 'safe', 'grave')
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

STAY, ORIGIN, THIRD, LATER = "stay", "origin", "third", "later"
CHOICES: Final = (STAY, ORIGIN, THIRD, LATER)
# The ways that are weighed, side by side; and those that somebody would arrange.
WAYS: Final = (STAY, ORIGIN, THIRD)
ABROAD: Final = (ORIGIN, THIRD)
QUESTIONS: Final = (
    "reception", "retaliation", "re_trafficking", "family", "authorities", "health_care", "income", "papers",
    "children",
)  # fmt: skip
SAFE, WORRYING, GRAVE, NOT_KNOWN = "safe", "worrying", "grave", "not_known"
ANSWERS: Final = (SAFE, WORRYING, GRAVE, NOT_KNOWN)
# Asked before any paper: of the country of origin, of a State, of asylum, and of being sent on from elsewhere.
BACK, STATE, ASYLUM, ONWARD = "back", "state", "asylum", "onward"
FEARS: Final = (BACK, STATE, ASYLUM, ONWARD)
ASKED_FOR: Final[Mapping[str, tuple[str, ...]]] = {ORIGIN: (BACK, STATE, ASYLUM), THIRD: (ONWARD,)}
YES, NO, NO_ANSWER = "yes", "no", "no_answer"
SAID: Final = (YES, NO, NO_ANSWER)
# What has to be promised by the name of a desk before anybody travels; the rest of the list is offered.
SERVICES: Final = ("met", "roof", "stays_in_touch", "health", "psychosocial", "legal", "school", "income")
NEEDED: Final = ("met", "roof", "stays_in_touch")
FRESH_DAYS: Final = 30
REVIEW_DAYS: Final = 90

NOT_CHOSEN, FEAR, FEAR_NOT_ASKED, CHILD_STEPS = "not_chosen", "fear", "fear_not_asked", "child_steps"
CRITICAL_RISK, RISK_NOT_ASSESSED, NOT_WEIGHED = "critical_risk", "risk_not_assessed", "not_weighed"
STAY_NOT_WEIGHED, PARTNER_MISSING, OLD = "stay_not_weighed", "partner_missing", "old"
SERVICES_MISSING, UNSIGNED, ONE_SIGNATURE = "services_missing", "unsigned", "one_signature"
# In this order: what is said first weighs most.
AGAINST: Final = (
    FEAR, FEAR_NOT_ASKED, CHILD_STEPS, GRAVE, CRITICAL_RISK, RISK_NOT_ASSESSED, NOT_KNOWN, NOT_CHOSEN, NOT_WEIGHED,
    STAY_NOT_WEIGHED, PARTNER_MISSING, OLD, SERVICES_MISSING, UNSIGNED, ONE_SIGNATURE,
)  # fmt: skip
# What a signature itself settles.
SIGNATURES: Final = (UNSIGNED, ONE_SIGNATURE)
CRITICAL, NOT_ASSESSED = "critical", "not_assessed"

Sheet = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when somebody would arrange a return.

    `way` is what was chosen, empty for nothing yet. `ours`, `theirs`: the sheet of that way, None where none stands;
    `stay`: ours of staying. `day`: of the travel, or today. `risk`, `at_least`: R11. `signed`: who signed what stands
    now, as codes of whoever. `child_open`: steps of a child that are owed.
    """

    way: str = ""
    fears: Mapping[str, str] = field(default_factory=dict)
    child_open: bool = False
    ours: Sheet | None = None
    theirs: Sheet | None = None
    stay: Sheet | None = None
    weighed_on: date | None = None
    partner_on: date | None = None
    day: date = date.max
    risk: str = NOT_ASSESSED
    at_least: str = ""
    services: Collection[str] = ()
    signed: Collection[str] = ()


def combined(ours: str | None, theirs: str | None) -> str:
    """One question of the way abroad, by us and by the partner there. None: that side has no sheet."""
    if GRAVE in (ours, theirs):
        return GRAVE
    if theirs is not None:
        return theirs if theirs in (WORRYING, NOT_KNOWN) else WORRYING if ours == WORRYING else theirs
    return NOT_KNOWN if ours is None else ours


def against(facts: Facts) -> tuple[str, ...]:
    """What stands against arranging it now, the weightiest first; `grave:` and `not_known:` name their question."""
    return tuple(_against(facts))


def against_signing(facts: Facts) -> tuple[str, ...]:
    """The same without the signatures: what somebody who would sign has to read first."""
    return tuple(one for one in _against(facts) if one not in SIGNATURES)


def _against(facts: Facts) -> Iterator[str]:
    yield from _fear(facts)
    if facts.child_open:
        yield CHILD_STEPS
    sheet = _sheet(facts)
    yield from (f"{GRAVE}:{one}" for one, said in sheet.items() if said == GRAVE)
    if CRITICAL in (facts.risk, facts.at_least):
        yield CRITICAL_RISK
    elif facts.risk == NOT_ASSESSED:
        yield RISK_NOT_ASSESSED
    yield from (f"{NOT_KNOWN}:{one}" for one, said in sheet.items() if said == NOT_KNOWN)
    yield from _sheets(facts)
    if not set(NEEDED) <= set(facts.services):
        yield SERVICES_MISSING
    if len(set(facts.signed)) < 2:
        yield ONE_SIGNATURE if facts.signed else UNSIGNED


def _fear(facts: Facts) -> Iterator[str]:
    said = [facts.fears.get(one, "") for one in ASKED_FOR.get(facts.way, ASKED_FOR[ORIGIN])]
    if YES in said:
        yield FEAR
    if any(one not in (YES, NO) for one in said):
        yield FEAR_NOT_ASKED


def _sheet(facts: Facts) -> dict[str, str]:
    """Question by question what the two come to; empty where neither side has weighed."""
    if facts.ours is None and facts.theirs is None:
        return {}
    return {one: combined(_said(facts.ours, one), _said(facts.theirs, one)) for one in QUESTIONS}


def _said(sheet: Sheet | None, question: str) -> str | None:
    if sheet is None:
        return None
    said = sheet.get(question, NOT_KNOWN)
    return said if said in ANSWERS else NOT_KNOWN


def _sheets(facts: Facts) -> Iterator[str]:
    if facts.way not in ABROAD:
        yield NOT_CHOSEN
    if facts.ours is None:
        yield NOT_WEIGHED
    if not any(said in (SAFE, WORRYING, GRAVE) for said in (facts.stay or {}).values()):
        yield STAY_NOT_WEIGHED
    if facts.theirs is None:
        yield PARTNER_MISSING
    if any(on is not None and is_old(on, facts.day) for on in (facts.weighed_on, facts.partner_on)):
        yield OLD


def is_old(on: date, day: date) -> bool:
    """So many days or more lie between a sheet or promise and the day of the travel. One from the future is none."""
    return not 0 <= (day - on).days < FRESH_DAYS


def latest_review(today: date) -> date:
    """The last day on which what is not arranged now may be looked at again. Sooner is better."""
    return today + timedelta(days=REVIEW_DAYS)


def has_yes(fears: Iterable[str]) -> bool:
    """True where somebody said that they are afraid, or seek asylum: then nothing goes to a consulate."""
    return YES in set(fears)
