"""The verbs of a conflict of interest: somebody is kept from a case, by its lead or by their own word; or let back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy, queries_grants, rules_grants
from himaya.cases.actions import compartments, grants
from himaya.cases.models import Case, Exclusion, Grant
from himaya.institutions.actions import notices
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


def add(*, case_id: UUID, account_id: UUID, reason: str, by: Actor) -> None:
    """Keep an account from a case: for it the case no longer exists, and no access or emergency opens it.

    It is from the person that somebody is kept, so it holds for each of their files, and for those opened later.
    The lead names a colleague; anybody at the desk may name themself, and so may the officer who watches over the
    file. Whoever opened a file and does not lead the desk keeps nobody out who watches over it; when a lead does, the
    officers are told. Accesses of that account end.
    Raises NotFound, NotPermitted, NotValid (whom, reason), NotNow (kept from it already).
    """
    with unit(by=by) as u:
        case, files = access.lock_with_all(by, case_id)
        if account_id != by.account_id:
            policy.check_leads(by, case)
            policy.check_leads_all(by, files)
            if queries_grants.watches_over(files, account_id):
                policy.check_keeps_out(by)
                _tell(case, but=account_id, by=by)
            if account_id not in {one.pk for one in queries_grants.accounts_to_let_in(by)}:
                raise NotValid(_("Choose a colleague of the list."), code="excluded")
        if reason not in rules_grants.EXCLUSION_REASONS:
            raise NotValid(_("Say which conflict of interest it is."), code="conflict")
        if Exclusion.objects.filter(case=case, account_id=account_id, lifted_at__isnull=True).exists():
            raise NotNow(_("This colleague is kept from the file already. Nothing else was changed."), code="excluded")
        named = Exclusion(account_id=account_id, reason=reason)
        named.excluded_by, named.excluded_at = policy.account_of(by), clock.now()
        # Who names themself no longer sees any of it from here on, and other desks hold files of the person.
        with wall.beyond(wall.EVERYTHING):
            for one in files:
                _keep_from(u, one, named)


def _tell(case: Case, *, but: UUID, by: Actor) -> None:
    for officer in notices.officers(case.institution_id):
        if officer != but:
            notices.give(account_id=officer, kind="kept_out_here", by=by)


def follow(u: Unit, case: Case) -> None:
    """Whoever is kept from a person is kept from the file that was just opened. The caller holds the person."""
    with wall.beyond(wall.EVERYTHING):
        standing = Exclusion.objects.filter(case__person_id=case.person_id, lifted_at__isnull=True)
        for one in list(standing.order_by("excluded_at", "pk")):
            _keep_from(u, case, one)


def _keep_from(u: Unit, case: Case, named: Exclusion) -> None:
    if Exclusion.objects.filter(case=case, account_id=named.account_id, lifted_at__isnull=True).exists():
        return
    Exclusion.objects.create(
        case=case,
        account_id=named.account_id,
        reason=named.reason,
        excluded_by=named.excluded_by,
        excluded_at=named.excluded_at,
    )
    given = Grant.objects.filter(policy.in_force(), case=case, account_id=named.account_id)
    for row in given.select_related("case"):
        grants.close(u, row)
    compartments.end_all_of(u, case, named.account_id)
    u.log("exclusion.added", object_type="case", object_id=case.pk, code=named.reason, subjects=[case.person_id])


def lift(*, case_id: UUID, exclusion_id: UUID, by: Actor) -> None:
    """Let somebody back to the person, that is to all their files; accesses that ended stay ended.

    For the lead, and for the officer who watches over the file. Raises NotFound, NotPermitted (neither), NotNow.
    """
    with unit(by=by) as u:
        case, files = access.lock_with_all(by, case_id)
        if not policy.oversees(by):
            policy.check_leads(by, case)
            policy.check_leads_all(by, files)
        row = Exclusion.objects.filter(case=case, pk=exclusion_id).first()
        if row is None:
            raise NotFound
        if row.lifted_at is not None:
            raise NotNow(_("This was lifted already. Nothing else was changed."), code="exclusion_lifted")
        with wall.beyond(wall.EVERYTHING):
            standing = Exclusion.objects.filter(case__person_id=case.person_id, account_id=row.account_id)
            standing.filter(lifted_at__isnull=True).update(lifted_at=clock.now(), lifted_by=by.account_id)
        u.log("exclusion.lifted", object_type="case", object_id=case.pk, subjects=[case.person_id])
