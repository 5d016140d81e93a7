"""Which parts of a case are kept apart, who keeps each, and who may be let in. Pure.

Source: design/security.md 7 and 8, design/product.md D4 and X2 (the health compartment is invisible to police and
justice), design/do-no-harm.md 14 and 20. The days and the roles beside a health professional are a proposal of this
software, not adopted.
"""

from collections.abc import Iterable

HEALTH, NGO_NOTES, SAFE_HOUSE = "health", "ngo_notes", "safe_house"
KINDS = (HEALTH, NGO_NOTES, SAFE_HOUSE)
# The institution whose desks keep such notes; a safe house is kept by whoever gives the service, whatever it is.
KEPT_BY = {HEALTH: "hospital", NGO_NOTES: "ngo"}
SHELTERS = "emergency_shelter"
# Who opens a compartment at the desk that keeps it. Leading a desk is no reason by itself: a supervisor opens none.
READERS = {
    HEALTH: frozenset({"health_professional"}),
    NGO_NOTES: frozenset({"front_line", "interviewer", "case_manager", "legal_counsel", "health_professional"}),
    SAFE_HOUSE: frozenset({"front_line", "case_manager"}),
}
LONGEST_DAYS = 180
REASONS = ("joint_work", "stand_in", "takes_over", "advice")
LONGEST_NOTE = 4000
MOST_NOTES = 500


def kept_at(institution_kind: str, services: Iterable[str], *, enforces: bool) -> frozenset[str]:
    """The kinds that a desk keeps; none at a desk of police or justice (`enforces`), whatever services it names."""
    if enforces:
        return frozenset()
    kinds = {kind for kind, kept_by in KEPT_BY.items() if kept_by == institution_kind}
    return frozenset(kinds | ({SAFE_HOUSE} if SHELTERS in services else set()))


def readable_by(roles: Iterable[str], *, enforces: bool) -> frozenset[str]:
    """The kinds that somebody in these roles may be let into at all."""
    held = frozenset(roles)
    return frozenset() if enforces else frozenset(kind for kind in KINDS if held & READERS[kind])
