"""What the register's facts mean. Pure.

Sources: do-no-harm 20 (a real nation starts locked); Law 09-08, art. 12, 21 and 43-44, numbers marked G in the legal
library: the rules below use no number of days and no penalty of it, only that an authorisation exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from himaya.legal import states

# A model, not adopted: an override is a bridge, not a way to live.
LONGEST_OVERRIDE = timedelta(days=90)
EXERCISE, COMPLETE, OVERRIDDEN, CLOSED = "exercise", "complete", "overridden", "closed"
OPEN, NO_REGIME, NO_NUMBER = "open", "no_regime", "no_number"
# Another State's body is abroad whatever nobody wrote down; of all others the register says it.
ABROAD_BY_KIND = frozenset({"state", "consulate"})


@dataclass(frozen=True, slots=True)
class Gap:
    """Something still missing: a part of the register, and for a legal basis the purpose."""

    part: str
    about: str = ""


def gaps(in_force: Iterable[tuple[str, str]], *, purposes: Iterable[str]) -> tuple[Gap, ...]:
    """What is missing before real identities may be stored, in the order of the page."""
    there = set(in_force)
    parts = {part for part, _about in there}
    alone = [Gap(part) for part in (states.CONTROLLER, states.AUTHORISATION) if part not in parts]
    bases = [Gap(states.BASIS, purpose) for purpose in purposes if (states.BASIS, purpose) not in there]
    recipients = [] if states.RECIPIENT in parts else [Gap(states.RECIPIENT)]
    return (*alone, *bases, *recipients)


def standing(*, exercise: bool, missing: Iterable[Gap], overridden: bool) -> str:
    """Whether real identities may be stored. What is complete needs no override."""
    if exercise:
        return EXERCISE
    if not tuple(missing):
        return COMPLETE
    return OVERRIDDEN if overridden else CLOSED


def recipient(*, known: bool, abroad: bool, number: str, bound: bool) -> str:
    """Whether something may go to a recipient. `bound`: the installation is real and no override stands.

    Abroad needs a number in every case (Law 09-08, transfer abroad): an exercise and an override change nothing.
    """
    if abroad and not number.strip():
        return NO_NUMBER
    return NO_REGIME if bound and not known else OPEN


def override_end(signed_on: date, until: date | None) -> date | None:
    """The last day of an override; None when the day asked for is before the signature or too far."""
    latest = signed_on + LONGEST_OVERRIDE
    if until is None:
        return latest
    return until if signed_on <= until <= latest else None
