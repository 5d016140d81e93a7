"""Who is qualified for what on a day, and which qualifications an actor may know of."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.institutions import content, queries_accounts
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.models import Membership, Qualification
from himaya.institutions.rules_qualifications import Facts
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def is_qualified(account_id: UUID, kind: str, on: date) -> bool:
    """True for whoever may do this work on that day: confirmed by two, in force, not ended, with the role and an open
    account. One who was qualified on an earlier day still is for that day, unless the account was closed since."""
    return not why_not(account_id, kind, on)


def why_not(account_id: UUID, kind: str, on: date) -> str:
    """Why not, as a key of `words.NOT_QUALIFIED`; empty for somebody who is qualified."""
    held = [facts(row) for row in Qualification.objects.filter(account_id=account_id, kind=kind)]
    return rules.why_not(held, on, holds_role=bool(_seats(kind, on, account_id=account_id)))


def places(account_id: UUID, kind: str) -> list[str]:
    """The institutions at which the account holds the role of this kind today: where a certificate can be entered."""
    return sorted({row.desk.institution_id for row in _seats(kind, clock.today(), account_id=account_id)})


def held_at(desk_id: str, kind: str, on: date) -> list[str]:
    """The sign-in names of those who may do this work at a desk on that day: whom a colleague of the desk can ask."""
    seats = [row for row in _seats(kind, on, desk_id=desk_id) if is_qualified(row.account_id, kind, on)]
    return sorted({row.account.username for row in seats})


def of_account(account_id: UUID) -> list[Qualification]:
    """Every qualification of an account, the newest first."""
    return list(_whole(Qualification.objects.filter(account_id=account_id)).order_by("-entered_at", "-id"))


def one(actor: Actor, qualification_id: UUID) -> Qualification:
    """One of them, of an account that the actor may know. Raises NotFound."""
    found = _whole(_known(actor)).filter(pk=qualification_id).first()
    if found is None:
        raise NotFound
    return found


def waiting(actor: Actor) -> list[Qualification]:
    """Those that wait for a second person, of accounts that the actor may know; the oldest first."""
    return list(_whole(_known(actor)).filter(state=rules.WAITING).order_by("entered_at"))


def ending_soon(actor: Actor) -> list[Qualification]:
    """Those that end within 30 days and that no later one follows, of accounts that the actor may know."""
    today = clock.today()
    rows = list(_whole(_known(actor)).filter(state=rules.CONFIRMED, valid_to__gte=today).order_by("valid_to"))
    return [row for row in rows if standing(row) == rules.ENDS_SOON and not is_followed(row)]


def is_followed(row: Qualification) -> bool:
    """True when a confirmed one of the same kind, of the same account, goes on after its last day."""
    later = Qualification.objects.filter(account_id=row.account_id, kind=row.kind, state=rules.CONFIRMED)
    return later.filter(valid_to__gt=row.valid_to).exists()


def facts(row: Qualification) -> Facts:
    """A row as the rules see it."""
    return Facts(row.state, row.valid_from, row.valid_to, row.confirmed_on, row.ended_on)


def standing(row: Qualification) -> str:
    """How a qualification stands today."""
    return rules.standing(facts(row), clock.today())


def _known(actor: Actor) -> "QuerySet[Qualification]":
    return Qualification.objects.filter(account__in=queries_accounts.accounts(actor))


def _whole(rows: "QuerySet[Qualification]") -> "QuerySet[Qualification]":
    return rows.select_related("account", "institution", "entered_by", "answered_by", "ended_by")


def _seats(kind: str, on: date, **where: object) -> list[Membership]:
    """The seats of open accounts on that day that have the role of the kind, at places where it can be held.

    Roles are a list in a JSON column: read here, the same way on both databases.
    """
    row = content.load_qualifications().get(kind)
    if row is None:
        return []
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on, account__is_active=True, **where
    ).select_related("desk__institution", "account")
    return [seat for seat in rows if row.role in seat.roles and not _shut(seat, row.not_in)]


def _shut(seat: Membership, kinds: Iterable[str]) -> bool:
    """True at a desk of police or a court, by its own kind or that of its institution."""
    return not {seat.desk.kind, seat.desk.institution.kind}.isdisjoint(kinds)
