"""Inbox, own cases, what is late, the week, the month's counts: narrowed to the desk, and right."""

from datetime import date, timedelta

import pytest

from himaya.cases import queries, tallies
from himaya.cases.actions import acknowledgements, referrals
from himaya.cases.models import Referral, Tally
from himaya.insight import desk_counts
from himaya.institutions.actions import capacity
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from tests import cast, factories
from tests.rooms.monitoring.counted import staffed

pytestmark = pytest.mark.usefixtures("stage")
MONTH = date(2026, 11, 1)


def later(**passed: int) -> object:
    return clock.stopped(factories.TUESDAY + timedelta(**passed))


def test_the_inbox_holds_what_waits_for_this_desk_the_most_pressing_first() -> None:
    ordinary = factories.referral_to_shelter(wishes=[factories.wish(urgency="ordinary")])
    urgent = factories.referral_to_shelter(wishes=[factories.wish(urgency="urgent")])
    declined = factories.referral_to_shelter()
    referrals.decline(referral_id=declined, reason="no_place", by=cast.SHELTER)
    assert [row.pk for row in queries.inbox(cast.SHELTER)] == [urgent, ordinary]
    assert [row.pk for row in queries.to_send_on(cast.INSPECTOR)] == [declined]
    assert {row.pk for row in queries.sent(cast.INSPECTOR)} == {urgent, ordinary, declined}


def test_my_cases_are_mine_and_the_desk_sees_all_of_its_own() -> None:
    mine, theirs = factories.hand_over(), factories.hand_over(by=cast.INSPECTOR_COLLEAGUE)
    assert [case.pk for case in queries.my_cases(cast.INSPECTOR)] == [mine.case_id]
    assert {case.pk for case in queries.desk_cases(cast.INSPECTOR)} == {mine.case_id, theirs.case_id}


def test_a_reference_is_found_as_people_type_it() -> None:
    done = factories.hand_over()
    typed = done.reference.lower().replace("-", " ")
    found = queries.case_by_reference(cast.INSPECTOR, typed)
    assert found is not None
    assert found.pk == done.case_id
    referral = Referral.objects.get()
    assert queries.referral_by_reference(cast.SHELTER, referral.reference.lower()) == referral
    assert queries.case_by_reference(cast.INSPECTOR, "what?") is None


def test_what_is_late_is_counted_for_the_desk_that_is_late() -> None:
    accepted, asked = factories.referral_to_shelter(), factories.referral_to_shelter()
    factories.referral_to_shelter()
    referrals.accept(referral_id=accepted, by=cast.SHELTER)
    referrals.ask(referral_id=asked, question="Which language?", by=cast.SHELTER)
    with later(days=10):
        assert queries.overdue(cast.SHELTER) == queries.Overdue(to_answer=1, to_report=1, asked_of_us=0)
        assert queries.overdue(cast.INSPECTOR) == queries.Overdue(to_answer=0, to_report=0, asked_of_us=1)
        assert queries.overdue(cast.NURSE) == queries.Overdue(0, 0, 0)


def test_the_week_says_in_time_of_due_and_never_who() -> None:
    first, _second = factories.referral_to_shelter(), factories.referral_to_shelter()
    referrals.accept(referral_id=first, by=cast.SHELTER)
    capacity.update_places(desk_id="shelter", free=2, by=cast.SHELTER)
    with later(days=2):
        week = queries.week(cast.SHELTER)
    assert (week.answered_in_time, week.answers_due, week.free_places, week.places) == (1, 2, 2, 14)


def test_an_escalation_reaches_the_leads_of_the_institution_and_opens_nothing() -> None:
    referral_id = factories.referral_to_shelter()
    with later(hours=5):
        referrals.remind(referral_id=referral_id)
        referrals.escalate(referral_id=referral_id)
        referrals.escalate(referral_id=referral_id)
    assert [row.pk for row in queries.escalated(cast.SHELTER_LEAD)] == [referral_id]
    for other in (cast.SHELTER, cast.LABOUR_LEAD, cast.LAWYER, cast.SECRETARY):
        assert not queries.escalated(other).exists()
    assert Tally.objects.get(kind=tallies.UNANSWERED).count == 1


def test_what_was_answered_is_neither_reminded_nor_escalated() -> None:
    referral_id = factories.referral_to_shelter()
    referrals.accept(referral_id=referral_id, by=cast.SHELTER)
    referrals.remind(referral_id=referral_id)
    referrals.escalate(referral_id=referral_id)
    row = Referral.objects.get(pk=referral_id)
    assert (row.reminded_at, row.escalated_at) == (None, None)


def test_a_withdrawal_is_told_to_the_receiving_desk() -> None:
    referral_id = factories.referral_to_shelter()
    referrals.withdraw(referral_id=referral_id, by=cast.INSPECTOR)
    assert [row.pk for row in queries.withdrawn_lately(cast.SHELTER)] == [referral_id]
    assert not queries.inbox(cast.SHELTER).exists()
    with later(days=20):
        # Until the desk says that it has read so, however long that takes.
        assert queries.withdrawn_lately(cast.SHELTER).exists()
        acknowledgements.give(referral_id=referral_id, by=cast.SHELTER)
        assert not queries.withdrawn_lately(cast.SHELTER).exists()


def test_every_change_is_counted_where_it_happened() -> None:
    first, second = factories.referral_to_shelter(), factories.referral_to_shelter()
    with later(minutes=30):
        referrals.accept(referral_id=first, by=cast.SHELTER)
        referrals.no_service(referral_id=second, by=cast.SHELTER)
    with later(days=1):
        referrals.report_back(referral_id=first, delivered="yes", on=clock.today(), next_action="none", by=cast.SHELTER)
    rows = {row.desk_id: row for row in queries.tallies_for_secretariat(cast.SECRETARY, MONTH)}
    assert (rows["labour-north"].screened, rows["labour-north"].sent) == (2, 2)
    shelter = rows["shelter"]
    assert (shelter.received, shelter.answered, shelter.no_service, shelter.reported) == (2, 2, 1, 1)
    assert shelter.median == "60"


def test_a_refused_verb_counts_nothing() -> None:
    referral_id = factories.referral_to_shelter()
    before = list(Tally.objects.order_by("id").values())
    with pytest.raises(NotPermitted):
        referrals.accept(referral_id=referral_id, by=cast.INSPECTOR)
    assert list(Tally.objects.order_by("id").values()) == before


def test_the_counts_are_for_the_secretariat_and_hide_small_cells() -> None:
    staffed("labour-north", "shelter", "lawyers")
    for _ in range(12):
        factories.hand_over()
    factories.hand_over(wishes=[factories.wish(service="legal_aid", to_desk_id="lawyers", data_classes=())])
    with later(days=7):
        month = desk_counts.of_month(cast.SECRETARY, MONTH)
    assert month.table.rows["labour-north"]["screened"] == 13
    assert month.table.rows["lawyers"]["received"] is None
    assert month.table.rows["shelter"]["received"] is None, "13 - 12 would tell the other"
    for other in (cast.INSPECTOR, cast.SHELTER_LEAD, cast.AUDITOR, cast.OPERATOR):
        with pytest.raises(NotPermitted):
            desk_counts.of_month(other, MONTH)
