"""What ends beside what goes on: a part taken back, a file closed. Whoever is first, nothing goes on afterwards."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from himaya.conferences import access, rules, states
from himaya.conferences.actions import conferences, items, sayings, seats
from himaya.conferences.models import Item
from himaya.kernel import clock
from himaya.kernel.errors import Refusal
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A10"),
]

ACTIONS = {"begin": "conference.begun", "enter": "conference.attended", "take_up": "conference.item_taken_up"}


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


@pytest.mark.parametrize("deed", ["begin", "enter", "take_up", "cancel_with_file"])
def test_a_file_closed_beside_a_conference_leaves_nothing_that_a_desk_reads(
    monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """Fault to plant: without the case in `access._hold`, a meeting begins on a file that was closed meanwhile."""
    with clock.stopped(BEGINS):
        one = at_hand.called(begins=BEGINS)
        at_hand.seat(one, "shelter", comes=cast.SHELTER)
        thing = at_hand.item(one, "shelter")
        at_hand.say(one, rules.TOLD)
        if deed == "take_up":
            conferences.begin(conference_id=one.pk, by=CHAIR)
        deeds: dict[str, Callable[[], Any]] = {
            "begin": partial(conferences.begin, conference_id=one.pk, by=CHAIR),
            "enter": partial(seats.enter, conference_id=one.pk, by=cast.SHELTER),
            "take_up": partial(items.take_up, item_id=thing, by=CHAIR),
            "cancel_with_file": partial(conferences.cancel_with_file, case_id=one.case),
        }
        with monkeypatch.context() as patched:
            meet_before_saving(patched)
            found = together(deeds[deed], partial(at_hand.close_file, one))
        assert [each for each in found if isinstance(each, Exception) and not isinstance(each, Refusal)] == []
        assert found[1] is None, "closing is never kept back by a conference"
        written = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
        if found[0] is None and deed in ACTIONS:
            assert written.index(ACTIONS[deed]) < written.index("case.closed"), "nothing is done on a closed file"
        conferences.cancel_with_file(case_id=one.case)
        assert one.row.state in (states.CANCELLED, states.RUNNING)
        with access.open_seat(cast.SHELTER, access.invited(cast.SHELTER, one.pk)) as seen:
            assert seen.items == ()
