"""From when hours for care are counted: somebody met the person, or told what happened; never a click or an import."""

from datetime import timedelta
from uuid import UUID

import pytest

from himaya.cases import contacts, known_as
from himaya.cases.actions import inbound
from himaya.cases.models import Case, InboundSheet
from himaya.kernel import clock
from himaya.ops import after_contact
from himaya.plans import queries_clocks
from himaya.tasks.models import Task
from himaya.web.plans import clocks as shown
from tests import cast, factories
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import RECEIVER, expected
from tests.rooms.exchange.exchanging import ROW, taken_in

pytestmark = pytest.mark.capability("F2")


@pytest.fixture(autouse=True)
def _abroad(the_cast: None) -> None:
    found_abroad.set_up()


def case_of(sheet: UUID) -> Case:
    return Case.objects.get(pk=InboundSheet.objects.get(pk=sheet).case_id)


def offered() -> int:
    after_contact.offer_care()
    return Task.objects.filter(kind="offer_consultation").count()


def test_a_person_who_is_expected_has_no_hours_before_they_were_met() -> None:
    """Seen red with the moment of the click in place of the meeting: 71 of 72 hours, of somebody still abroad."""
    with clock.stopped(factories.TUESDAY):
        sheet = expected(in_days=10)
        case = case_of(sheet)
        assert (contacts.contact(case).met, contacts.contact(case).there) == (None, False)
        assert (shown.clocks(case)["clock_runs"], shown.clocks(case)["clock_unknown"]) == (False, True)
        assert (queries_clocks.offer_due(case), offered()) == (None, 0)
    there = factories.TUESDAY + timedelta(days=10, hours=2)
    with clock.stopped(there):
        inbound.meet(sheet_id=sheet, by=RECEIVER)
        assert contacts.met(case) == there
        assert [one["left"] for one in shown.clocks(case)["clock_rows"]] == [72, 120]
        assert queries_clocks.offer_due(case) == there + timedelta(hours=24)
        assert offered() == 1, "care is offered from the day of the meeting, however old the file is"


def test_a_person_who_said_that_they_do_not_come_has_no_hours() -> None:
    sheet = expected()
    inbound.hear(sheet_id=sheet, by=RECEIVER)
    assert contacts.met(case_of(sheet)) is None
    assert offered() == 0


def test_records_that_were_taken_in_start_no_hours() -> None:
    """Seen red with the day of the import: old records of people whom nobody met this week."""
    taken_in(ROW)
    case = Case.objects.get()
    assert (contacts.contact(case).met, contacts.contact(case).there) == (None, False)
    assert not shown.clocks(case)["clock_runs"]
    assert (queries_clocks.offer_due(case), offered()) == (None, 0)


def test_what_was_told_counts_where_nobody_knows_of_a_meeting() -> None:
    case = case_of(expected())
    known = shown.clocks(case, [("24_72", clock.now())])
    assert (known["clock_runs"], known["clock_unknown"]) == (True, False)
    assert [one["left"] for one in known["clock_rows"]] == [0, 48]
    assert not shown.clocks(case, [("none", clock.now())])["clock_unknown"]


def test_the_number_of_the_announcement_opens_the_file_at_the_desk_that_expects_the_person() -> None:
    sheet = expected()
    reference = InboundSheet.objects.get(pk=sheet).reference
    assert list(known_as.opens(RECEIVER, reference)) == [case_of(sheet)]
    assert list(known_as.opens(found_abroad.CONSUL, reference)) == []
    assert list(known_as.opens(cast.SHELTER, reference)) == []
