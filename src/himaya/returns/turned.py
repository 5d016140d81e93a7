"""Whether the person of a file turned back, as a yes or no before an arrival is told abroad. No word is opened."""

from uuid import UUID

from himaya.returns import queries, states


def back(case_id: UUID) -> bool:
    """True while the newest attempt is talked about after a choice, or ended because the person stays."""
    row = queries.of_case(case_id).first()
    if row is None or row.state != states.TALKING:
        return row is not None and row.end_reason == states.STAYS
    return queries.lines_of(row).filter(kind__in=(states.CHOSE, states.CHANGED_MIND)).exists()
