"""The races of accesses, conflicts of interest and emergencies: two do the same at once, or undo each other."""

from datetime import timedelta
from functools import partial

from himaya.cases.actions import emergencies, exclusions, grants
from himaya.cases.models import Case, Emergency, Exclusion, Grant
from himaya.institutions.actions import accounts
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once

races = Table()
LEADS = (cast.LABOUR_LEAD, cast.INSPECTOR)
SOUTH = cast.INSPECTOR_SOUTH


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def let_in(case: Case, by: Actor) -> object:
    return grants.give(
        case_id=case.pk,
        to=f"account:{SOUTH.account_id}",
        kind="team",
        level="full",
        sections=("story",),
        until=clock.today() + timedelta(days=3),
        reason="advice",
        by=by,
    )


def kept_out(case: Case, by: Actor) -> None:
    assert SOUTH.account_id is not None
    exclusions.add(case_id=case.pk, account_id=SOUTH.account_id, reason="family", by=by)


def taken(case: Case, by: Actor = SOUTH) -> Emergency:
    return emergencies.begin(reference=case.reference, reason="urgent_care", proved_at=clock.now(), by=by)


def of_south() -> int:
    return Grant.objects.filter(account=SOUTH.account_id, revoked_at=None).count()


@races.of("grants.give")
def of_two_leads_who_let_the_same_colleague_in_one_does() -> Race:
    return once(partial(let_in, opened()), "grant.given", lambda: of_south() == 1, by=LEADS)


@races.of("grants.end")
def an_access_is_ended_once() -> Race:
    case = opened()
    grant = Grant.objects.get(pk=let_in(case, cast.LABOUR_LEAD))
    return once(
        lambda by: grants.end(case_id=case.pk, grant_id=grant.pk, by=by),
        "grant.ended",
        lambda: of_south() == 0,
        by=LEADS,
    )


@races.of("exclusions.add")
def somebody_is_kept_out_once() -> Race:
    return once(partial(kept_out, opened()), "exclusion.added", lambda: Exclusion.objects.count() == 1, by=LEADS)


@races.of("exclusions.lift")
def somebody_is_let_back_once() -> Race:
    case = opened()
    kept_out(case, cast.LABOUR_LEAD)
    row = Exclusion.objects.get()
    return once(
        lambda by: exclusions.lift(case_id=case.pk, exclusion_id=row.pk, by=by),
        "exclusion.lifted",
        lambda: not Exclusion.objects.filter(lifted_at=None).exists(),
        by=LEADS,
    )


@races.of("emergencies.begin")
def one_file_is_opened_once_by_somebody_with_two_windows() -> Race:
    return once(partial(_begin, opened()), "emergency.begun", lambda: of_south() == 1, by=(SOUTH, SOUTH))


def _begin(case: Case, by: Actor) -> object:
    return taken(case, by)


@races.of("emergencies.begin")
def two_people_each_open_it_for_themselves() -> Race:
    other = cast.actor("other-south", "labour-south", "front_line")
    Account.objects.create(id=other.account_id, username="other-south")
    return both(partial(_begin, opened()), "emergency.begun", lambda: Emergency.objects.count() == 2, by=(SOUTH, other))


@races.of("emergencies.review")
def an_emergency_is_reviewed_once() -> Race:
    row = taken(opened())
    return once(
        lambda by: emergencies.review(emergency_id=row.pk, outcome="justified", by=by),
        "emergency.reviewed",
        lambda: Emergency.objects.get().outcome == "justified",
        by=LEADS,
    )


@races.of("emergencies.end")
def an_emergency_is_ended_once() -> Race:
    """Seen red while the emergency was held and not its case: both ended it, by the access as it stood before."""
    row = taken(opened())
    return once(
        lambda by: emergencies.end(emergency_id=row.pk, by=by), "grant.ended", lambda: of_south() == 0, by=LEADS
    )


@races.of("accounts.sit")
def of_two_roles_that_exclude_each_other_one_is_given() -> Race:
    somebody = Account.objects.create(username="somebody-new")

    def sit(desk: str, role: str) -> None:
        accounts.sit(account=somebody, desk_id=desk, roles=[role], by=SYSTEM)

    deeds = (partial(sit, "ward", "front_line"), partial(sit, "technical", "operator"))
    return Race(deeds, 1, "membership.opened", 1, lambda: Membership.objects.filter(account=somebody).count() == 1)
