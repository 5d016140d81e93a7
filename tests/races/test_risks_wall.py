"""Risks by verbs behind the second wall, on PostgreSQL."""

import pytest
from django.db import DatabaseError, transaction

from himaya.kernel.ids import new_id
from himaya.risks import access, queries_clocks
from himaya.risks.actions import assessments, own_ratings
from himaya.risks.models import Assessment
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.risks.assessed import answered, begun, finished, opened

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D1")]


def test_a_nearer_day_comes_and_goes_behind_the_wall_and_is_never_moved_away() -> None:
    with page_of(cast.INSPECTOR):
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


def test_an_assessment_is_made_and_finished_behind_the_wall() -> None:
    with page_of(cast.INSPECTOR):
        case = opened()
        row = begun(case)
        answered(row, "R2", "3", "3", own="critical")
        finished(row, 1)
        with access.open_risks(cast.INSPECTOR, case.pk) as risks:
            assert risks.overall.level == "critical"
        with access.open_finished(cast.INSPECTOR, case.pk, row.number) as then:
            assert then.overall.missing == 11
