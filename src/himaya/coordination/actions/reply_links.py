"""The verbs of a reply link: made for a delegate who never signs in, withdrawn."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import linking, policy, states
from himaya.coordination import states_following as following
from himaya.coordination.models import ReplyLink
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit

DAYS, MOST_DAYS = 30, 90


def make(
    *, institution_id: str, delegate_id: UUID | None, role: str, days: int = DAYS, by: Actor
) -> tuple[ReplyLink, str]:
    """A link for a delegate with a mandate of that kind, and the secret part of its address.

    `role`: it speaks (answers and reports) or it validates. Raises NotPermitted, NotValid.
    """
    policy.check_secretariat(by)
    if role not in following.LINK_ROLES:
        raise NotValid(_("Choose what the link is for."), code="role")
    if not 1 <= days <= MOST_DAYS:
        raise NotValid(_("A link holds for one day at least and ninety at most."), code="days")
    with unit(by=by) as u:
        now = clock.now()
        row = ReplyLink.objects.create(
            institution_id=institution_id,
            delegate=_delegate(institution_id, delegate_id, role),
            role=role,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        u.log("reply_link.made", object_type="reply_link", object_id=row.pk, code=role)
        return row, linking.token_of(row)


def revoke(*, link_id: UUID, by: Actor) -> None:
    """Withdraw a link: from now on it opens nothing. Raises NotNow when it does so already, NotFound, NotPermitted."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = ReplyLink.objects.select_for_update().filter(pk=link_id).first()
        if row is None:
            raise NotFound
        if row.revoked_at is not None:
            raise NotNow(_("This link was withdrawn already."), code="link_revoked")
        row.revoked_at = clock.now()
        row.save()
        u.log("reply_link.revoked", object_type="reply_link", object_id=row.pk, code=row.role)


def _delegate(institution_id: str, delegate_id: UUID | None, role: str) -> Delegate:
    on = clock.today()
    if role == following.SPEAKS_BY_LINK:
        return policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=on)
    rows = linking.holders(institution_id, (states.VALIDATING,), on=on)
    found = next((one for one in rows if one.pk == delegate_id), None)
    if found is None:
        raise NotPermitted(
            _(
                "This person is not the validating authority of that institution today. Choose another delegate, or "
                "enter the letter of designation first."
            ),
            code="no_validating_mandate",
        )
    return found
