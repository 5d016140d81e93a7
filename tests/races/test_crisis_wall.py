"""What the store itself shows of looks at a person, on PostgreSQL: raw SQL as the role of the pages."""

from datetime import timedelta

import pytest

from himaya.cases import policy
from himaya.cases.contacts import contact
from himaya.cases.models import Case, Grant
from himaya.crisis import access, queries
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.ids import new_id
from himaya.plans.actions import health_offers
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.crisis import looked
from tests.rooms.crisis.looked import BY

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D5")]
TABLES = ("crisis_round", "crisis_act")


def test_looks_are_written_and_read_behind_the_wall_and_by_nobody_else(role: str) -> None:
    case = looked.case()
    with wall.behind(lambda: policy.said(BY)):
        looked.begun(case.pk)
        looked.recorded(case.pk)
        with access.open_rounds(BY, case.pk) as (_case, rounds):
            assert [one.said["words"] for one in rounds] == [looked.SAID.words]
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 1)
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_a_desk_of_police_that_holds_the_file_sees_its_own_rows_and_still_until_when(role: str) -> None:
    """Seen red without the desk in the policy of the table."""
    case = looked.case()
    looked.begun(case.pk)
    looked.recorded(case.pk)
    by = cast.INSPECTOR_SOUTH
    Desk.objects.filter(pk=by.desk_id).update(kind="police")
    Case.objects.filter(pk=case.pk).update(desk_id=by.desk_id)
    Grant.objects.filter(case=case).update(desk_id=by.desk_id)
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 0)
    with wall.behind(lambda: policy.said(by)):
        assert queries.look_due(case.pk) == clock.now() + timedelta(hours=24)
        assert looked.again(case.pk, by=by).number == 2
        looked.recorded(case.pk, by=by)
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 1)
    Desk.objects.filter(pk=by.desk_id).update(kind="other")
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 2)


def test_what_became_of_an_offer_is_there_for_the_desk_that_holds_the_file(role: str) -> None:
    case = looked.case()
    with wall.behind(lambda: policy.said(BY)):
        health_offers.say(case_id=case.pk, said="declined", instance_id=new_id(), by=BY)
        assert contact(case).at == clock.now()
    with alone(role) as link:
        assert seen(link, BY, tables=("health_offer",)) == {"health_offer": 1}
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER):
            assert seen(link, stranger, tables=("health_offer",)) == {"health_offer": 0}, stranger
