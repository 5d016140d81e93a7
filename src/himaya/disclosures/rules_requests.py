"""When a person's question about their data is to be answered, and whose word is enough to ask. Pure.

Sources: Law 09-08 gives the rights of access and of rectification (domain/assistance.md, mark C2); its number of days
was not read in a source. The days below are ours: a model, not adopted. They remind and are shown; no state, no
permission and no count depends on them. Do-no-harm 2, 3 and 6: nothing said twice, no oracle, a guardian may be the
danger.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from himaya.disclosures import states_requests as states

ANSWER_WITHIN = timedelta(days=30)
REMIND_BEFORE = timedelta(days=7)
DAYS = ANSWER_WITHIN.days


def due_on(asked_on: date) -> date:
    """The day by which the answer should be in the person's hands."""
    return asked_on + ANSWER_WITHIN


def remind_on(due: date) -> date:
    """The day on which those who owe the answer are reminded."""
    return due - REMIND_BEFORE


def is_late(*, open_: bool, due: date, today: date) -> bool:
    """True when the day has passed and the person has no answer: shown, and nothing else."""
    return open_ and today > due


def proof_fits(asker: str, proof: str) -> bool:
    """True when the check fits who asks: a mandate for whoever comes on somebody's behalf, never for the person."""
    if asker not in states.ASKERS or proof not in states.PROOFS:
        return False
    return (proof == states.MANDATE) == (asker != states.PERSON)


def needs_a_look(asker: str) -> bool:
    """True when the desk first says that who asks is no danger to the person (a guardian may be the one who is)."""
    return asker != states.PERSON


def may_ask_for(asker: str, field: str) -> bool:
    """False for whoever asks, for somebody else, to change how that person is reached or met (do-no-harm 6)."""
    return asker == states.PERSON or field not in states.REACH


def split(keys: Iterable[str], left_out: Mapping[str, str]) -> tuple[list[str], dict[str, str]] | None:
    """Which parts are given, and why each other is not; None when a part or a reason is not known.

    What is given is named: what comes into the file later is in no list, and so in no answer.
    """
    known = list(keys)
    if not set(left_out) <= set(known) or not set(left_out.values()) <= set(states.LEFT_OUT):
        return None
    return [key for key in known if key not in left_out], dict(left_out)
