"""The year behind the matrix: a draft that waits for its reviewers, drawn up by somebody who does not visit."""

from tests.rooms.yearbook import at_hand
from tests.security.matrix.rows import YEAR_DRAFT


def set_up() -> dict[str, str]:
    """The draft by its word, and the hash that a reviewer gives back."""
    at_hand.counted()
    draft = at_hand.drawn_up()
    return {YEAR_DRAFT: str(draft.pk), f"{YEAR_DRAFT}seen": draft.sha256}
