"""A person takes protection back while an item of it is taken up: whoever is first, nothing stays on."""

import pytest

from himaya.conferences import rules, states
from himaya.conferences.actions import items, sayings
from himaya.conferences.models import Item
from himaya.kernel import clock
from himaya.kernel.errors import Refusal
from tests import cast
from tests.races.test_two_actors import together
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR

pytestmark = [
    pytest.mark.deep,
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A10"),
]


def test_a_withdrawal_while_an_item_is_taken_up_leaves_nothing_on() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        items.hear(item_id=thing, decided="", by=CHAIR)
        waiting = at_hand.item(one, "shelter")
        found = together(
            lambda: items.take_up(item_id=waiting, by=CHAIR),
            lambda: sayings.withdraw(conference_id=one.pk, part=rules.PROTECTION, by=cast.LABOUR_LEAD),
        )
        assert [one for one in found if isinstance(one, Exception) and not isinstance(one, Refusal)] == []
        assert Item.objects.get(pk=waiting).state == states.DROPPED
