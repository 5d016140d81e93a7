"""A text that goes round, and one that is consolidated, behind the matrix; what was said of them is labour's."""

from himaya.coordination import states
from himaya.coordination.models import Cycle
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.at_the_table import SECRETARY
from tests.security.matrix import rows

OWN = "labour"


def set_up(cycle: Cycle) -> dict[str, str]:
    """The things of a consultation that rows may name."""
    round_ = hand.opened(hand.draft(hand.document(cycle)))
    comment = hand.comment(round_, SECRETARY, institution_id=OWN)
    amendment = hand.amend(round_, SECRETARY, institution_id=OWN)
    before = hand.opened(hand.draft(hand.document(cycle)))
    settled = hand.amend(before, SECRETARY, institution_id=OWN)
    assert hand.closed(before).state == states.CONSOLIDATION
    made = {
        rows.CONSULTED: round_.draft_id,
        rows.CONSULTATION: round_.pk,
        rows.CLAUSE: hand.at(round_.draft, "Q-01").pk,
        rows.COMMENT: comment.pk,
        rows.AMENDMENT: amendment.pk,
        rows.SETTLING: settled.pk,
    }
    return {name: str(pk) for name, pk in made.items()}
