"""The gates between adoption and the screens: their order, what each still owes, who may not sign. Pure.

Sources: design/do-no-harm.md 19 (only *suspend* is immediate); design/coordination.md section 7, points 4 to 6.
Nothing passes a gate before the one above it.

| gate        | it is passed when                                                                              |
|-------------|------------------------------------------------------------------------------------------------|
| checks      | every form compiles without a finding, every actor reaches every next step, three languages    |
| golden      | the secretariat has seen how the outcomes of the stored samples change                         |
| impact      | the secretariat has seen whom and what the release touches                                     |
| pilot       | its days are over, every desk of the pilot has a finding, and none found it harmful            |
| review      | safety and data protection have signed: two people, neither an author or editor, nor the same  |
| translation | somebody has checked each of the three languages                                               |
| training    | every institution concerned has acknowledged it                                                |
| effective   | the first day lies at least the notice away, and has come                                      |
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from himaya.coordination import states

LANGUAGES = ("fr", "ar", "en")
PASSED = ""
# A roll-back takes these over from the release in which its edition was live; the others it passes itself.
TAKEN_OVER = (states.CHECKS, states.PILOT, states.REVIEW, states.TRANSLATION, states.TRAINING)
# Who may sign for which half of the review.
DATA_PROTECTION_ROLES = ("data_protection_officer",)
SAFETY_ROLES = ("focal_point", "focal_point_alternate", "validating_authority", "desk_lead")
ROLES = {states.SAFETY: SAFETY_ROLES, states.DATA_PROTECTION: DATA_PROTECTION_ROLES}


@dataclass(frozen=True, slots=True)
class Step:
    """A gate, or a part of one, that somebody passed."""

    gate: str
    part: str = PASSED
    account: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A desk of the pilot: whether it said what it found, and whether that was harm."""

    desk: str
    found: bool = False
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a release. `concerned`: institutions that must acknowledge, once the impact was looked at."""

    steps: tuple[Step, ...] = ()
    trials: tuple[Trial, ...] = ()
    concerned: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()

    def parts(self, gate: str) -> frozenset[str]:
        """The parts of a gate that were passed."""
        return frozenset(one.part for one in self.steps if one.gate == gate)


def owed(gate: str, facts: Facts) -> tuple[str, ...]:
    """The parts that a gate still owes; empty when it is complete. A gate without parts owes itself.

    >>> owed(states.TRANSLATION, Facts((Step(states.TRANSLATION, "ar"),)))
    ('fr', 'en')
    """
    done = facts.parts(gate)
    if gate == states.REVIEW:
        return tuple(part for part in states.REVIEWS if part not in _signed(facts))
    if gate == states.TRANSLATION:
        return tuple(code for code in LANGUAGES if code not in done)
    if gate == states.TRAINING:
        return tuple(one for one in facts.concerned if one not in done)
    if gate == states.PILOT:
        return () if PASSED in done and not any(one.harmful for one in facts.trials) else (gate,)
    return () if PASSED in done else (gate,)


def next_gate(facts: Facts) -> str:
    """The gate that a release stands before: the first that still owes something. The last one is never left.

    >>> next_gate(Facts((Step(states.CHECKS), Step(states.IMPACT))))
    'golden'
    """
    return next((gate for gate in states.GATES if owed(gate, facts)), states.EFFECTIVE)


def _signed(facts: Facts) -> frozenset[str]:
    """The halves of the review that count: signed by no author, and by two accounts."""
    found: dict[str, str] = {}
    for one in facts.steps:
        taken = {account for part, account in found.items() if part != one.part and account}
        if one.gate == states.REVIEW and one.account not in facts.authors | taken:
            found[one.part] = one.account
    return frozenset(found)


def may_not_review(part: str, *, account: str, roles: Collection[str], own: bool, facts: Facts) -> str:
    """Why somebody may not sign this half of the review, as a code; '' when they may.

    `own`: they sit at an institution that wrote the text. Safety needs other eyes; the data-protection officer reads
    for the persons concerned, wherever the officer sits.

    >>> may_not_review("safety", account="a", roles=["front_line"], own=False, facts=Facts())
    'not_reviewer'
    """
    if not set(roles) & set(ROLES.get(part, ())):
        return "not_reviewer"
    if account in facts.authors:
        return "review_own_text"
    if part == states.SAFETY and own:
        return "review_own_institution"
    other = [one for one in facts.steps if one.gate == states.REVIEW and one.part != part and one.account == account]
    return "review_same_person" if other else ""


def pilot_gap(trials: Collection[Trial], *, until: datetime, now: datetime) -> str:
    """Why a pilot cannot end yet, as a code; '' when it can."""
    if any(one.harmful for one in trials):
        return "pilot_harmful"
    if now < until:
        return "pilot_not_over"
    if not trials or not all(one.found for one in trials):
        return "finding_missing"
    return ""


def days_after(moment: datetime, days: int, day: timedelta) -> datetime:
    """So many days later, on a clock whose day lasts `day`."""
    return moment + days * day


def early(on: date, *, today: date, notice_days: int) -> bool:
    """True when that first day lies closer than the notice allows.

    >>> early(date(2026, 12, 7), today=date(2026, 12, 1), notice_days=7)
    True
    """
    return (on - today).days < notice_days
