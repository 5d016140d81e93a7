"""The status by which rights are read, for rooms that must not know this one."""

from uuid import UUID

from himaya.determinations import queries, rules


def status(case_id: UUID) -> str:
    """`presumed` or `identified`, as a named body decided last; empty where nothing is known or established."""
    return rules.opens_rights(queries.status_of(case_id))
