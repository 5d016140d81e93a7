"""What the store itself shows of going and staying, on PostgreSQL: raw SQL as the role of the pages."""

import pytest

from himaya.cases import policy
from himaya.cases.models import Case, Grant
from himaya.institutions.models import Desk
from himaya.kernel import wall
from himaya.returns import access
from himaya.returns.models import ReturnLine
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.returns import gone
from tests.rooms.returns.gone import BY

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("F1")]
TABLES = ("voluntary_return", "return_line")


def test_an_attempt_is_written_and_read_behind_the_wall_and_by_nobody_else(role: str) -> None:
    case = gone.case()
    with wall.behind(lambda: policy.said(BY)):
        gone.to_weighing(case.pk)
        gone.weighed(case.pk)
        gone.not_now(case.pk)
        with access.open_return(BY, case.pk) as opened:
            assert opened.stands.country == gone.COUNTRY
    lines = ReturnLine.objects.count()
    assert lines == 5
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {"voluntary_return": 1, "return_line": lines}
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER, cast.AUDITOR, cast.OPERATOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


@pytest.mark.parametrize("kind", ["police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state"])
def test_a_desk_where_no_story_is_kept_sees_nothing_also_where_it_holds_the_file(role: str, kind: str) -> None:
    """Seen red without the kinds in the policy of the tables."""
    case = gone.case()
    gone.to_weighing(case.pk)
    by = cast.INSPECTOR_SOUTH
    Case.objects.filter(pk=case.pk).update(desk_id=by.desk_id)
    Grant.objects.filter(case=case).update(desk_id=by.desk_id)
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == {"voluntary_return": 1, "return_line": ReturnLine.objects.count()}
    Desk.objects.filter(pk=by.desk_id).update(kind=kind)
    with alone(role) as link:
        assert seen(link, by, tables=TABLES) == dict.fromkeys(TABLES, 0)
