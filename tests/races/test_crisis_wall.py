"""A life in danger by verbs behind the second wall, on PostgreSQL; and police that hold the file."""

from datetime import timedelta

import pytest

from himaya.cases.models import Case, Grant
from himaya.crisis import access, queries
from himaya.institutions.models import Desk
from himaya.kernel import clock
from tests import cast
from tests.races.behind_the_wall import alone, page_of, seen
from tests.rooms.crisis import looked
from tests.rooms.crisis.looked import BY

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D5")]
TABLES = ("crisis_round", "crisis_act")


def test_looks_are_written_and_read_behind_the_wall(role: str) -> None:
    case = looked.case()
    with page_of(BY):
        looked.begun(case.pk)
        looked.recorded(case.pk)
        with access.open_rounds(BY, case.pk) as (_case, rounds):
            assert [one.said["words"] for one in rounds] == [looked.SAID.words]


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
    with page_of(by):
        assert queries.look_due(case.pk) == clock.now() + timedelta(hours=24)
        assert looked.again(case.pk, by=by).number == 2
        looked.recorded(case.pk, by=by)
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 1)
    Desk.objects.filter(pk=by.desk_id).update(kind="other")
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 2)
