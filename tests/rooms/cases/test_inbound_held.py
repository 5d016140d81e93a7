"""People found abroad once a desk expects them: what the desk abroad can end, who holds the arrival, what is kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import access as cases
from himaya.cases import queries_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.actions import closures, handovers, inbound
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, InboundSheet, InboundWords
from himaya.disclosures import holdings
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, Refusal
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import after_inbound, worker
from himaya.ops.reactions import REACTIONS
from himaya.tasks.models import Task
from tests import cast
from tests.refusals import refuses
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, HEARD, OTHER_HOUSE_DESK, PARTNER, RECEIVER, SAID, expected, sent

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("F2")]
HOSTEL_LEAD = cast.actor("hostel-lead", "hostel", "desk_lead")
CHILD: dict[str, Any] = {"heard": replace(HEARD, age="child"), "agreed": False, "said": replace(SAID, gender="girl")}
ENDING = Ending("goals_reached", {"safety": "better", "papers": "not_known"})


@pytest.fixture(autouse=True)
def _abroad(stage: None) -> None:
    found_abroad.set_up()


def row_of(sheet: UUID) -> InboundSheet:
    return InboundSheet.objects.get(pk=sheet)


def case_of(sheet: UUID) -> UUID:
    found = row_of(sheet).case_id
    assert found is not None
    return found


def react(event: str, **ids: str) -> None:
    for reaction in REACTIONS[event]:
        reaction(ids)


def live() -> list[tuple[str, bool]]:
    rows = Task.objects.filter(kind__startswith="return_arrival", state__in=("open", "taken"))
    return sorted(rows.values_list("kind", "urgent"))


def child_expected(**changes: Any) -> UUID:
    sheet = sent(**CHILD, to_desk_id="children", in_days=None, **changes)
    inbound.accept(sheet_id=sheet, by=cast.CHILDREN)
    return sheet


def handed_on(sheet: UUID) -> Actor:
    """The file of an expected person goes to another desk of the house that does not receive arrivals."""
    offer = handovers.offer(
        case_id=case_of(sheet),
        to_desk_id=OTHER_HOUSE_DESK.desk_id,
        reason="additional_services",
        data_classes=("needs",),
        by=HOSTEL_LEAD,
    )
    handovers.accept(handover_id=offer, by=OTHER_HOUSE_DESK)
    return OTHER_HOUSE_DESK


def test_once_somebody_expects_the_person_no_desk_abroad_ends_the_waiting() -> None:
    """Seen red while the word of any colleague abroad made the task and both alarms vanish."""
    sheet = expected()
    react("inbound.accepted", sheet=str(sheet))
    inbound.take_back(sheet_id=sheet, by=CONSUL)
    react("inbound.taken_back", sheet=str(sheet))
    row = row_of(sheet)
    assert (row.state, row.taken_back_at is not None, row.ended_at) == ("expected", True, None)
    assert live() == [("return_arrival", False), ("return_arrival_doubted", True)]
    assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["taken_back"]
    # The line stands apart, and it is still somebody who is expected.
    assert [one.pk for one in queries_inbound.doubted(RECEIVER)] == [sheet]
    assert list(queries_inbound.expected(RECEIVER)) == []
    with clock.stopped(rules.alarm_at(row.arrives_on or clock.today(), clock.here())):
        after_inbound.alarm({"sheet": str(sheet)})
        after_inbound.alarm_lead({"sheet": str(sheet)})
        assert live() == [("return_arrival", True), ("return_arrival_doubted", True), ("return_arrival_lead", True)]
    # Met all the same, or heard: the word of this desk counts.
    inbound.meet(sheet_id=sheet, by=RECEIVER)
    react("inbound.met", sheet=str(sheet))
    assert (row_of(sheet).state, live()) == ("met", [])
    assert not queries_inbound.doubted(RECEIVER).exists()


def test_before_anybody_expects_the_person_taking_back_ends_it() -> None:
    sheet = sent()
    inbound.take_back(sheet_id=sheet, by=CONSUL)
    react("inbound.taken_back", sheet=str(sheet))
    assert (row_of(sheet).state, live()) == ("taken_back", [])


def test_the_store_keeps_no_sheet_that_was_taken_back_and_has_a_file() -> None:
    sheet = expected()
    with pytest.raises(IntegrityError), transaction.atomic():
        InboundSheet.objects.filter(pk=sheet).update(state="taken_back")


def test_whoever_holds_the_file_says_that_they_were_met() -> None:
    """Seen red while the desk that was asked first kept the arrival and could not end it, and nobody else saw it."""
    sheet = expected()
    holder = handed_on(sheet)
    assert [one.pk for one in queries_inbound.expected(holder)] == [sheet]
    assert list(queries_inbound.expected(RECEIVER)) == []
    assert queries_inbound.one(RECEIVER, sheet) is None
    with pytest.raises(NotFound):
        inbound.meet(sheet_id=sheet, by=RECEIVER)
    inbound.meet(sheet_id=sheet, by=holder)
    assert row_of(sheet).state == "met"
    assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["expected"]


def test_a_file_is_not_closed_while_somebody_is_expected() -> None:
    """Seen red while no room said so: the alarm of a closed file is raised nowhere."""
    sheet = expected()
    refusal = refuses(lambda: closures.close(case_id=case_of(sheet), ending=ENDING, by=RECEIVER), Refusal, "stops")
    assert isinstance(refusal, NotNow)
    assert Case.objects.get(pk=case_of(sheet)).state == "open"
    inbound.hear(sheet_id=sheet, by=RECEIVER)
    closures.close(case_id=case_of(sheet), ending=ENDING, by=RECEIVER)


def test_a_file_that_is_open_again_waits_again() -> None:
    """Seen red without the reaction: neither the day nor its alarm came back."""
    sheet = expected()
    inbound.take_back(sheet_id=sheet, by=CONSUL)
    Task.objects.all().delete()
    OutboxMessage.objects.all().delete()
    react("case.reopened", case=str(case_of(sheet)))
    assert live() == [("return_arrival", False), ("return_arrival_doubted", True)]
    assert set(OutboxMessage.objects.filter(event__contains="alarm").values_list("event", flat=True)) == {
        "inbound.alarm",
        "inbound.lead_alarm",
    }
    inbound.meet(sheet_id=sheet, by=RECEIVER)
    react("inbound.met", sheet=str(sheet))
    react("case.reopened", case=str(case_of(sheet)))
    assert live() == []


def test_what_nobody_answers_is_gone_after_three_days() -> None:
    """Pinned in hours, and not by the constant of the rule. Seen red with 720 hours instead of 72."""
    sheet, came = sent(), clock.now()
    with clock.stopped(came + timedelta(hours=71, minutes=59)):
        worker.lapse_sheets(clock.now())
    assert InboundWords.objects.filter(sheet_id=sheet).exists()
    with clock.stopped(came + timedelta(hours=72)):
        worker.lapse_sheets(clock.now())
    assert not InboundWords.objects.filter(sheet_id=sheet).exists()


def test_what_no_desk_took_is_gone_after_its_days_and_what_has_a_file_stays() -> None:
    """Seen red while such a sheet was kept for ever: that a desk abroad met somebody on a day."""
    declined, taken, over, with_file = sent(), sent(), sent(), expected()
    inbound.decline(sheet_id=declined, reason="no_place", by=RECEIVER)
    inbound.take_back(sheet_id=taken, by=CONSUL)
    inbound.meet(sheet_id=with_file, by=RECEIVER)
    with clock.stopped(clock.now() + rules.KEPT):
        worker.lapse_sheets(clock.now())
    assert row_of(over).state == "lapsed"
    with clock.stopped(clock.now() + rules.REMEMBERED - timedelta(minutes=1)):
        worker.lapse_sheets(clock.now())
        assert InboundSheet.objects.count() == 4
    with clock.stopped(clock.now() + rules.REMEMBERED + rules.KEPT):
        worker.lapse_sheets(clock.now())
        assert [row.pk for row in InboundSheet.objects.all()] == [with_file]
        assert inbound.lapse(by=SYSTEM) == 0
    assert AuditEvent.objects.filter(action="inbound.removed").count() == 3


@pytest.mark.parametrize("by", [CONSUL, PARTNER], ids=["consular service", "partner"])
def test_no_desk_abroad_names_a_day_for_a_child(by: Actor) -> None:
    """Seen red while one choice on the page of a partner stood for what is best for the child."""
    refuses(lambda: sent(**CHILD, to_desk_id="children", by=by), Refusal, "arrives_on")
    assert not InboundSheet.objects.exists()
    assert row_of(child_expected(by=by)).arrives_on is None


def test_who_asks_what_is_held_is_told_of_the_sheet_that_announced_them() -> None:
    """Seen red while the row stood in no part of the answer."""
    sheet = expected()
    row = row_of(sheet)

    def parts() -> list[Any]:
        with cases.open_case(RECEIVER, case_of(sheet), purpose="answer_the_person") as opened:
            return [one for one in holdings.items(opened) if one.name.startswith("announced:")]

    (before,) = parts()
    assert before.section == holdings.ARRIVED
    assert row.reference in before.name
    assert "consular" in before.source
    assert "hostel" in before.value
    inbound.take_back(sheet_id=sheet, by=CONSUL)
    (after,) = parts()
    assert after.key != before.key
    assert after.value != before.value


def test_the_desk_that_protects_children_says_when_a_child_comes_and_the_day_has_its_alarm() -> None:
    sheet, day = child_expected(), clock.today() + timedelta(days=5)

    def said(by: Actor = cast.CHILDREN, **changes: Any) -> None:
        inbound.set_day(**{"sheet_id": sheet, "arrives_on": day, "decided": True, **changes}, by=by)

    for who in (CONSUL, RECEIVER, cast.OFFICER):
        with pytest.raises(NotFound):
            said(by=who)
    refuses(lambda: said(decided=False), Refusal, "decided")
    for wrong in (None, clock.today() - timedelta(days=1), clock.today() + timedelta(days=400)):
        refuses(lambda wrong=wrong: said(arrives_on=wrong), Refusal, "arrives_on")  # type: ignore[misc]
    Desk.objects.filter(pk="children").update(services=["arrival_reception"])
    refuses(said, Refusal, "no_child_service")
    Desk.objects.filter(pk="children").update(services=["arrival_reception", "child_protection"])
    refuses(lambda: said(sheet_id=sent(**CHILD, to_desk_id="children", in_days=None)), Refusal, "already_sent")
    said()
    react("inbound.day_set", sheet=str(sheet))
    assert row_of(sheet).arrives_on == day
    assert live() == [("return_arrival", False)]
    due = dict(OutboxMessage.objects.filter(event__contains="alarm").values_list("event", "due_at"))
    assert due["inbound.alarm"] == rules.alarm_at(day, clock.here())
    refuses(lambda: said(arrives_on=clock.today() + timedelta(days=90)), Refusal, "day_stands")


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (180, True), (181, False)])
def test_a_day_of_arrival_is_today_at_the_earliest_and_half_a_year_away_at_most(days: int, fits: bool) -> None:
    """Seen red with either edge left out of `day_fits`."""
    today = date(2026, 11, 24)
    assert rules.day_fits(today + timedelta(days=days), today) is fits
