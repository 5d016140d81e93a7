"""Where somebody stands on the guided path: facts of the store in, the state of each step out. Pure.

Source: issue 4, item 6. A step is done when the store says so, whoever did it and on whichever page; the first one that
is not done is the present one. Steps that only read (the amendments, the new question, why, the old case) are done once
the visitor went there, and those before the adoption are done with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from himaya.coordination import states

DONE, NOW, LATER = "done", "now", "later"
# Steps that only read, with what makes them superfluous.
READ, LIVE, WHY, OLD = "read", "live", "why", "old"
IN_FORCE = (states.LIVE, states.SUPERSEDED, states.SUSPENDED)
ANNOUNCED = (states.SCHEDULED, *IN_FORCE)


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts: its draft under way or adopted, and the release of what was adopted.

    `draft` and `release` are states, '' where there is none; `gate` is the gate that the release stands before.
    `signed` are the halves of the review that were signed; `on_trial` while the days of its trial run.
    """

    draft: str = ""
    unsettled: int = 0
    unchecked: int = 0
    adopted: bool = False
    release: str = ""
    gate: str = ""
    signed: frozenset[str] = frozenset()
    on_trial: bool = False

    @property
    def is_tabled(self) -> bool:
        return self.adopted or self.draft == states.DRAFT_TABLED


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store knows. `table` is the state of the table that the path opened, '' where there is none today.

    `question` is the state of the question on the screening, `waiting` how many that are there have not spoken on it.
    """

    table: str = ""
    screening: Text = field(default_factory=Text)
    reporting: Text = field(default_factory=Text)
    question: str = ""
    reserved: bool = False
    waiting: int = 0
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stage:
    """A step and its state."""

    step: str
    state: str


def _begun(facts: Facts) -> bool:
    return facts.screening.adopted or facts.table == states.IN_SESSION


def _read(facts: Facts) -> bool:
    return READ in facts.seen or _settled(facts)


def _settled(facts: Facts) -> bool:
    return facts.screening.is_tabled or (bool(facts.screening.draft) and not facts.screening.unsettled)


def _checked(facts: Facts) -> bool:
    return facts.screening.is_tabled or (_settled(facts) and not facts.screening.unchecked)


def _spoken(facts: Facts) -> bool:
    return facts.screening.adopted or (facts.question == states.PUT and facts.reserved and not facts.waiting)


def _past(gate: str) -> Callable[[Facts], bool]:
    """The release of the screening has this gate behind it."""

    def holds(facts: Facts) -> bool:
        text = facts.screening
        at = states.GATES.index(text.gate) if text.gate in states.GATES else -1
        return text.release in ANNOUNCED or at > states.GATES.index(gate)

    return holds


def _signed(part: str) -> Callable[[Facts], bool]:
    return lambda facts: part in facts.screening.signed or _past(states.REVIEW)(facts)


CHECKS: Mapping[str, Callable[[Facts], bool]] = {
    "begin": _begun,
    READ: _read,
    "settle": _settled,
    "check": _checked,
    "table": lambda facts: facts.screening.is_tabled and facts.reporting.is_tabled,
    "put": lambda facts: facts.screening.adopted or facts.question == states.PUT,
    "reserve": lambda facts: facts.screening.adopted or (facts.question == states.PUT and facts.reserved),
    "agree": _spoken,
    "conclude": lambda facts: facts.screening.adopted,
    "reporting": lambda facts: facts.reporting.adopted,
    "release": lambda facts: bool(facts.screening.release),
    "effects": _past(states.IMPACT),
    "pilot": _past(states.PILOT),
    "safety": _signed(states.SAFETY),
    "data_protection": _signed(states.DATA_PROTECTION),
    "languages": _past(states.TRANSLATION),
    "training": _past(states.TRAINING),
    "schedule": lambda facts: facts.screening.release in ANNOUNCED,
    "second": lambda facts: facts.reporting.release in ANNOUNCED,
    LIVE: lambda facts: LIVE in facts.seen and facts.screening.release in IN_FORCE,
    WHY: lambda facts: WHY in facts.seen,
    OLD: lambda facts: OLD in facts.seen,
}
STEPS = tuple(CHECKS)


def stages(facts: Facts) -> tuple[Stage, ...]:
    """The state of each step, in order.

    >>> [one.step for one in stages(Facts()) if one.state == NOW]
    ['begin']
    """
    found: list[Stage] = []
    for step, holds in CHECKS.items():
        waits = any(one.state == NOW for one in found)
        found.append(Stage(step, DONE if holds(facts) else LATER if waits else NOW))
    return tuple(found)


def present(facts: Facts) -> str:
    """The step to take now; '' when the path is finished."""
    return next((one.step for one in stages(facts) if one.state == NOW), "")
