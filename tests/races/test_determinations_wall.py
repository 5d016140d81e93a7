"""Decisions by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.determinations import access, queries, states
from himaya.determinations.actions import determinations
from himaya.determinations.actions.determinations import Said
from himaya.determinations.models import Decision
from himaya.kernel import clock
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import RECORDER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("C4")]


def test_the_verbs_work_behind_the_wall() -> None:
    at_hand.seat_everybody()
    case_id = at_hand.ready()
    with page_of(cast.INSPECTOR):
        request = at_hand.asked(case_id)
    with page_of(RECORDER):
        assert [one.row.pk for one in queries.received(RECORDER)] == [request.pk]
        with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
            assert opened.sheet is not None
            assert opened.sheet.found == at_hand.WORDS
        decision = at_hand.recorded(request, states.NOT_ESTABLISHED)
    with page_of(cast.INSPECTOR):
        said = Said(clock.today(), "ar", "none", "spoken")
        determinations.tell(decision_id=decision, said=said, by=cast.INSPECTOR)
        again = at_hand.reviewed(case_id, decision)
        assert queries.status_of(case_id) == states.NOT_ESTABLISHED
    with page_of(RECORDER):
        at_hand.recorded(again)
    with page_of(cast.INSPECTOR):
        rows = Decision.objects.filter(case_id=case_id).order_by("number")
        assert [row.status for row in rows] == [states.NOT_ESTABLISHED, states.PRESUMED]
