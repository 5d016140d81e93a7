"""A way back into an account, a qualification: somebody who knows the person vouches, never who asked or entered."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions import policy_accounts as accounts
from himaya.institutions import rules_qualifications as qualified
from himaya.institutions import rules_resets
from himaya.institutions.models import Account, AccountReset, Institution, Qualification
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.two_people import A_DAY, A_WEEK, Act


def _resets(actor: Actor) -> "QuerySet[AccountReset]":
    known = Account.objects.filter(accounts.visible_accounts(actor), pk=OuterRef("account_id"))
    rows = AccountReset.objects.filter(Exists(known), state=rules_resets.WAITING, answer_until__gt=clock.now())
    # Whoever asks and whoever approves come from all places of an account together: that is asked of each, and on most
    # days there is none.
    return rows.filter(pk__in=[one.pk for one in rows if _may_approve(actor, one)])


def _may_approve(actor: Actor, reset: AccountReset) -> bool:
    try:
        accounts.check_approves(actor, reset)
    except (NotFound, NotPermitted):
        return False
    return True


def _qualifications(actor: Actor) -> "QuerySet[Qualification]":
    here = Q(institution_id=actor.institution_id)
    if actor.has(accounts.OFFICER):
        authority = Institution.objects.filter(pk=actor.institution_id, kind=accounts.AUTHORITY)
        here |= Q(Exists(authority))
    rows = Qualification.objects.filter(here, state=qualified.WAITING)
    return rows.exclude(entered_by_id=accounts.me(actor)).exclude(account_id=accounts.me(actor))


ACTS = [
    Act(
        "reset",
        "institutions.resets.approve",
        _("A way back into an account: meet the person, then approve it or stop it"),
        accounts.VOUCHES,
        _resets,
        asked="asked_at",
        within=A_DAY,
        until="answer_until",
        view="staff:reset",
        args={"reset_id": "id"},
    ),
    Act(
        "qualification",
        "institutions.qualifications.confirm",
        _("A qualification: look at the certificate, then confirm it or refuse it"),
        accounts.VOUCHES,
        _qualifications,
        asked="entered_at",
        within=A_WEEK,
        view="staff:account",
        args={"account_id": "account_id"},
    ),
]
