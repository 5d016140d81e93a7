"""From an account to an Actor: the desk it sits at today and the roles it holds there."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor


def memberships(account_id: UUID) -> list[Membership]:
    """The account's memberships valid today, oldest first, desk and institution loaded."""
    today = clock.today()
    return list(
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today), account_id=account_id, valid_from__lte=today
        )
        .select_related("desk__institution")
        .order_by("valid_from", "id")
    )


def actor_for(account_id: UUID, *, desk_id: str = "", proven_at: datetime | None = None) -> Actor:
    """The account as an Actor at the named desk, or at its first; nobody when no membership is valid.

    `proven_at` is when its second factor was last shown.
    """
    mine = memberships(account_id)
    chosen = next((m for m in mine if m.desk_id == desk_id), mine[0] if mine else None)
    if chosen is None:
        return NOBODY
    return Actor(
        kind="account",
        account_id=account_id,
        desk_id=chosen.desk_id,
        institution_id=chosen.desk.institution_id,
        roles=frozenset(chosen.roles),
        proven_at=proven_at,
    )
