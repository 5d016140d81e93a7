"""The conferences of the matrix: one called on the case, where the receiver sits; one held on another file."""

from datetime import datetime, timedelta
from uuid import UUID

from himaya.conferences import rules
from himaya.conferences.actions import conferences, items, minutes
from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import CHAIR, Called
from tests.security.matrix.rows import CONFERENCE, CONFERENCE_ITEM, HELD_CONFERENCE, UNCALLED


def set_up(case_id: UUID) -> dict[str, str]:
    """Nothing sealed of them can be read by the receiver: nothing is on."""
    pk = conferences.call(case_id=case_id, begins_at=soon(), minutes=60, per_item=10, by=CHAIR)
    one = Called(case_id, pk)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    done, of_other = at_hand.running()
    items.hear(item_id=of_other, decided="Canary bed", by=CHAIR)
    conferences.end(conference_id=done.pk, by=CHAIR)
    minutes.draft(conference_id=done.pk, remark="", by=CHAIR)
    return {
        CONFERENCE: str(pk),
        CONFERENCE_ITEM: str(thing),
        HELD_CONFERENCE: str(done.pk),
        UNCALLED: str(factories.hand_over(identity=None).case_id),
    }


def soon() -> datetime:
    """Within the quarter of an hour in which it may begin."""
    return clock.now() + timedelta(minutes=5)
