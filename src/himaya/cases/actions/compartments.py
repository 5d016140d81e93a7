"""The verbs of what is kept apart of a case: begun by the desk whose kind it is, which lets a colleague in."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access_compartments, policy, policy_compartments, queries_grants
from himaya.cases import rules_compartments as rules
from himaya.cases.models import Case, Compartment, CompartmentGrant, Exclusion
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock, subjects, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

OBJECT = "compartment"


def begin(*, case_id: UUID, kind: str, by: Actor) -> UUID:
    """Keep notes apart on a case with which the actor's desk works; the desk opens them, and nobody else does.

    Raises NotFound (also: not a kind of this desk or of this role), NotNow (begun already, case closed).
    """
    if kind not in policy_compartments.kept_by(by):
        raise NotFound
    with unit(by=by) as u:
        case = access_compartments.lock_case(by, case_id)
        _check_open(case)
        if Compartment.objects.filter(case=case, kind=kind, desk_id=by.desk_id).exists():
            raise NotNow(_("Your desk keeps such notes on this case already. Write yours there."), code="begun_already")
        subject = subjects.create("compartment", key_kinds=[subjects.COMPARTMENT])
        row = Compartment.objects.create(
            case=case,
            kind=kind,
            desk_id=by.desk_id,
            subject_id=subject.id,
            begun_by=policy.account_of(by),
            begun_on=clock.today(),
        )
        CompartmentGrant.objects.create(
            compartment=row,
            desk_id=by.desk_id,
            institution_id=by.institution_id,
            granted_by=policy.account_of(by),
            granted_at=clock.now(),
        )
        u.log("compartment.begun", object_type=OBJECT, object_id=row.pk, subjects=[case.person_id])
        return row.pk


def let_in(*, compartment_id: UUID, account_id: UUID, until: date, reason: str, by: Actor) -> UUID:
    """Let a colleague of the institution open the notes until a day, that day included.

    Anybody may who opens them at the desk that keeps them. Raises NotFound, NotPermitted (let in oneself), NotNow
    (opens them already), NotValid (whom, until, reason: the code names the field).
    """
    with unit(by=by) as u:
        row = access_compartments.lock(by, compartment_id)
        policy_compartments.check_keeps(by, row)
        if row.case.state != "open":
            raise NotNow(_("This file is closed: nobody more is let in. Open it again first."), code="case_closed")
        if account_id not in {one.pk for one in colleagues(by, row)}:
            raise NotValid(_("Choose a colleague of the list."), code="whom")
        if reason not in rules.REASONS:
            raise NotValid(_("Say for what they are let in."), code="reason")
        given = CompartmentGrant(
            compartment=row,
            account_id=account_id,
            institution_id=by.institution_id,
            reason=reason,
            granted_by=policy.account_of(by),
            granted_at=clock.now(),
            expires_at=_end_of(until),
        )
        standing = CompartmentGrant.objects.filter(policy.in_force(), compartment=row, account_id=account_id)
        if standing.exists():
            raise NotNow(_("They open these notes already. End that first to let them in anew."), code="whom")
        given.save(force_insert=True)
        u.log("compartment.let_in", object_type=OBJECT, object_id=row.pk, subjects=[row.case.person_id])
        return given.pk


def end(*, compartment_id: UUID, grant_id: UUID, by: Actor) -> None:
    """End a colleague's access at once. Raises NotFound, NotPermitted (let in oneself), NotNow (ended, the desk's)."""
    with unit(by=by) as u:
        row = access_compartments.lock(by, compartment_id)
        policy_compartments.check_keeps(by, row)
        grant = CompartmentGrant.objects.select_for_update(of=("self",)).filter(compartment=row, pk=grant_id).first()
        if grant is None:
            raise NotFound
        if grant.expires_at is None:
            raise NotNow(_("The desk that keeps these notes keeps them open to itself."), code="keeping_desk")
        if grant.revoked_at is not None or grant.expires_at <= clock.now():
            raise NotNow(_("This access has ended already. Nothing else was changed."), code="grant_ended")
        _close(u, grant, row)


def end_all_of(u: Unit, case: Case, account_id: UUID) -> None:
    """A conflict of interest ends what an account opened of a case. The caller holds the case."""
    rows = CompartmentGrant.objects.filter(policy.in_force(), compartment__case=case, account_id=account_id)
    for grant in rows.select_related("compartment__case"):
        _close(u, grant, grant.compartment)


def colleagues(by: Actor, row: Compartment) -> list[Account]:
    """The accounts of the actor's institution that may be let in: in a role that opens such notes, and without a
    conflict of interest. Those of the desk that keeps them open them already."""
    with wall.beyond(wall.EVERYTHING):
        kept_out = set(
            Exclusion.objects.filter(case_id=row.case_id, lifted_at=None).values_list("account_id", flat=True)
        )
    near = [one for one in queries_grants.accounts_to_let_in(by) if one.pk not in kept_out]
    today = clock.today()
    held = Membership.objects.filter(
        account__in=near, desk__institution_id=by.institution_id, valid_from__lte=today
    ).exclude(valid_to__lt=today)
    fitting: set[UUID] = set()
    at_the_desk: set[UUID] = set()
    for one in held:
        if rules.READERS[row.kind].isdisjoint(one.roles):
            continue
        (at_the_desk if one.desk_id == row.desk_id else fitting).add(one.account_id)
    return [one for one in near if one.pk in fitting - at_the_desk]


def _close(u: Unit, grant: CompartmentGrant, row: Compartment) -> None:
    grant.revoked_at, grant.revoked_by = clock.now(), u.by.account_id
    grant.save(update_fields=["revoked_at", "revoked_by"])
    u.log("compartment.ended", object_type=OBJECT, object_id=row.pk, subjects=[row.case.person_id])


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(_("This file is closed. Open a new one from the first line."), code="case_closed")


def _end_of(until: date) -> datetime:
    today = clock.today()
    if not today <= until <= today + timedelta(days=rules.LONGEST_DAYS):
        raise NotValid(
            _("Choose a last day from today on, at most %(days)s days ahead.") % {"days": rules.LONGEST_DAYS},
            code="until",
        )
    return datetime.combine(until + timedelta(days=1), time(), clock.here())
