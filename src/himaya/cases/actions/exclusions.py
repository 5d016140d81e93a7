"""The verbs of a conflict of interest: somebody is kept from a case, by its lead or by their own word; or let back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy, queries_grants, rules_grants
from himaya.cases.actions import compartments, grants
from himaya.cases.models import Exclusion, Grant
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit


def add(*, case_id: UUID, account_id: UUID, reason: str, by: Actor) -> None:
    """Keep an account from a case: for it the case no longer exists, and no access or emergency opens it.

    The lead names a colleague; anybody at the desk may name themself. Accesses of that account end.
    Raises NotFound, NotPermitted, NotValid (whom, reason), NotNow (kept from it already).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if account_id != by.account_id:
            policy.check_leads(by, case)
            if account_id not in {one.pk for one in queries_grants.accounts_to_let_in(by)}:
                raise NotValid(_("Choose a colleague of the list."), code="excluded")
        if reason not in rules_grants.EXCLUSION_REASONS:
            raise NotValid(_("Say which conflict of interest it is."), code="conflict")
        if Exclusion.objects.filter(case=case, account_id=account_id, lifted_at__isnull=True).exists():
            raise NotNow(_("This colleague is kept from the file already. Nothing else was changed."), code="excluded")
        Exclusion.objects.create(
            case=case,
            account_id=account_id,
            reason=reason,
            excluded_by=policy.account_of(by),
            excluded_at=clock.now(),
        )
        # Who names themself no longer sees any of it from here on.
        with wall.beyond(wall.EVERYTHING):
            for row in Grant.objects.filter(policy.in_force(), case=case, account_id=account_id).select_related("case"):
                grants.close(u, row)
            compartments.end_all_of(u, case, account_id)
        u.log("exclusion.added", object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])


def lift(*, case_id: UUID, exclusion_id: UUID, by: Actor) -> None:
    """Let somebody back; accesses that ended stay ended. Raises NotFound, NotPermitted (not the lead), NotNow."""
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_leads(by, case)
        row = Exclusion.objects.filter(case=case, pk=exclusion_id).first()
        if row is None:
            raise NotFound
        if row.lifted_at is not None:
            raise NotNow(_("This was lifted already. Nothing else was changed."), code="exclusion_lifted")
        row.lifted_at, row.lifted_by = clock.now(), by.account_id
        row.save(update_fields=["lifted_at", "lifted_by"])
        u.log("exclusion.lifted", object_type="case", object_id=case.pk, subjects=[case.person_id])
