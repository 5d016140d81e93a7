"""What the store itself shows of contact, plans and copies, on PostgreSQL: raw SQL as the role of the pages."""

from datetime import timedelta

import pytest

from himaya.cases import policy
from himaya.kernel import clock, contact_hours, wall
from himaya.safety import access
from tests import cast, factories
from tests.races.behind_the_wall import alone, seen
from tests.rooms.safety import made
from tests.rooms.safety.made import BY

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D3")]
TABLES = ("contact_rules", "safety_plan", "safety_copy")


def test_the_lines_are_there_for_the_desk_that_holds_the_file_alone(role: str) -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    made.copy(case)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 1)
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.OFFICER, cast.NURSE, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_everything_is_written_and_read_behind_the_wall(role: str) -> None:
    case = made.case()
    at = factories.TUESDAY.astimezone(clock.here()).replace(hour=21)
    with wall.behind(lambda: policy.said(BY)):
        made.rules(case)
        made.plan(case)
        made.revised(case)
        made.copy(case, "none", version=2)
        with access.open_contact(BY, case.pk) as opened:
            assert opened.now is not None
        with access.open_plan(BY, case.pk) as (_case, plan):
            assert plan is not None
        made.rules(case, ways=("never",), hours=made.NIGHT)
    with wall.behind(lambda: policy.said(cast.SHELTER)):
        assert contact_hours.not_before(case.pk, at) > at + timedelta(hours=1)
        assert contact_hours.nobody_calls([case.pk]) == {case.pk}
        with access.open_beside(cast.SHELTER, case.pk, purpose="contact_person") as reached:
            assert reached is not None
