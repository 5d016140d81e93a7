"""What this room knows of those who look after a child, for the rule that says whether a guardian may be asked."""

from collections.abc import Collection
from uuid import UUID

from himaya.relations import queries


def implicated(case_id: UUID) -> Collection[str]:
    """`yes`, `no` or `unknown`, of each who looks after the child of a file."""
    return queries.implicated(case_id)
