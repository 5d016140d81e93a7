"""What twelve domains of risk come to. Pure. When they are looked at again stands in `rules_clocks`.

Source: domain/risk.md (Domains, Scale, overrides, Suicide path). A model, adopted by nobody. The truth table, readable
without code, is tests/data/risk_truth.txt. What nobody assessed is never low. Of suicide nothing is worked out: R6 has
the word of whoever asked; a plan and means are a call to act now, not points. One floor holds that word: what somebody
means to do soon is at least high.

>>> reading("R2", {"likelihood": "2", "impact": "4"}).level
'high'
>>> reading("R9", {"likelihood": "4"})
Reading(level='not_assessed', at_least='moderate')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

LOW, MODERATE, HIGH, CRITICAL = "low", "moderate", "high", "critical"
LEVELS: Final = (LOW, MODERATE, HIGH, CRITICAL)
NOT_ASSESSED = "not_assessed"
DOMAINS: Final = tuple(f"R{number}" for number in range(1, 13))
# What is health: never read by whoever enforces or judges, also where their desk holds the case.
HEALTH: Final = ("R4", "R5", "R6")
SUICIDE = "R6"
LIKELIHOOD, IMPACT, JUDGED, OWN = "likelihood", "impact", "judged", "own"
YES, NO, UNKNOWN = "yes", "no", "unknown"
# All of them yes: critical, whatever the product.
OVERRIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "R1": ("whereabouts", "threat"),
    "R6": ("plan", "means"),
    "R7": ("contact",),
}
# Asked of suicide beside the plan and the means since the second version of the protocol. Thoughts and an attempt
# before lead to the acts and move no level. “Soon” holds the word up: a life is impact 4, and soon is not rare.
THOUGHTS, TIMING, BEFORE = "thoughts", "timing", "before"
HISTORY: Final = (THOUGHTS, TIMING, BEFORE)
LEAST_WHEN_SOON: Final = HIGH
OCCASIONS: Final = (
    "intake", "h72", "before_hearing", "before_move", "before_return", "before_media", "incident", "new_contact",
    "suspect_released", "periodic", "closure",
)  # fmt: skip
# Where the first days point first: never to a level.
FIRST_DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "danger": ("R1",),
    "health": ("R4", "R5"),
    "food": ("R9",),
    "child": ("R7",),
    "papers": ("R8",),
    "knows": ("R1", "R10"),
}
# What stands after a talk about two views.
HERS, OURS = "hers", "ours"


@dataclass(frozen=True, slots=True)
class Reading:
    """One domain. `at_least` is what it cannot be below; empty where nothing is known. `level` is not_assessed while
    something that could raise it is not known."""

    level: str = NOT_ASSESSED
    at_least: str = ""


@dataclass(frozen=True, slots=True)
class Talked:
    """A talk about the person's own rating: what the worker's level was then, and which of the two stands."""

    ours_then: str
    stands: str


@dataclass(frozen=True, slots=True)
class Overall:
    """The worst domain, never an average; `missing` domains were not assessed, so that it is at least this."""

    level: str
    missing: int


def rank(level: str) -> int:
    """0 for nothing known, then low to critical."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0


def higher(one: str, other: str) -> str:
    """The higher of two levels, of which either may be empty."""
    return one if rank(one) >= rank(other) else other


def band(product: int) -> str:
    """The level of a product: 1-3 low, 4-6 moderate, 8-9 high, 12-16 critical."""
    if product >= 12:
        return CRITICAL
    if product >= 8:
        return HIGH
    return MODERATE if product >= 4 else LOW


def parts(domain: str) -> tuple[str, ...]:
    """What of a domain is needed before it is assessed, the yes/no questions last."""
    return ((JUDGED,) if domain == SUICIDE else (LIKELIHOOD, IMPACT)) + OVERRIDES.get(domain, ())


def asked(domain: str) -> tuple[str, ...]:
    """All that is asked of a domain, whatever it is for."""
    return (*parts(domain), *(HISTORY if domain == SUICIDE else ()))


def leads_to_acts(domain: str, answers: Mapping[str, Any]) -> bool:
    """True where one answer on suicide is a yes: then the page that says what to do now comes next.

    Source: domain/risk.md, Suicide path (thoughts, plan, means, timing, previous).

    >>> leads_to_acts("R6", {"before": "yes"}), leads_to_acts("R6", {"plan": "no"})
    (True, False)
    """
    return domain == SUICIDE and any(answers.get(one) == YES for one in (*OVERRIDES[SUICIDE], *HISTORY))


def reading(domain: str, answers: Mapping[str, Any]) -> Reading:
    """What the answers on one domain come to."""
    facts = [str(answers.get(one) or UNKNOWN) for one in OVERRIDES.get(domain, ())]
    if facts and all(one == YES for one in facts):
        return Reading(CRITICAL, CRITICAL)
    floor, whole = _judged(answers) if domain == SUICIDE else _product(answers)
    if domain == SUICIDE and answers.get(TIMING) == YES:
        floor = higher(floor, LEAST_WHEN_SOON)
    may_still_be = bool(facts) and NO not in facts
    if floor == CRITICAL or (whole and not may_still_be):
        return Reading(floor, floor)
    return _open(floor)


def _open(floor: str) -> Reading:
    """Not assessed, and at least this. “At least low” would say nothing and read like low: it is left out."""
    return Reading(NOT_ASSESSED, floor if rank(floor) > rank(LOW) else "")


def _number(answers: Mapping[str, Any], name: str) -> int:
    said = str(answers.get(name) or "")
    return int(said) if said in ("1", "2", "3", "4") else 0


def _judged(answers: Mapping[str, Any]) -> tuple[str, bool]:
    said = _number(answers, JUDGED)
    return (LEVELS[said - 1], True) if said else ("", False)


def _product(answers: Mapping[str, Any]) -> tuple[str, bool]:
    likelihood, impact = _number(answers, LIKELIHOOD), _number(answers, IMPACT)
    if not likelihood and not impact:
        return "", False
    # An unknown one counts as its least: what is known holds the level up, and nothing is made of the rest.
    # That impact 4 is at least high from "possible" on (domain/risk.md) needs no rule of its own: 2 x 4 is.
    return band(max(likelihood, 1) * max(impact, 1)), bool(likelihood and impact)


def after(now: Reading, before: Reading) -> Reading:
    """What is not assessed this time is not below what was said of it before."""
    if now.level != NOT_ASSESSED:
        return now
    return _open(higher(now.at_least, before.at_least))


def worse(finished: Reading, running: Reading) -> Reading:
    """While an assessment is under way: what it says already counts where it is worse."""
    return running if rank(running.at_least) > rank(finished.at_least) else finished


def beside(worker: Reading, own: str, talked: Talked | None) -> Reading:
    """The worker's level and the person's own: the higher counts until both talked about it.

    A talk settles what was on the table: not a level that the worker lowers later, and not a domain nobody assessed.
    """
    if not own:
        return worker
    settled = talked is not None and talked.stands == OURS and worker.level != NOT_ASSESSED
    if settled and talked is not None and rank(worker.level) >= rank(talked.ours_then):
        return worker
    floor = higher(worker.at_least, own)
    return _open(floor) if worker.level == NOT_ASSESSED else Reading(floor, floor)


def overall(readings: Iterable[Reading]) -> Overall:
    """The highest of the domains."""
    worst, missing = "", 0
    for one in readings:
        worst = higher(worst, one.at_least)
        missing += one.level == NOT_ASSESSED
    return Overall(worst or NOT_ASSESSED, missing)


def asks_why(found: Overall) -> bool:
    """True where a file is not closed before somebody says why: a grave level, or domains that nobody assessed.

    Asked only where something was said at all: of a file that nobody ever assessed there is nothing to weigh.

    >>> asks_why(Overall(HIGH, 0)), asks_why(Overall(LOW, 1)), asks_why(Overall(MODERATE, 0))
    (True, True, False)
    """
    return rank(found.level) >= rank(HIGH) or found.missing > 0


def first_to_look(asks: Iterable[str]) -> list[str]:
    """The domains to look at first, after the questions of the first days that ask for a step."""
    wanted = {domain for question in asks for domain in FIRST_DAYS.get(question, ())}
    return [domain for domain in DOMAINS if domain in wanted]
