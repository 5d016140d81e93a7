"""What the store itself shows of events and measures, on PostgreSQL: raw SQL as the role of the pages."""

import pytest

from himaya.cases import policy
from himaya.cases.models import Case, Grant
from himaya.kernel import clock, wall
from himaya.risks import access_clocks, queries_clocks
from himaya.risks.actions import measures, risk_events
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import BY, WORDS, after, looked, noted, planned

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D2")]
TABLES = ("risk_event", "risk_measure")


def test_lines_are_there_for_the_desk_that_holds_the_case_and_for_nobody_else(role: str) -> None:
    case = opened()
    noted(case)
    planned(case)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 1)
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.OFFICER, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_police_that_hold_the_case_see_no_measure_of_health(role: str) -> None:
    case = opened()
    for code, domain in (("medical_referral", ""), ("accompaniment", "R5"), ("relocation", "R1")):
        planned(case, code, domain=domain)
    Case.objects.filter(pk=case.pk).update(desk_id="police-north", institution_id="police")
    Grant.objects.filter(case=case).update(desk_id="police-north", institution_id="police")
    with alone(role) as link:
        assert seen(link, cast.OFFICER, tables=TABLES)["risk_measure"] == 1


def test_events_and_measures_are_written_and_read_behind_the_wall(role: str) -> None:
    with wall.behind(lambda: policy.said(BY)):
        case = opened()
        event, measure = noted(case), planned(case)
        looked(case)
        with access_clocks.open_clocks(BY, case.pk) as found:
            assert ([one.words for one in found.events], len(found.then)) == ([WORDS], 1)
        with access_clocks.open_measures(BY, case.pk) as agreed:
            assert [one.words for one in agreed.rows] == [WORDS]
        risk_events.end(case_id=case.pk, event_id=event.pk, how="mistake", by=BY)
        measures.done(case_id=case.pk, measure_id=measure.pk, by=BY)
    with clock.stopped(after(9)), wall.behind(lambda: policy.said(cast.INSPECTOR_SOUTH)):
        assert [one.case.pk for one in queries_clocks.overdue_of(cast.INSPECTOR_SOUTH)] == [case.pk]
