"""Events and measures by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.kernel import clock
from himaya.risks import access_clocks, queries_clocks
from himaya.risks.actions import measures, risk_events
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import BY, WORDS, after, looked, noted, planned

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D2")]


def test_events_and_measures_are_written_and_read_behind_the_wall() -> None:
    with page_of(BY):
        case = opened()
        event, measure = noted(case), planned(case)
        looked(case)
        with access_clocks.open_clocks(BY, case.pk) as found:
            assert ([one.words for one in found.events], len(found.then)) == ([WORDS], 1)
        with access_clocks.open_measures(BY, case.pk) as agreed:
            assert [one.words for one in agreed.rows] == [WORDS]
        risk_events.end(case_id=case.pk, event_id=event.pk, how="mistake", by=BY)
        measures.done(case_id=case.pk, measure_id=measure.pk, by=BY)
    with clock.stopped(after(9)), page_of(cast.INSPECTOR_SOUTH):
        assert [one.case.pk for one in queries_clocks.overdue_of(cast.INSPECTOR_SOUTH)] == [case.pk]
