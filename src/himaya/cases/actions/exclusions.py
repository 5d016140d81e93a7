"""The verbs of a conflict of interest: somebody is kept from a case, by its lead or by their own word; or let back."""

from collections.abc import Iterable
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
from himaya.persons import matching


def add(*, case_id: UUID, account_id: UUID, reason: str, by: Actor) -> None:
    """Keep an account from a case: for it the case no longer exists, and no access or emergency opens it.

    It is from the person that somebody is kept, so it holds for each of their files, and for those opened later; and
    for those of whoever was said to be the same person, as long as that is said.
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
                if one.person_id == case.person_id:
                    _keep_from(u, one, named)
        settle(u, {one.person_id for one in files})


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


def settle(u: Unit, people: Iterable[UUID]) -> None:
    """Make it hold for all who are one person now, and end what held by way of a line that no longer stands.

    The caller holds all these people with their files. Where the other desk's lead or officer is kept out by this,
    the officers are told.
    """
    mine = set(people)
    with wall.beyond(wall.EVERYTHING):
        files = list(Case.objects.filter(person_id__in=mine).order_by("pk"))
        standing = list(
            Exclusion.objects.filter(case__in=files, lifted_at__isnull=True)
            .select_related("case")
            .order_by("excluded_at", "pk")
        )
        # Most people are one with nobody, and nobody is kept from them.
        if not standing:
            return
        together, lines = matching.same_as(mine), matching.lines_of(mine)
        # What a line brought; where the line was erased with one of the two, it stays as if it had been said here.
        brought = matching.lines_there(row.line for row in standing if row.line is not None)
        told: set[UUID] = set()
        for case in files:
            ones = {case.person_id, *together.get(case.person_id, ())}
            said = {row.account_id: row for row in standing if row.line not in brought and row.case.person_id in ones}
            for row in standing:
                if row.case_id == case.pk and row.line in brought and row.account_id not in said:
                    _let_back(u, row)
            for account_id, row in said.items():
                if row.case.person_id == case.person_id:
                    continue
                kept_out = _keep_from(u, case, row, line=lines[case.person_id])
                if kept_out and account_id not in told and queries_grants.watches_over([case], account_id):
                    told.add(account_id)
                    _tell(case, but=account_id, by=u.by)


def _let_back(u: Unit, row: Exclusion) -> None:
    row.lifted_at, row.lifted_by = clock.now(), u.by.account_id
    row.save(update_fields=["lifted_at", "lifted_by"])
    u.log("exclusion.lifted", object_type="case", object_id=row.case_id, subjects=[row.case.person_id])


def _keep_from(u: Unit, case: Case, named: Exclusion, *, line: UUID | None = None) -> bool:
    if Exclusion.objects.filter(case=case, account_id=named.account_id, lifted_at__isnull=True).exists():
        return False
    Exclusion.objects.create(
        case=case,
        account_id=named.account_id,
        reason=named.reason,
        excluded_by=named.excluded_by,
        excluded_at=named.excluded_at,
        line=line or named.line,
    )
    given = Grant.objects.filter(policy.in_force(), case=case, account_id=named.account_id)
    for row in given.select_related("case"):
        grants.close(u, row)
    compartments.end_all_of(u, case, named.account_id)
    u.log("exclusion.added", object_type="case", object_id=case.pk, code=named.reason, subjects=[case.person_id])
    return True


def lift(*, case_id: UUID, exclusion_id: UUID, by: Actor) -> None:
    """Let somebody back to the person, that is to all their files; accesses that ended stay ended.

    Also to those of whoever was said to be the same person.
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
            standing = Exclusion.objects.filter(case__in=files, account_id=row.account_id)
            standing.filter(lifted_at__isnull=True).update(lifted_at=clock.now(), lifted_by=by.account_id)
        u.log("exclusion.lifted", object_type="case", object_id=case.pk, subjects=[case.person_id])
