"""A sharing without agreement: which grounds two people may name, and what is owed to the person after it. Pure.

Source: design/product.md E1 (exception = legal basis + second person + notice); domain/legal.md, marks: what is marked
G or ? is shown to be verified and chosen by nobody. Days are a model, not adopted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

VERIFIED = ("C", "C2")
PROPOSED, CONFIRMED, DECLINED = "proposed", "confirmed", "declined"
STATES = (PROPOSED, CONFIRMED, DECLINED)
# Told already; to tell by a day; not told, for a reason, and looked at again by a day.
TOLD, TO_TELL, NOT_TOLD = "told", "to_tell", "not_told"
NOTICES = (TOLD, TO_TELL, NOT_TOLD)
NOT_TOLD_REASONS = ("telling_endangers", "not_alone", "cannot_understand")
# The longest that the person stays untold, or that nobody looks again whether they can be.
LONGEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground as the content has it. `way` is `here`, or the register where such a sharing is decided."""

    code: str
    mark: str
    way: str


def may_name(ground: Ground) -> bool:
    """True for a ground that was read in a text, and for which no other register exists."""
    return ground.mark in VERIFIED and ground.way == "here"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the person is owed: when they were told, or by when, or why not and when that is looked at again."""

    kind: str
    day: date | None = None
    reason: str = ""


def fault(notice: Notice, today: date) -> str:
    """The field that needs another look: notice, day, reason; empty when none does."""
    if notice.kind not in NOTICES:
        return "notice"
    if notice.kind == NOT_TOLD and notice.reason not in NOT_TOLD_REASONS:
        return "reason"
    if notice.day is None:
        return "day"
    if notice.kind == TOLD:
        return "" if today - LONGEST <= notice.day <= today else "day"
    return "" if today <= notice.day <= today + LONGEST else "day"


def owed(kind: str) -> bool:
    """True until the person was told."""
    return kind != TOLD


def late(kind: str, day: date | None, today: date) -> bool:
    """True when the day to tell, or to look again, is over."""
    return owed(kind) and day is not None and day < today


def second(proposed_by: object, decided_by: object, roles: Iterable[str]) -> bool:
    """True for a second person who may confirm: a lead or legal counsel, never whoever proposed it."""
    return proposed_by != decided_by and not {"desk_lead", "legal_counsel"}.isdisjoint(roles)
