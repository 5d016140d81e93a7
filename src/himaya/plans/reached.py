"""What a desk had of a plan by an agreement: its lines."""

from collections.abc import Collection
from uuid import UUID

from himaya.plans import queries


def reference(case_id: UUID, desk_id: str, ended: Collection[str]) -> str:
    """What the desk calls the person, where it was ever given lines; else nothing."""
    return queries.had_lines(case_id, desk_id) if queries.PLAN_LINES in ended else ""
