"""The second wall around decisions, on PostgreSQL: raw SQL as the role of the pages, and verbs behind it."""

from dataclasses import replace

import pytest

from himaya.cases import policy
from himaya.determinations import access, queries, states
from himaya.determinations.actions import determinations
from himaya.determinations.actions.determinations import Said
from himaya.determinations.models import Decision
from himaya.determinations.rules_panel import FOR, Member
from himaya.kernel import clock, wall
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import RECORDER

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("C4")]
TABLES = ("determination_request", "determination_decision", "determination_panel", "determination_telling")
MORE = ("determination_period", "determination_note")


def test_each_desk_is_shown_its_own_rows_and_nobody_else_any(role: str) -> None:
    at_hand.seat_everybody()
    request = at_hand.asked(at_hand.ready(panel=1))
    member = Member("Canary", FOR)
    decision = at_hand.recorded(request, members=(member,))
    at_hand.told(decision)
    at_hand.note(request.case_id)
    nothing = dict.fromkeys(TABLES, 0)
    with alone(role) as link:
        assert seen(link, cast.INSPECTOR, tables=TABLES) == {**dict.fromkeys(TABLES, 1), "determination_panel": 0}
        assert seen(link, RECORDER, tables=TABLES) == {**dict.fromkeys(TABLES, 1), "determination_telling": 0}
        assert seen(link, RECORDER, tables=MORE) == dict.fromkeys(MORE, 0)
        # A colleague at the desk of the body who does not record, and a recorder of another desk.
        strangers = (cast.HOSTEL, at_hand.OTHER_RECORDER, cast.OFFICER, cast.SHELTER, cast.OPERATOR, cast.SECRETARY)
        for stranger in (*strangers, replace(RECORDER, roles=frozenset({"focal_point"}))):
            assert seen(link, stranger, tables=TABLES) == nothing, stranger
            assert seen(link, stranger, tables=MORE) == dict.fromkeys(MORE, 0), stranger
        assert seen(link, RECORDER, tables=("case_file", "person", "submission", "referral")) == {
            "case_file": 0,
            "person": 0,
            "submission": 0,
            "referral": 0,
        }


def test_the_verbs_work_behind_the_wall(role: str) -> None:
    at_hand.seat_everybody()
    case_id = at_hand.ready()
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        request = at_hand.asked(case_id)
    with wall.behind(lambda: policy.said(RECORDER)):
        assert [one.row.pk for one in queries.received(RECORDER)] == [request.pk]
        with access.open_received(RECORDER, access.received(RECORDER, request.pk)) as opened:
            assert opened.sheet is not None
            assert opened.sheet.found == at_hand.WORDS
        decision = at_hand.recorded(request, states.NOT_ESTABLISHED)
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        said = Said(clock.today(), "ar", "none", "spoken")
        determinations.tell(decision_id=decision, said=said, by=cast.INSPECTOR)
        again = at_hand.reviewed(case_id, decision)
        assert queries.status_of(case_id) == states.NOT_ESTABLISHED
    with wall.behind(lambda: policy.said(RECORDER)):
        at_hand.recorded(again)
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        rows = Decision.objects.filter(case_id=case_id).order_by("number")
        assert [row.status for row in rows] == [states.NOT_ESTABLISHED, states.PRESUMED]
