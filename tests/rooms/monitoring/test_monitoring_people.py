"""Whose figure a number would be: units of fewer than three people, at once, and what each figure tells of another."""

from datetime import date, timedelta

import pytest

from himaya.cases import policy as cases
from himaya.cases.models import Tally
from himaya.insight import desk_counts, people
from himaya.insight.monitoring_content import DESK
from himaya.insight.monitoring_measures import FEW, HIDDEN
from himaya.insight.policy_monitoring import Scope
from himaya.institutions.models import Membership
from tests import cast
from tests.rooms.monitoring import counted
from tests.rooms.monitoring.counted import QUARTER
from tests.rooms.monitoring.test_monitoring import YEAR, reading

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("H2")]


def test_whoever_came_and_went_is_not_counted_with_whoever_came_after() -> None:
    """Seen red where everybody of the quarter was counted: two at a time were six."""
    counted.begun()
    counted.staffed(*[desk for desk in counted.DESKS if desk != "shelter"])
    counted.quarter()
    Membership.objects.filter(desk_id="shelter").delete()
    for first, last in ((1, 31), (32, 61), (62, 92)):
        since, until = (date(2026, 6, 30) + timedelta(days=one) for one in (first, last))
        counted.staffed("shelter", people=2, since=since)
        Membership.objects.filter(desk_id="shelter", valid_to__isnull=True).update(valid_to=until)
    assert reading("referrals_sent", Scope(DESK, "shelter")).why == FEW
    assert people.at_once([people.Stay(one, date(2026, 7, 1), date(2026, 7, one)) for one in (9, 20, 31)],
                          date(2026, 7, 1), date(2026, 7, 31)) == 1  # fmt: skip


@pytest.mark.parametrize("role", [*cases.READS_CASES, "auditor", "secretariat"])
def test_only_whoever_can_do_what_is_counted_is_one_of_three(role: str) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    Membership.objects.filter(desk_id="shelter").update(roles=[role])
    does = cases.works_on_cases(cast.actor("somebody", "shelter", role))
    assert (Scope(DESK, "shelter") not in few_of()) is does


def few_of() -> list[Scope]:
    homes = people.homes()
    found = people.few(homes, QUARTER.months[0], people.last_of(QUARTER.months[-1]))
    return [Scope(*unit) for unit in found]


def test_acts_without_an_account_are_a_number_of_their_own() -> None:
    """Seen red: whoever wrote some could lift a hidden total over the threshold and subtract their own."""
    counted.begun()
    counted.staffed()
    counted.count("refused", "shelter", 3)
    assert reading("help_refused").why == HIDDEN
    counted.count("refused", "", 40)
    assert reading("help_refused").why == HIDDEN
    assert reading("help_refused_without_account").n == 120
    Tally.objects.filter(kind="refused", desk_id="", month=QUARTER.months[0]).update(count=4)
    assert reading("help_refused_without_account").why == HIDDEN, "the quarter less two months"


def test_what_two_people_received_is_not_what_all_sent() -> None:
    counted.begun()
    counted.staffed(*[desk for desk in counted.DESKS if desk != "hostel"])
    for desk in ("labour-north", "police-north"):
        counted.count("sent", desk, 45)
    counted.count("received", "hostel", 90)
    assert reading("referrals_received").why == reading("referrals_sent").why == HIDDEN
    months = [desk_counts.of_month(cast.SECRETARY, month).table.totals for month in QUARTER.months]
    assert [(one["sent"], one["received"]) for one in months] == [(None, None)] * 3


def test_who_travelled_less_who_arrived_is_no_hidden_number() -> None:
    """Seen red: thirty-four journeys, thirty arrivals in time, and the others were four."""
    counted.begun()
    counted.count("return_sheet_age", "", 34, months=[date(2025, 3, 1)], answer="under_30_days")
    for answer, n in (("within_24_h", 30), ("later", 4)):
        counted.count("return_reception", "", n, months=[date(2025, 4, 1)], answer=answer)
    counted.count("return_six_months", "", 29, months=[date(2025, 10, 1)], answer="yes")
    for indicator in ("return_weighed", "return_received", "return_six_months"):
        found = reading(indicator, period=YEAR)
        assert found.about
        assert found.known is not None
        assert all(one.n is None or one.n % 10 == 0 for one in found.known.parts)
