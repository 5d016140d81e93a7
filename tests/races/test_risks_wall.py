"""What the store itself shows of risks, on PostgreSQL: raw SQL as the role of the pages."""

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import policy
from himaya.cases.models import Case, Grant
from himaya.kernel import wall
from himaya.kernel.ids import new_id
from himaya.risks import access, queries_clocks
from himaya.risks.actions import assessments, own_ratings
from himaya.risks.models import Assessment
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.risks.assessed import answered, begun, finished, opened

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D1")]
TABLES = ("risk_assessment", "risk_line", "risk_own_rating", "risk_first_look", "risk_discussion")


def staged() -> Case:
    case = opened()
    row = begun(case)
    answered(row, "R5", "4", "4")
    answered(row, "R9")
    own_ratings.note(case_id=case.pk, domain="R4", level="high", words="", instance_id=new_id(), by=cast.INSPECTOR)
    own_ratings.note(case_id=case.pk, domain="R9", level="high", words="", instance_id=new_id(), by=cast.INSPECTOR)
    return case


def test_lines_are_there_for_the_desk_of_the_case_and_for_nobody_else(role: str) -> None:
    staged()
    with alone(role) as link:
        whole = {"risk_assessment": 1, "risk_line": 2, "risk_own_rating": 2, "risk_first_look": 1, "risk_discussion": 0}
        assert seen(link, cast.INSPECTOR, tables=TABLES) == whole
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.OFFICER, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_police_that_hold_the_case_see_no_line_of_health(role: str) -> None:
    case = staged()
    Case.objects.filter(pk=case.pk).update(desk_id="police-north", institution_id="police")
    Grant.objects.filter(case=case).update(desk_id="police-north", institution_id="police")
    with alone(role) as link:
        shown = seen(link, cast.OFFICER, tables=TABLES)
    assert shown == {
        "risk_assessment": 1, "risk_line": 1, "risk_own_rating": 1, "risk_first_look": 1, "risk_discussion": 0
    }  # fmt: skip


def test_a_nearer_day_comes_and_goes_behind_the_wall_and_is_never_moved_away(role: str) -> None:
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        case = opened()
        row = begun(case)
        own_ratings.note(
            case_id=case.pk, domain="R9", level="critical", words="", instance_id=new_id(), by=cast.INSPECTOR
        )
        mine = Assessment.objects.filter(pk=row.pk)
        assert mine.values_list("nearer_on", flat=True).get() is not None
        with pytest.raises(DatabaseError, match="never moved away"), transaction.atomic():
            mine.update(nearer_on=None)
        assessments.abandon(case_id=case.pk, number=row.number, by=cast.INSPECTOR)
        assert queries_clocks.due(case) is not None


def test_an_assessment_is_made_and_finished_behind_the_wall(role: str) -> None:
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        case = opened()
        row = begun(case)
        answered(row, "R2", "3", "3", own="critical")
        finished(row, 1)
        with access.open_risks(cast.INSPECTOR, case.pk) as risks:
            assert risks.overall.level == "critical"
        with access.open_finished(cast.INSPECTOR, case.pk, row.number) as then:
            assert then.overall.missing == 11
