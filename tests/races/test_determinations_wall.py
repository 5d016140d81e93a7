"""Decisions by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.determinations import access, queries, states
from himaya.determinations.actions import counsels, decision_requests, determinations
from himaya.determinations.actions.determinations import Said
from himaya.determinations.models import Counsel, Decision, Request
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations import test_counsel_elsewhere as elsewhere
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
    # The store shows who wrote the first decision down, so that another one writes the review.
    with page_of(RECORDER), pytest.raises(NotPermitted, match="same_recorder"):
        at_hand.recorded(again)
    with page_of(at_hand.RECORDER_COLLEAGUE):
        at_hand.recorded(again, by=at_hand.RECORDER_COLLEAGUE)
    with page_of(cast.INSPECTOR):
        rows = Decision.objects.filter(case_id=case_id).order_by("number")
        assert [row.status for row in rows] == [states.NOT_ESTABLISHED, states.PRESUMED]


@pytest.mark.parametrize("yes", [True, False], ids=["sent", "advised against"])
def test_counsel_of_another_desk_reads_and_answers_behind_the_wall(yes: bool) -> None:
    """Seen red without `wall.beyond` around what `advise` saves: the store shows them nothing of what does not wait."""
    row = elsewhere.to_read()
    with page_of(cast.INSPECTOR):
        counsels.name_counsel(request_id=row.pk, desk_id=elsewhere.DESK, by=cast.INSPECTOR)
    by = elsewhere.ELSEWHERE
    with page_of(by):
        assert [(one.row.pk, one.readable) for one in queries.to_advise(by)] == [(row.pk, True)]
        with access.open_advised(by, access.advised(by, row.pk)) as sheet:
            assert sheet is not None
            assert sheet.found == at_hand.WORDS
        decision_requests.advise(request_id=row.pk, yes=yes, by=by)
        assert queries.to_advise(by) == []
    with page_of(cast.INSPECTOR):
        named = Counsel.objects.get(request=row.pk)
        assert (named.why, named.opened_at is not None) == (states.SAID, True)
        state = states.SENT if yes else states.WITHDRAWN
        assert Request.objects.values_list("state", flat=True).get(pk=row.pk) == state
