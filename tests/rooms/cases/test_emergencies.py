"""An emergency access: a reason, a second factor, four hours, told at once, reviewed by somebody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import access, queries_grants, rules_grants
from himaya.cases.actions import emergencies, exclusions
from himaya.cases.models import Case, Emergency, Grant
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2")]
SOUTH, LEAD = cast.INSPECTOR_SOUTH, cast.LABOUR_LEAD
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


def begin(case: Case, *, by: Actor = SOUTH, **changes: Any) -> Emergency:
    base = {"reference": case.reference.lower(), "reason": "danger_to_life", "proved_at": clock.now()}
    return emergencies.begin(**{**base, **changes}, by=by)


def sees(actor: Actor, case: Case) -> bool:
    try:
        with access.open_case(actor, case.pk, purpose="urgent_danger") as opened:
            return opened.person is not None and bool(opened.submissions)
    except NotFound:
        return False


def test_a_file_of_the_institution_is_open_for_four_hours_to_one_person_who_changes_nothing(case: Case) -> None:
    assert not sees(SOUTH, case)
    row = begin(case)
    assert sees(SOUTH, case)
    other = cast.actor("somebody-south", "labour-south", "front_line", "desk_lead")
    assert not sees(other, case)
    with pytest.raises(NotFound):
        access.lock_case(SOUTH, case.pk)
    with clock.stopped(factories.TUESDAY + timedelta(hours=3, minutes=59)):
        assert sees(SOUTH, case)
        assert queries_grants.runs(row)
    with clock.stopped(factories.TUESDAY + timedelta(hours=4)):
        assert not sees(SOUTH, case)
        assert not queries_grants.runs(row)
    event = AuditEvent.objects.get(action="emergency.begun")
    assert (event.object_id, event.code, event.account_id) == (str(case.pk), "danger_to_life", SOUTH.account_id)


@pytest.mark.parametrize("minutes", [None, -6, 1])
def test_without_a_fresh_second_factor_nothing_opens(case: Case, minutes: int | None) -> None:
    proved = None if minutes is None else clock.now() + timedelta(minutes=minutes)
    with pytest.raises(NotPermitted):
        begin(case, proved_at=proved)
    assert not Emergency.objects.exists()


def test_absent_foreign_and_kept_out_answer_alike(case: Case) -> None:
    exclusions.add(case_id=case.pk, account_id=SOUTH.account_id, reason="family", by=LEAD)
    said = set()
    for by, reference in ((SOUTH, case.reference), (cast.SHELTER, case.reference), (SOUTH, "AAAA-AAAA")):
        with pytest.raises(NotFound) as told:
            begin(case, by=by, reference=reference)
        said.add((str(told.value.sentence), told.value.code))
    assert len(said) == 1


def test_what_is_open_is_not_opened_anew_and_a_reason_is_of_the_list(case: Case) -> None:
    for by in (cast.INSPECTOR, LEAD):
        with pytest.raises(NotNow):
            begin(case, by=by)
    with pytest.raises(NotValid):
        begin(case, reason="curiosity")
    with pytest.raises(NotPermitted):
        begin(case, by=OFFICER)
    begin(case)
    with pytest.raises(NotNow):
        begin(case)


def test_a_conflict_of_interest_ends_an_emergency(case: Case) -> None:
    begin(case)
    exclusions.add(case_id=case.pk, account_id=SOUTH.account_id, reason="family", by=LEAD)
    assert not sees(SOUTH, case)
    assert Grant.objects.get(kind="break_glass").revoked_at is not None


def test_the_lead_and_the_officer_are_told_at_once_and_nobody_else(case: Case) -> None:
    told = (LEAD, cast.INSPECTOR, OFFICER, AUTHORITY)
    others = (SOUTH, cast.INSPECTOR_COLLEAGUE, cast.SHELTER_LEAD, cast.SECRETARY, cast.OPERATOR, cast.AUDITOR)
    assert [queries_grants.emergencies_to_review(one) for one in (*told, *others)] == [0] * 10
    row = begin(case)
    assert [queries_grants.emergencies_to_review(one) for one in told] == [1] * 4
    assert [queries_grants.emergencies_to_review(one) for one in others] == [0] * 6
    elsewhere = cast.actor("shelter-officer", "shelter", "data_protection_officer")
    assert queries_grants.emergency(elsewhere, row.pk) is None


def test_a_review_is_by_somebody_else_once_and_ends_what_was_not_needed(case: Case) -> None:
    Account.objects.create(id=OFFICER.account_id, username="labour-officer")
    row = begin(case)
    with pytest.raises(NotFound):
        emergencies.review(emergency_id=row.pk, outcome="justified", by=SOUTH)
    with pytest.raises(NotValid):
        emergencies.review(emergency_id=row.pk, outcome="", by=LEAD)
    emergencies.review(emergency_id=row.pk, outcome="not_needed", by=OFFICER)
    assert not sees(SOUTH, case)
    with pytest.raises(NotNow):
        emergencies.review(emergency_id=row.pk, outcome="justified", by=LEAD)
    assert queries_grants.emergencies_to_review(LEAD) == 0
    done = AuditEvent.objects.get(action="emergency.reviewed")
    assert (done.code, done.account_id) == ("not_needed", OFFICER.account_id)


@pytest.mark.parametrize("outcome", rules_grants.OUTCOMES)
def test_whatever_a_review_finds_nothing_is_read_after_it(case: Case, outcome: str) -> None:
    """Seen red while one that was found to be an emergency ran on: what was read after the review nobody looked at."""
    row = begin(case)
    emergencies.review(emergency_id=row.pk, outcome=outcome, by=LEAD)
    assert not sees(SOUTH, case)
    if outcome == rules_grants.JUSTIFIED:
        assert begin(case).pk != row.pk, "where it goes on, it is begun anew, and looked at anew"


def test_a_lead_who_took_it_does_not_review_it_nor_does_the_store_let_them(case: Case) -> None:
    Grant.objects.filter(case=case).update(revoked_at=clock.now())
    row = begin(case, by=LEAD)
    with pytest.raises(NotPermitted):
        emergencies.review(emergency_id=row.pk, outcome="justified", by=LEAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(outcome="justified", reviewed_by=LEAD.account_id, reviewed_at=clock.now())


def test_a_review_that_nobody_did_is_overdue(case: Case) -> None:
    row = begin(case)
    assert not queries_grants.is_overdue(row)
    with clock.stopped(factories.TUESDAY + timedelta(days=4)):
        assert queries_grants.is_overdue(row)
        assert queries_grants.emergencies_to_review(OFFICER) == 1


def test_it_can_be_ended_by_whoever_watches_or_took_it_and_the_review_stays_owed(case: Case) -> None:
    row = begin(case)
    with pytest.raises(NotFound):
        emergencies.end(emergency_id=row.pk, by=cast.SHELTER_LEAD)
    emergencies.end(emergency_id=row.pk, by=SOUTH)
    assert not sees(SOUTH, case)
    assert queries_grants.emergencies_to_review(LEAD) == 1
    with pytest.raises(NotNow):
        emergencies.end(emergency_id=row.pk, by=LEAD)


def test_the_reviewer_learns_how_often_it_was_read_and_for_what(case: Case) -> None:
    row = begin(case)
    assert sees(SOUTH, case)
    with clock.stopped(factories.TUESDAY + timedelta(hours=1)):
        assert sees(SOUTH, case)
        assert sees(cast.INSPECTOR, case)
    found = queries_grants.opened_under(Emergency.objects.get(pk=row.pk))
    assert (found.times, found.purposes) == (2, ("urgent_danger",))


def after_hours(case: Case, hours: int, by: Actor = SOUTH) -> Emergency:
    with clock.stopped(factories.TUESDAY + timedelta(hours=hours)):
        return begin(case, by=by)


@pytest.mark.parametrize("outcome", ["misuse", "not_needed"])
def test_what_a_review_ended_the_same_account_does_not_begin_anew(case: Case, outcome: str) -> None:
    """Seen red before: a minute after "misuse" the same file was open to the same account again."""
    row = begin(case)
    emergencies.review(emergency_id=row.pk, outcome=outcome, by=LEAD)
    with pytest.raises(NotNow, match="ask_a_colleague"):
        after_hours(case, 5)
    other = cast.actor("somebody-south", "labour-south", "front_line")
    Account.objects.create(id=other.account_id, username="somebody-south")
    assert after_hours(case, 5, by=other)
    assert after_hours(case, 24 * 31)


def test_nor_what_a_lead_ended_unless_the_review_finds_it_was_an_emergency(case: Case) -> None:
    row = begin(case)
    emergencies.end(emergency_id=row.pk, by=LEAD)
    with pytest.raises(NotNow, match="ask_a_colleague"):
        begin(case)
    emergencies.review(emergency_id=row.pk, outcome="justified", by=LEAD)
    assert begin(case)


def test_four_hours_after_four_hours_end_when_a_review_is_overdue(case: Case) -> None:
    begin(case)
    assert after_hours(case, 5)
    with pytest.raises(NotNow, match="ask_a_colleague"):
        after_hours(case, 24 * 4)


def test_whoever_ended_their_own_may_need_it_again(case: Case) -> None:
    row = begin(case)
    emergencies.end(emergency_id=row.pk, by=SOUTH)
    assert begin(case)
