"""From an account to an Actor: the desk it sits at today and the roles it holds there."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor

LEAD = "desk_lead"


def seats_today() -> QuerySet[Membership]:
    """Every seat valid today of an account that is open; narrowed to a desk or an institution by whoever asks."""
    today = clock.today()
    held = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    return Membership.objects.filter(held, valid_from__lte=today, account__is_active=True)


def leads_beside(desk_id: str, account_id: UUID) -> bool:
    """True where somebody else than this account leads the desk today."""
    others = seats_today().filter(desk_id=desk_id).exclude(account_id=account_id).values_list("roles", flat=True)
    return any(LEAD in roles for roles in others)


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


def seat(account_id: UUID, desk_id: str) -> Membership | None:
    """The membership at the named desk, or the first; None when none is valid today."""
    mine = memberships(account_id)
    return next((m for m in mine if m.desk_id == desk_id), mine[0] if mine else None)


def actor_for(account_id: UUID, *, desk_id: str = "", proven_at: datetime | None = None) -> Actor:
    """The account as an Actor at the named desk, or at its first; nobody when no membership is valid.

    `proven_at` is when its second factor was last shown.
    """
    chosen = seat(account_id, desk_id)
    return actor_in(chosen, proven_at=proven_at) if chosen is not None else NOBODY


def actor_in(seat: Membership, *, proven_at: datetime | None = None) -> Actor:
    """Whoever sits there, with the roles of that seat."""
    return Actor(
        kind="account",
        account_id=seat.account_id,
        desk_id=seat.desk_id,
        institution_id=seat.desk.institution_id,
        roles=frozenset(seat.roles),
        proven_at=proven_at,
    )
