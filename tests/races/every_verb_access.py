"""The races of accesses, conflicts of interest, emergencies, roles and resets: two do the same at once."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from himaya.cases import access
from himaya.cases.actions import emergencies, exclusions, grants, identities
from himaya.cases.models import Case, Emergency, Exclusion, Grant
from himaya.institutions import rules_resets
from himaya.institutions.actions import accounts, passwords, resets, roles, sittings
from himaya.institutions.models import Account, AccountReset, Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, SYSTEM, Actor
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


@races.of("identities.correct")
def two_corrections_come_one_after_the_other() -> Race:
    case = opened()
    words = {who: ("Nadia Autre", "1999") if who == LEADS[0] else ("Salma Autre", "2001") for who in LEADS}

    def correct(by: Actor) -> None:
        name, birth = words[by]
        identities.correct(case_id=case.pk, identity=factories.identity(full_name=name, birth=birth), by=by)

    def is_of_one() -> bool:
        with access.open_case(LEADS[0], case.pk, purpose="correct_record") as seen:
            assert seen.person is not None
            return (seen.person.full_name, seen.person.birth) in words.values()

    return both(correct, "person.corrected", is_of_one, by=LEADS)


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


OPERATORS = (cast.OPERATOR, cast.actor("operator-2", "technical", "operator"))
APPROVERS = (cast.LABOUR_LEAD, cast.actor("labour-officer", "labour-south", "data_protection_officer"))
HOLDER = cast.INSPECTOR_COLLEAGUE


def _known(*actors: Actor) -> None:
    for one in actors:
        if not Account.objects.filter(pk=one.account_id).exists():
            Account.objects.create(id=one.account_id, username=str(one.account_id))


def _asked(by: Actor) -> AccountReset:
    assert HOLDER.account_id is not None
    return resets.ask(account_id=HOLDER.account_id, reason="everything_lost", by=by)


def _of_holder(state: str) -> int:
    return AccountReset.objects.filter(account_id=HOLDER.account_id, state=state).count()


@races.of("roles.change")
def of_two_administrators_who_saw_the_same_roles_one_changes_them() -> Race:
    """Seen red without the row of the account held: the store refused the second seat, with no sentence for anybody."""
    _known(*OPERATORS)

    def change(by: Actor) -> object:
        more = "desk_lead" if by == cast.OPERATOR else "interviewer"
        assert HOLDER.account_id is not None
        return roles.change(
            account_id=HOLDER.account_id,
            desk_id="labour-north",
            roles=["front_line", more],
            seen=["front_line"],
            opens=lambda _actor: frozenset(),
            by=by,
        )

    sits = Membership.objects.filter(account_id=HOLDER.account_id, valid_to=None)
    return once(change, "membership.changed", lambda: len(sits.get().roles) == 2, by=OPERATORS)


@races.of("sittings.end")
def sessions_that_two_end_at_once_are_ended_twice() -> Race:
    _known(*OPERATORS)
    assert HOLDER.account_id is not None
    holder = Account.objects.filter(pk=HOLDER.account_id)
    ended = partial(_end_sessions, HOLDER.account_id)
    return both(ended, "account.sessions_ended", lambda: holder.get().sessions_ended == 2, by=OPERATORS)


def _end_sessions(account_id: UUID, by: Actor) -> object:
    return sittings.end(account_id=account_id, by=by)


@races.of("roles.view_as")
def two_look_at_what_is_open_to_an_account() -> Race:
    _known(*OPERATORS)
    assert HOLDER.account_id is not None
    look = partial(_look, HOLDER.account_id)
    return both(look, "account.viewed_as", lambda: True, by=OPERATORS)


def _look(account_id: UUID, by: Actor) -> object:
    return roles.view_as(account_id=account_id, by=by)


@races.of("resets.ask")
def of_two_who_ask_for_the_same_account_one_asked() -> Race:
    _known(*OPERATORS)
    return once(_asked, "reset.asked", lambda: _of_holder(rules_resets.WAITING) == 1, by=OPERATORS)


@races.of("resets.approve")
def of_two_approvals_one_hands_a_way_in_over() -> Race:
    """Seen red without the lock: two ways in were shown, and the first opened nothing."""
    _known(*APPROVERS)
    row = _asked(cast.OPERATOR)
    return once(
        lambda by: resets.approve(reset_id=row.pk, knows_them=True, by=by),
        "reset.approved",
        lambda: _of_holder(rules_resets.APPROVED) == 1,
        by=APPROVERS,
    )


@races.of("resets.stop")
def a_reset_is_stopped_once() -> Race:
    row = _asked(cast.OPERATOR)
    return once(
        lambda by: resets.stop(reset_id=row.pk, by=by),
        "reset.stopped",
        lambda: _of_holder(rules_resets.STOPPED) == 1,
        by=(HOLDER, cast.LABOUR_LEAD),
    )


@races.of("resets.use")
def a_way_in_opens_once() -> Race:
    """Seen red without the lock: two came in by one way, each with a password of their own."""
    _known(*APPROVERS)
    way = resets.approve(reset_id=_asked(cast.OPERATOR).pk, knows_them=True, by=cast.LABOUR_LEAD)
    return once(
        lambda by: resets.use(username="inspector-2", code=way, password="a long and private sentence", by=by),
        "reset.used",
        lambda: _of_holder(rules_resets.USED) == 1,
        by=(NOBODY, NOBODY),
    )


@races.of("passwords.change")
def of_two_windows_that_change_one_password_one_does() -> Race:
    """Seen red without the row of the account held: both said that theirs is the new one."""
    holder = Account.objects.get(pk=HOLDER.account_id)
    holder.set_password("the sentence of before")
    holder.save()
    words = ("one new and private sentence", "another new private sentence")

    def change(new: str) -> object:
        return passwords.change(account_id=holder.pk, old="the sentence of before", new=new, by=HOLDER)

    def is_of_one() -> bool:
        return any(Account.objects.get(pk=holder.pk).check_password(one) for one in words)

    return Race((partial(change, words[0]), partial(change, words[1])), 1, "account.password_changed", 1, is_of_one)
