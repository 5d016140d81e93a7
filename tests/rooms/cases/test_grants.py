"""Who sees a case: by the table of accesses and by nothing else; given by its lead, for a time, ended at once."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import access, queries, queries_grants, queries_readings, rules_grants
from himaya.cases.actions import exclusions, grants, referrals
from himaya.cases.models import Case, Exclusion, Grant
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2")]
LEAD = cast.LABOUR_LEAD
UNTIL = date(2026, 11, 30)
SOUTH = f"account:{cast.INSPECTOR_SOUTH.account_id}"


def give(case: Case, **changes: Any) -> UUID:
    base: dict[str, Any] = {
        "case_id": case.pk,
        "to": SOUTH,
        "kind": "team",
        "level": "full",
        "sections": ["identity", "story"],
        "until": UNTIL,
        "reason": "joint_work",
        "by": LEAD,
    }
    return grants.give(**{**base, **changes})


def level(actor: Actor, case: Case) -> str:
    """How much the actor sees; nothing when the case does not exist for them."""
    try:
        with access.open_case(actor, case.pk, purpose="give_service") as opened:
            return opened.view.level
    except NotFound:
        return ""


def test_the_desk_that_opens_a_case_holds_it_by_a_row_and_not_by_a_rule(case: Case) -> None:
    row = Grant.objects.get(case=case)
    assert (row.desk_id, row.kind, row.level, row.expires_at) == ("labour-north", "team", "full", None)
    Grant.objects.filter(pk=row.pk).update(revoked_at=clock.now())
    assert level(cast.INSPECTOR, case) == ""
    assert not queries.desk_cases(cast.INSPECTOR).exists()


def test_an_access_opens_what_it_says_and_nothing_more(case: Case) -> None:
    give(case, level="exists", sections=[])
    with access.open_case(cast.INSPECTOR_SOUTH, case.pk, purpose="give_service") as opened:
        assert (opened.person, opened.submissions, opened.referrals, opened.consents, opened.timeline) == (
            None, [], [], [], [],
        )  # fmt: skip
    give(case, kind="conference", level="summary")
    with access.open_case(cast.INSPECTOR_SOUTH, case.pk, purpose="give_service") as opened:
        assert (opened.person, opened.submissions) == (None, [])
        assert len(opened.referrals) == 1
    give(case, to="desk:labour-south", sections=["story"])
    with access.open_case(cast.INSPECTOR_SOUTH, case.pk, purpose="give_service") as opened:
        assert opened.person is None
        assert opened.submissions[0].answers["q08"] == "yes"
        assert opened.view.kinds == {"team", "conference"}


def test_a_part_that_is_not_shown_is_refused_before_anything_is_read(case: Case) -> None:
    give(case, sections=["story"])
    before = AuditEvent.objects.count()
    refusal = pytest.raises(NotPermitted)
    with refusal, access.open_case(cast.INSPECTOR_SOUTH, case.pk, purpose="give_service", section="identity"):
        pass
    assert AuditEvent.objects.count() == before


def test_an_access_ends_with_its_last_day_and_at_once_when_it_is_ended(case: Case) -> None:
    grant_id = give(case)
    with clock.stopped(factories.TUESDAY + timedelta(days=6, hours=13)):
        assert level(cast.INSPECTOR_SOUTH, case) == "full"
    with clock.stopped(factories.TUESDAY + timedelta(days=6, hours=15)):
        assert level(cast.INSPECTOR_SOUTH, case) == ""
    grants.end(case_id=case.pk, grant_id=grant_id, by=LEAD)
    assert level(cast.INSPECTOR_SOUTH, case) == ""
    with pytest.raises(NotNow):
        grants.end(case_id=case.pk, grant_id=grant_id, by=LEAD)
    actions = AuditEvent.objects.filter(object_id=str(case.pk), action__startswith="grant.")
    assert list(actions.order_by("id").values_list("action", "code")) == [
        ("grant.given", "team_full"),
        ("grant.ended", "team"),
    ]


def test_an_account_takes_its_access_to_no_other_institution(case: Case) -> None:
    give(case)
    moved = Actor(
        kind="account",
        account_id=cast.INSPECTOR_SOUTH.account_id,
        desk_id="shelter",
        institution_id="daw",
        roles=frozenset({"front_line"}),
    )
    assert level(moved, case) == ""


def test_whoever_was_let_in_changes_nothing(case: Case) -> None:
    give(case)
    with pytest.raises(NotFound):
        access.lock_case(cast.INSPECTOR_SOUTH, case.pk)
    assert not queries.desk_cases(cast.INSPECTOR_SOUTH).exists()
    assert [one.pk for one in queries.shared_cases(cast.INSPECTOR_SOUTH)] == [case.pk]
    with pytest.raises(NotFound):
        give(case, by=cast.INSPECTOR_SOUTH)


def test_only_the_lead_gives_and_ends(case: Case) -> None:
    with pytest.raises(NotPermitted):
        give(case, by=cast.INSPECTOR_COLLEAGUE)
    give(case, by=cast.INSPECTOR)  # The case manager who opened it.
    with pytest.raises(NotNow):
        give(case)
    with pytest.raises(NotNow):
        grants.end(case_id=case.pk, grant_id=Grant.objects.get(expires_at=None).pk, by=LEAD)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "desk:ward"}, "whom"),
        ({"to": f"account:{cast.SHELTER.account_id}"}, "whom"),
        ({"to": "desk:labour-north"}, "whom"),
        ({"to": ""}, "whom"),
        ({"kind": "break_glass"}, "kind"),
        ({"kind": "referral"}, "kind"),
        ({"to": "desk:shelter", "kind": "team", "level": "summary"}, "kind"),
        ({"to": "desk:shelter", "kind": "referral"}, "level"),
        ({"to": "desk:shelter", "kind": "conference"}, "level"),
        ({"level": "everything"}, "level"),
        ({"sections": []}, "sections"),
        ({"sections": ["health"]}, "sections"),
        ({"until": date(2026, 11, 23)}, "until"),
        ({"until": date(2027, 11, 25)}, "until"),
        ({"reason": "curiosity"}, "reason"),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field(case: Case, changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        give(case, **changes)
    assert Grant.objects.count() == 1


def test_another_institution_sees_a_summary_while_its_referral_stands(case: Case) -> None:
    referral_id = referrals.Referral.objects.get().pk
    give(case, to="desk:shelter", kind="conference", level="summary", sections=[])
    assert level(cast.SHELTER, case) == "summary"
    referrals.withdraw(referral_id=referral_id, by=cast.INSPECTOR)
    assert level(cast.SHELTER, case) == ""
    with pytest.raises(NotValid):
        give(case, to="desk:shelter", kind="referral", level="summary", sections=[])


def test_a_conflict_of_interest_makes_the_case_absent(case: Case) -> None:
    give(case, to=f"account:{cast.INSPECTOR_COLLEAGUE.account_id}")
    colleague, person = cast.INSPECTOR_COLLEAGUE, case.person_id
    exclusions.add(case_id=case.pk, account_id=colleague.account_id, reason="family", by=LEAD)
    assert level(colleague, case) == ""
    assert queries.case_by_reference(colleague, case.reference) is None
    assert queries.referral_by_reference(colleague, referrals.Referral.objects.get().reference) is None
    for listed in (queries.desk_cases(colleague), queries.sent(colleague), queries.shared_cases(colleague)):
        assert not listed.exists()
    assert not queries.desks_that_hold(colleague, person).exists()
    assert queries.kept_from(colleague) == {person}
    assert level(cast.INSPECTOR, case) == "full"
    assert Grant.objects.filter(account=colleague.account_id, revoked_at=None).count() == 0
    with pytest.raises(NotValid):
        give(case, to=f"account:{colleague.account_id}")
    exclusions.lift(case_id=case.pk, exclusion_id=Exclusion.objects.get().pk, by=LEAD)
    assert level(colleague, case) == "full"


def test_somebody_may_name_themself_and_nobody_else_but_the_lead(case: Case) -> None:
    with pytest.raises(NotPermitted):
        exclusions.add(
            case_id=case.pk, account_id=cast.INSPECTOR.account_id, reason="family", by=cast.INSPECTOR_COLLEAGUE
        )
    mine = cast.INSPECTOR_COLLEAGUE.account_id
    exclusions.add(case_id=case.pk, account_id=mine, reason="acquaintance", by=cast.INSPECTOR_COLLEAGUE)
    assert level(cast.INSPECTOR_COLLEAGUE, case) == ""
    with pytest.raises(NotNow):
        exclusions.add(case_id=case.pk, account_id=mine, reason="family", by=LEAD)
    with pytest.raises(NotValid):
        exclusions.add(case_id=case.pk, account_id=cast.SHELTER.account_id, reason="family", by=LEAD)


def test_the_officer_for_data_protection_is_kept_out_too(case: Case) -> None:
    officer = cast.actor("labour-officer", "labour-north", "front_line", "data_protection_officer")
    cast.seat(officer, "labour-officer")
    exclusions.add(case_id=case.pk, account_id=officer.account_id, reason="same_workplace", by=officer)
    with pytest.raises(NotFound):
        queries_readings.file_of(officer, case.reference)


def test_the_store_itself_refuses_an_access_without_an_end(case: Case) -> None:
    base = {"case": case, "level": "full", "granted_at": clock.now(), "desk_id": "shelter"}
    later = clock.now() + timedelta(days=1)
    for wrong in (
        {"kind": "referral", "expires_at": None},
        {"kind": "team", "expires_at": None},
        {"kind": "team", "expires_at": later, "account_id": cast.SHELTER.account_id},
        {"kind": "break_glass", "expires_at": later},
        {"kind": "strange", "expires_at": later},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(**{**base, **wrong})


def test_what_is_chosen_from_is_what_can_be_given(case: Case) -> None:
    desks = {one.pk for one in queries_grants.desks_to_let_in(LEAD, case)}
    assert desks == {"labour-south", "shelter"}
    names = {one.username for one in queries_grants.accounts_to_let_in(LEAD)}
    assert names == {"inspector", "inspector-2", "inspector-south"}


def test_several_accesses_open_together_what_each_opens() -> None:
    noon = factories.TUESDAY
    one = rules_grants.Given("team", "full", ("story",), noon)
    two = rules_grants.Given("conference", "summary", ("identity",), noon + timedelta(days=1))
    both = rules_grants.view([one, two])
    assert both == rules_grants.View("full", frozenset({"story"}), two.until, frozenset({"team", "conference"}))
    assert rules_grants.view([]) is None
