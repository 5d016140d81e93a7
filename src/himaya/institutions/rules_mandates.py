"""When a mandate is valid, which one stands in the way of another, and when nobody held one. Pure.

Days are whole days, the first and the last included. Sources: design/coordination.md sections 4.1 and 6 (dated
mandates, closed and reopened; only a mandate valid on the meeting date speaks); domain/round-tables.md section 2
(names and people change with governments, so a gap is ordinary and must be seen).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

TITULAR, ALTERNATE, VALIDATING = "titular", "alternate", "validating"
ROLES = (TITULAR, ALTERNATE, VALIDATING)
SPEAKING = (TITULAR, ALTERNATE)
# An institution has one of each at a time; it may have several alternates.
ONE_AT_A_TIME = (TITULAR, VALIDATING)
TO_COME, VALID, ENDS_SOON, LAPSED = "to_come", "valid", "ends_soon", "lapsed"
# Nobody holds it, and nobody ever did.
MISSING = "missing"
SOON = timedelta(days=30)
DAY = timedelta(days=1)
# Roles of an account that fit a mandate: an alternate who steps up need not wait for a new account.
FITTING = {
    TITULAR: ("focal_point", "focal_point_alternate"),
    ALTERNATE: ("focal_point", "focal_point_alternate"),
    VALIDATING: ("validating_authority",),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included; without a last one it goes on."""

    first: date
    last: date | None = None

    def holds(self, on: date) -> bool:
        """True on each day from the first to the last."""
        return self.first <= on and (self.last is None or on <= self.last)

    def overlaps(self, other: "Span") -> bool:
        """True when the two share at least one day."""
        begins_in_time = self.last is None or other.first <= self.last
        return begins_in_time and (other.last is None or self.first <= other.last)


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as the rules see it: who holds what, and when."""

    holder: object
    role: str
    span: Span


def standing(span: Span, on: date) -> str:
    """How a mandate stands on a day: to_come, valid, ends_soon (its last day lies within 30 days) or lapsed."""
    if on < span.first:
        return TO_COME
    if not span.holds(on):
        return LAPSED
    return ENDS_SOON if span.last is not None and span.last <= on + SOON else VALID


def clash(wanted: Held, held: Iterable[Held]) -> Held | None:
    """The mandate of the same institution that stands in the way of another, or None.

    One titular and one validating authority at a time; nobody speaks twice at a time, nor holds one role twice.
    """
    overlapping = (one for one in held if one.span.overlaps(wanted.span))
    return next((one for one in overlapping if _excludes(one, wanted)), None)


def _excludes(one: Held, other: Held) -> bool:
    if one.role == other.role and (one.role in ONE_AT_A_TIME or one.holder == other.holder):
        return True
    return one.holder == other.holder and one.role in SPEAKING and other.role in SPEAKING


def gaps(spans: Sequence[Span], *, until: date) -> list[Span]:
    """The days, from the first mandate to `until`, on which nobody held it; the oldest gap first."""
    found: list[Span] = []
    covered: date | None = None
    for span in sorted((one for one in spans if one.first <= until), key=lambda one: one.first):
        if covered is not None and span.first > covered + DAY:
            found.append(Span(covered + DAY, span.first - DAY))
        last = span.last or until
        covered = last if covered is None else max(covered, last)
    if covered is not None and covered < until:
        found.append(Span(covered + DAY, until))
    return found
