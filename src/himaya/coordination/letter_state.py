"""One letter, held for a change, and whether a verb is possible in the state that it is in."""

from uuid import UUID

from himaya.coordination import locks, states, words_papers, words_tables
from himaya.coordination.models import Letter
from himaya.kernel.errors import NotNow


def held(letter_id: UUID) -> Letter:
    """One letter, held for a change inside a unit. Raises NotFound."""
    return locks.lock_row(Letter.objects.select_related("institution", "cycle"), letter_id, gone=words_tables.GONE)


def after(row: Letter, verb: str) -> str:
    """The state after a verb; only letters of ours move. Raises NotNow with the sentence of the letter's state."""
    found = states.leads_to(states.LETTER_TRANSITIONS, verb, row.state) if row.direction == states.OUT else None
    if found is None:
        raise NotNow(words_papers.LETTER_NOT_NOW[row.state], code=f"letter_{row.state}")
    return found


def check_draft(row: Letter) -> None:
    """Raises NotNow once the letter has a number."""
    if row.state != states.LETTER_DRAFT:
        raise NotNow(words_papers.LETTER_NOT_NOW[row.state], code=f"letter_{row.state}")
