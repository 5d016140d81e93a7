"""A conflict of interest keeps somebody from a person: from each of their files, also those opened later."""

import pytest

from himaya.cases import access, queries
from himaya.cases.actions import emergencies, exclusions, grants
from himaya.cases.models import Case, Exclusion, Grant
from himaya.institutions.models import AccountNotice
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from tests import cast, factories

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2")]
LEAD, COLLEAGUE = cast.LABOUR_LEAD, cast.INSPECTOR_COLLEAGUE
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")


def come_back(case: Case, by: Actor = cast.INSPECTOR) -> Case:
    """The person comes back, and one more file is opened."""
    return Case.objects.get(pk=factories.hand_over(identity=None, person_id=case.person_id, by=by).case_id)


def keep_out(case: Case, who: Actor, by: Actor = LEAD) -> None:
    assert who.account_id is not None
    exclusions.add(case_id=case.pk, account_id=who.account_id, reason="family", by=by)


def sees(who: Actor, case: Case) -> bool:
    try:
        with access.open_case(who, case.pk, purpose="give_service") as opened:
            return opened.person is not None
    except NotFound:
        return False


def told(kind: str) -> set[object]:
    return set(AccountNotice.objects.filter(kind=kind).values_list("account_id", flat=True))


def officer() -> Actor:
    cast.seat(OFFICER, "labour-officer")
    return OFFICER


def test_who_is_kept_from_one_file_is_kept_from_those_opened_later(case: Case) -> None:
    """Seen red before: the relative opened the next file of the person, name and answers."""
    keep_out(case, COLLEAGUE)
    later = come_back(case)
    assert not sees(COLLEAGUE, later)
    assert later.pk not in queries.desk_cases(COLLEAGUE).values_list("pk", flat=True)
    with pytest.raises(NotValid, match="whom"):
        grants.give(
            case_id=later.pk,
            to=f"account:{COLLEAGUE.account_id}",
            kind="team",
            level="full",
            sections=["story"],
            until=clock.today(),
            reason="advice",
            by=LEAD,
        )
    with pytest.raises(NotFound):
        come_back(case, by=COLLEAGUE)
    assert sees(cast.INSPECTOR, later)


def test_who_is_kept_from_one_file_is_kept_from_those_that_stood_at_another_desk(case: Case) -> None:
    """Seen red before: file B, at the other desk, stayed open to whoever was kept from A."""
    other = come_back(case, by=cast.INSPECTOR_SOUTH)
    grants.give(
        case_id=other.pk,
        to=f"account:{COLLEAGUE.account_id}",
        kind="team",
        level="full",
        sections=["identity", "story"],
        until=clock.today(),
        reason="advice",
        by=cast.INSPECTOR_SOUTH,
    )
    assert sees(COLLEAGUE, other)
    keep_out(case, COLLEAGUE)
    assert not sees(COLLEAGUE, other)
    assert not Grant.objects.filter(account=COLLEAGUE.account_id, revoked_at=None).exists()
    with pytest.raises(NotFound):
        emergencies.begin(reference=other.reference, reason="urgent_care", proved_at=clock.now(), by=COLLEAGUE)
    exclusions.lift(case_id=case.pk, exclusion_id=Exclusion.objects.get(case=case).pk, by=LEAD)
    assert not Exclusion.objects.filter(lifted_at=None).exists()
    assert queries.kept_from(COLLEAGUE) == frozenset()


def test_who_only_opened_a_file_keeps_nobody_out_who_watches_over_it(case: Case) -> None:
    """Seen red before: a case manager hid their file from the lead of the desk, and no review was left."""
    with pytest.raises(NotPermitted, match="not_a_lead"):
        keep_out(case, LEAD, by=cast.INSPECTOR)
    assert sees(LEAD, case)
    keep_out(case, COLLEAGUE, by=cast.INSPECTOR)
    # Nor anybody of another desk that holds a file of the person: that takes a lead, and so does letting back.
    other = come_back(case, by=cast.INSPECTOR_SOUTH)
    with pytest.raises(NotPermitted, match="not_the_lead"):
        keep_out(case, cast.INSPECTOR_SOUTH, by=cast.INSPECTOR)
    assert sees(cast.INSPECTOR_SOUTH, other)
    row = Exclusion.objects.get(case=case)
    with pytest.raises(NotPermitted, match="not_the_lead"):
        exclusions.lift(case_id=case.pk, exclusion_id=row.pk, by=cast.INSPECTOR)
    exclusions.lift(case_id=case.pk, exclusion_id=row.pk, by=LEAD)
    keep_out(case, LEAD, by=LEAD)
    assert not sees(LEAD, case)


def test_officers_are_told_when_a_lead_is_kept_out_and_let_them_back(case: Case) -> None:
    officer()
    other = cast.actor("labour-lead-2", "labour-north", "desk_lead")
    cast.seat(other, "labour-lead-2")
    keep_out(case, COLLEAGUE)
    assert told("kept_out_here") == set()
    keep_out(case, other)
    assert told("kept_out_here") == {OFFICER.account_id}
    row = Exclusion.objects.get(account=other.account_id)
    exclusions.lift(case_id=case.pk, exclusion_id=row.pk, by=OFFICER)
    assert sees(other, case)
    elsewhere = cast.actor("shelter-officer", "shelter", "data_protection_officer")
    left = Exclusion.objects.get(account=COLLEAGUE.account_id)
    with pytest.raises(NotFound):
        exclusions.lift(case_id=case.pk, exclusion_id=left.pk, by=elsewhere)


def test_an_officer_without_a_seat_among_cases_names_themself_and_nobody_else(case: Case) -> None:
    """Seen red before: for them no file was theirs to change, so nobody could keep them from one."""
    officer()
    with pytest.raises(NotPermitted):
        keep_out(case, COLLEAGUE, by=OFFICER)
    keep_out(case, OFFICER, by=OFFICER)
    with pytest.raises(NotFound):
        keep_out(case, OFFICER, by=OFFICER)
    with pytest.raises(NotFound):
        exclusions.lift(case_id=case.pk, exclusion_id=Exclusion.objects.get().pk, by=OFFICER)
