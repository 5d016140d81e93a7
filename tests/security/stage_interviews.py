"""The interviews of the matrix: one in a sitting on the case; on other files of the desk one that is ready, and one in
a sitting that somebody else leads."""

from dataclasses import replace
from unittest import mock
from uuid import UUID

from himaya.interviews import policy
from himaya.interviews.actions import sittings
from himaya.interviews.actions.sittings import Opening
from tests import factories
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import NORTH, Held
from tests.security.matrix.rows import INTERVIEW, INTERVIEW_DRAFT, LED_INTERVIEW, READY_INTERVIEW


def set_up(case_id: UUID, *, leader: UUID) -> dict[str, str]:
    """The visitor who leads the sitting holds no qualification any more: they write in it, and begin nothing."""
    at_hand.form()
    one = _ready(case_id)
    ready, led = (_ready(factories.hand_over(identity=None).case_id) for _ in range(2))
    with mock.patch.object(policy, "qualified", return_value=True):
        sittings.begin(interview_id=one.pk, opening=Opening(limits_read=True), by=replace(NORTH, account_id=leader))
        at_hand.fact(one, by=NORTH)
        sittings.begin(interview_id=led.pk, opening=Opening(limits_read=True), by=NORTH)
    return {
        INTERVIEW: str(one.pk),
        READY_INTERVIEW: str(ready.pk),
        LED_INTERVIEW: str(led.pk),
        INTERVIEW_DRAFT: f"/interviews/{one.pk}/draft/",
    }


def _ready(case_id: UUID) -> Held:
    return at_hand.agreed(at_hand.prepared(at_hand.on(case_id, by=NORTH), by=NORTH), by=NORTH)
