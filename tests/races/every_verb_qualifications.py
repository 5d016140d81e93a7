"""The races of qualifications: two enter, answer or end the same one at once."""

from datetime import timedelta
from uuid import UUID

from himaya.institutions import rules_qualifications as rules
from himaya.institutions.actions import qualifications
from himaya.institutions.actions.qualifications import Certificate
from himaya.institutions.models import Account, AccountNotice, Membership, Qualification
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once

races = Table()
KIND = rules.IDENTIFICATION_INTERVIEW
HOLDER = cast.SHELTER
# Two who vouch where the holder works, beside its lead.
LEADS = (cast.actor("shelter-lead-2", "shelter", "desk_lead"), cast.actor("shelter-lead-3", "shelter", "desk_lead"))


def of_holder(state: str) -> int:
    return Qualification.objects.filter(account_id=HOLDER.account_id, state=state).count()


def seated() -> UUID:
    for one in LEADS:
        Account.objects.get_or_create(id=one.account_id, username=str(one.account_id))
        Membership.objects.get_or_create(
            account_id=one.account_id, desk_id="shelter", roles=["desk_lead"], valid_from=clock.today()
        )
    assert HOLDER.account_id is not None
    return HOLDER.account_id


def entered(by: Actor = cast.SHELTER_LEAD) -> Qualification:
    today = clock.today()
    return qualifications.enter(
        account_id=seated(),
        kind=KIND,
        institution_id="daw",
        first=today,
        last=today + timedelta(days=300),
        certificate=Certificate("Training centre", "C-1", today),
        by=by,
    )


@races.of("qualifications.enter")
def of_two_who_enter_one_for_the_same_account_one_does() -> Race:
    """Seen red without the row of the account held: the store refused the second, with no sentence for anybody."""
    seated()
    return once(entered, "qualification.entered", lambda: of_holder(rules.WAITING) == 1, by=LEADS)


@races.of("qualifications.confirm")
def a_qualification_is_confirmed_once() -> Race:
    row = entered()
    return once(
        lambda by: qualifications.confirm(qualification_id=row.pk, saw_certificate=True, by=by),
        "qualification.confirmed",
        lambda: of_holder(rules.CONFIRMED) == 1,
        by=LEADS,
    )


@races.of("qualifications.refuse")
def a_qualification_is_refused_once() -> Race:
    row = entered()
    return once(
        lambda by: qualifications.refuse(qualification_id=row.pk, reason="not_recognised", by=by),
        "qualification.refused",
        lambda: of_holder(rules.REFUSED) == 1,
        by=LEADS,
    )


@races.of("qualifications.end")
def a_qualification_is_ended_once() -> Race:
    seated()
    row = factories.qualify(HOLDER.account_id)
    return once(
        lambda by: qualifications.end(qualification_id=row.pk, reason="other_work", by=by),
        "qualification.ended",
        lambda: of_holder(rules.ENDED) == 1,
        by=LEADS,
    )


@races.of("qualifications.enter_issued")
def what_a_certificate_opens_is_entered_once() -> Race:
    account, today = seated(), clock.today()
    return both(
        lambda by: qualifications.enter_issued(
            account_id=account,
            kind=KIND,
            institution_id="daw",
            first=today,
            last=today + timedelta(days=300),
            certificate=Certificate("Himaya", "2026-X", today),
            by=by,
        ),
        "qualification.entered",
        lambda: of_holder(rules.WAITING) == 1,
        by=LEADS,
        rows=1,
    )


@races.of("qualifications.end_issued")
def what_a_certificate_opened_is_closed_once() -> Race:
    seated()
    row = factories.qualify(HOLDER.account_id)
    return both(
        lambda by: qualifications.end_issued(number=row.number, code="", by=by),
        "qualification.ended",
        lambda: of_holder(rules.ENDED) == 1,
        by=LEADS,
        rows=1,
    )


@races.of("qualifications.warn")
def its_holder_is_told_of_the_end_once() -> Race:
    row = factories.qualify(HOLDER.account_id, valid_to=clock.today() + timedelta(days=20))
    told = AccountNotice.objects.filter(account_id=HOLDER.account_id, kind="qualification_ends_soon")
    return both(
        lambda by: qualifications.warn(qualification_id=row.pk, by=by),
        "qualification.warned",
        lambda: told.count() == 1,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
