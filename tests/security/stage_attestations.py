"""On the case of the matrix: a letter that stands, made by the desk that holds it."""

from uuid import UUID

from django.core.cache import cache

from tests.rooms.attestations import lettered
from tests.security.matrix.rows import LETTER_MADE, LETTER_NUMBER


def set_up(case_id: UUID) -> dict[str, str]:
    """Its number too: a check of it is no secret to anybody who works with people."""
    cache.clear()
    made, pk = lettered.issued(case_id)
    return {LETTER_MADE: str(pk), LETTER_NUMBER: made.letter.number}
