"""The decisions of the matrix: the foreign desk is the named body, and knows its request and nothing else."""

from uuid import UUID

from himaya.determinations import states
from himaya.determinations.actions import decision_requests, namings
from himaya.determinations.actions.namings import Entered
from tests import cast, factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.security.matrix.rows import DECISION_NOTE, DECISION_REQUEST, NAMING, TOLD_DECISION, UNDECIDED

BODY = "police-north"


def set_up(case_id: UUID) -> dict[str, str]:
    """A body that two people named; a decision on one file, which counsel did not let go on to a review; a request on
    the case; nothing asked on a third."""
    at_hand.seat_everybody()
    at_hand.named(desk=BODY)
    at_hand.period()
    other, free = (factories.hand_over(identity=None).case_id for _one in range(2))
    for one in (case_id, other, free):
        at_hand.agree(one, BODY)
    recorder = cast.actor("police-recorder", BODY, "decision_recorder")
    decision = at_hand.recorded(at_hand.asked(other), states.NOT_ESTABLISHED, by=recorder)
    at_hand.told(decision)
    refused = at_hand.reviewed(other, decision)
    decision_requests.advise(request_id=refused.pk, yes=False, by=at_hand.COUNSEL)
    request = at_hand.asked(case_id)
    _case, note = at_hand.note(case_id)
    entered = Entered(
        part=states.BODY,
        step=states.IDENTIFIED,
        desk_id=BODY,
        text="Text",
        source="s",
        mark="C",
        valid_from=at_hand.FROM,
    )
    return {
        DECISION_REQUEST: str(request.pk),
        TOLD_DECISION: str(decision),
        DECISION_NOTE: str(note),
        NAMING: str(namings.propose(entered=entered, by=at_hand.SECRETARY_2)),
        UNDECIDED: str(free),
    }
