"""A journey and a child's steps behind the second wall, on PostgreSQL: written by the desk, seen by nobody else."""

import pytest

from himaya.cases import policy
from himaya.kernel import wall
from himaya.returns import access
from himaya.returns.models import ReturnLine
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("F1")]
TABLES = ("voluntary_return", "return_line")


def test_a_journey_is_written_behind_the_wall_and_read_by_nobody_else(role: str) -> None:
    case = gone.case()
    later.to_day(case.pk)
    consent = later.agreed_to_consulate(case.pk)
    with wall.behind(lambda: policy.said(BY)):
        later.contacted(case.pk, consent)
        later.ready(case.pk, days=0)
        later.at_gate(case.pk)
        later.boarded(case.pk)
        later.met(case.pk)
        later.asked(case.pk)
        with access.open_return(BY, case.pk) as opened:
            assert opened.told[-1].kind == "monitored"
    lines = ReturnLine.objects.count()
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {"voluntary_return": 1, "return_line": lines}
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER, cast.OPERATOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_what_is_owed_of_a_child_is_found_behind_the_wall_too(role: str) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.carer(case.pk, "yes")
    with wall.behind(lambda: policy.said(BY)):
        later.decided(case.pk)
        later.heard(case.pk)
        later.family(case.pk)
        with access.open_return(BY, case.pk) as opened:
            assert opened.child_owes("weighing") == ("family_implicated",)
    with alone(role) as link:
        assert seen(link, cast.SHELTER, tables=TABLES) == dict.fromkeys(TABLES, 0)
