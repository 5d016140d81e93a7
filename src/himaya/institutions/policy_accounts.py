"""Who gives roles, who sees which accounts, who asks for a reset and who approves it.

Whoever administers the machine gives roles and may ask for a reset; a way in is never in their hand (ADR 24).
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions import accounts
from himaya.institutions.models import Account, AccountReset, Institution, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

OPERATOR, LEAD, OFFICER = "operator", "desk_lead", "data_protection_officer"
VOUCHES = (LEAD, OFFICER)
AUTHORITY = "data_authority"


def me(actor: Actor) -> UUID:
    """The account that acts. Raises NotPermitted for whoever has none."""
    if actor.account_id is None:
        raise NotPermitted(code="no_account")
    return actor.account_id


def sets_roles(actor: Actor) -> bool:
    """True when `check_sets_roles` would not refuse."""
    return actor.is_known and actor.has(OPERATOR)


def check_sets_roles(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is the technical administrator."""
    if not sets_roles(actor):
        raise NotPermitted(_("Only the technical administrator gives and takes roles. Ask them."), code="sets_no_roles")


def check_not_own(actor: Actor, account_id: UUID) -> None:
    """Raises NotPermitted for one's own account."""
    if actor.account_id == account_id:
        raise NotPermitted(
            _("Nobody changes what their own account may do. Another administrator does it."), code="own_account"
        )


def helps(actor: Actor) -> bool:
    """True when `check_helps` would not refuse."""
    return actor.is_known and bool(actor.institution_id) and actor.has(OPERATOR, *VOUCHES)


def check_helps(actor: Actor) -> None:
    """Raises NotPermitted for whoever helps nobody back into an account."""
    if not helps(actor):
        raise NotPermitted(
            _("The lead of a desk, the data protection officer and the technical administrator help with accounts."),
            code="no_accounts",
        )


def visible_accounts(actor: Actor) -> Q:
    """All for the administrator and for an officer of the data authority; for others those of their institution."""
    if not helps(actor):
        return Q(pk__in=[])
    if actor.has(OPERATOR) or is_of_the_authority(actor):
        return Q()
    return Q(Exists(_seats(actor.institution_id)))


def vouches(actor: Actor, account_id: UUID) -> bool:
    """True for a lead or an officer where the account sits today, and for an officer of the data authority."""
    if not (actor.is_known and actor.has(*VOUCHES)):
        return False
    here = Account.objects.filter(Exists(_seats(actor.institution_id)), pk=account_id)
    return here.exists() or is_of_the_authority(actor)


def check_approves(actor: Actor, reset: AccountReset) -> None:
    """Raises NotFound for whoever may not know of it, NotPermitted for the asker, the holder and the administrator."""
    check_helps(actor)
    if not Account.objects.filter(visible_accounts(actor), pk=reset.account_id).exists():
        raise NotFound
    if reset.account_id == actor.account_id:
        raise NotPermitted(_("Nobody approves a reset of their own account."), code="own_account")
    if reset.asked_by_id == actor.account_id:
        raise NotPermitted(
            _("You asked for it. Another person approves and hands the way in over."), code="same_person"
        )
    if not vouches(actor, reset.account_id):
        raise NotPermitted(
            _("A lead or the data protection officer of that institution approves: they know the person."),
            code="does_not_vouch",
        )
    _check_covered(actor, reset)


def _check_covered(actor: Actor, reset: AccountReset) -> None:
    """Whoever comes back acts at every desk of the account: each of its institutions has one who asked or approves."""
    places = {one.desk.institution_id for one in accounts.memberships(reset.account_id)}
    if len(places) < 2 or is_of_the_authority(actor):
        return
    covered = {actor.institution_id} | _covers(me(actor)) | _covers(reset.asked_by_id)
    if places - covered:
        raise NotPermitted(
            _(
                "This account sits in several institutions. Those who ask and approve must together come from all of "
                "them; otherwise the data protection officer of the data authority approves."
            ),
            code="not_all_covered",
        )


def _covers(account_id: UUID) -> set[str]:
    """The institutions where this account vouches today; none for whoever administers the machine."""
    seats = accounts.memberships(account_id)
    if any(OPERATOR in one.roles for one in seats):
        return set()
    return {one.desk.institution_id for one in seats if set(one.roles) & set(VOUCHES)}


def is_of_the_authority(actor: Actor) -> bool:
    """True for an officer of the data authority, who helps where an institution has nobody."""
    return actor.has(OFFICER) and Institution.objects.filter(pk=actor.institution_id, kind=AUTHORITY).exists()


def _seats(institution_id: str) -> QuerySet[Membership]:
    today = clock.today()
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        account_id=OuterRef("pk"),
        desk__institution_id=institution_id,
        valid_from__lte=today,
    )
