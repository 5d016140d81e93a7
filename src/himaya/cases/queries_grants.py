"""Who sees a case, who could be let in, and what waits for a review. Ids, desks, days; nothing sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases import policy, rules_grants, states
from himaya.cases.models import Case, Emergency, Exclusion, Grant, Referral
from himaya.cases.queries_readings import APART
from himaya.cases.rules_grants import STORY, Given
from himaya.institutions import accounts
from himaya.institutions import queries as institutions
from himaya.institutions.models import Account, Desk, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent, AuditSubject


def held_case(actor: Actor, case_id: UUID) -> Case | None:
    """The case, for somebody at the desk that holds it; None for everybody else."""
    mine = Case.objects.filter(policy.visible_cases(actor), desk_id=actor.desk_id, pk=case_id)
    return mine.select_related("desk__institution").first()


def accesses(case: Case) -> QuerySet[Grant]:
    """The accesses in force to a case that the caller was shown, the holding desk first."""
    rows = Grant.objects.filter(policy.in_force(), case=case)
    return rows.select_related("desk__institution", "account").order_by("expires_at", "granted_at")


def exclusions(case: Case) -> QuerySet[Exclusion]:
    """Who takes no part in a case that the caller was shown."""
    rows = Exclusion.objects.filter(case=case, lifted_at__isnull=True)
    return rows.select_related("account").order_by("account__username")


def has_referral(case_id: UUID, desk_id: str) -> bool:
    """True when the desk has a referral of this case that still stands and that nobody took back."""
    return Referral.objects.filter(case_id=case_id, to_desk_id=desk_id, state__in=states.READABLE).exists()


def rests_on_more(case_id: UUID, desk_id: str) -> bool:
    """True when a referral to the desk stands that rests on a duty, a danger or the child circuit, not on agreement."""
    mine = Referral.objects.filter(case_id=case_id, to_desk_id=desk_id, state__in=states.READABLE)
    return mine.exclude(consent__basis=states.CONSENT).exists()


def desks_to_let_in(actor: Actor, case: Case) -> QuerySet[Desk]:
    """The other desks of the institution, and those to which a referral of this case went and still stands."""
    referred = Referral.objects.filter(case=case, state__in=states.READABLE)
    near = Q(institution_id=actor.institution_id) | Q(pk__in=referred.values("to_desk_id"))
    return institutions.standing_desks().filter(near).exclude(pk=case.desk_id).order_by("institution_id", "pk")


def accounts_to_let_in(actor: Actor) -> list[Account]:
    """The accounts of the actor's institution that work on cases today, by name, without the actor."""
    held = accounts.seats_today().filter(desk__institution_id=actor.institution_id).select_related("account")
    found = {row.account_id: row.account for row in held if not set(policy.READS_CASES).isdisjoint(row.roles)}
    found.pop(policy.me(actor), None)
    return sorted(found.values(), key=lambda account: account.username)


def watches_over(files: Iterable[Case], account_id: UUID) -> bool:
    """True for somebody who leads a desk that holds one of these files, or protects the data of its institution."""
    today = clock.today()
    held = list(files)
    sits = Membership.objects.select_related("desk").filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), account_id=account_id, valid_from__lte=today
    )
    leads = any(policy.LEAD in row.roles and row.desk_id in {one.desk_id for one in held} for row in sits)
    institutions_of = {one.institution_id for one in held}
    return leads or any(policy.OVERSEES in row.roles and row.desk.institution_id in institutions_of for row in sits)


def _watched(actor: Actor) -> QuerySet[Emergency]:
    """The emergencies that the actor is told of: as lead of the case, or as officer for data protection."""
    cases = Case.objects.none()
    if policy.works_on_cases(actor):
        mine = Q(desk_id=actor.desk_id)
        if not actor.has(policy.LEAD):
            managed = Q(opened_by=policy.me(actor)) if actor.has(policy.MANAGER) else Q(pk__in=[])
            mine &= managed
        cases = Case.objects.filter(mine, policy.not_excluded(actor))
    if actor.is_known and actor.has(policy.OVERSEES):
        cases = Case.objects.filter(policy.overseen_cases(actor))
    return Emergency.objects.filter(case__in=cases.values("pk"))


def emergencies(actor: Actor) -> QuerySet[Emergency]:
    """Emergency accesses that the actor watches over: those without a review first, the longest due on top."""
    rows = _watched(actor).select_related("case", "desk__institution", "account", "grant")
    return rows.order_by("outcome", "review_due_on", "-begun_at")


def emergency(actor: Actor, emergency_id: UUID) -> Emergency | None:
    """One of those, or None."""
    return emergencies(actor).filter(pk=emergency_id).first()


def emergencies_to_review(actor: Actor) -> int:
    """How many wait for a review by the actor: the notice on their pages."""
    if not (actor.is_known and actor.has(policy.LEAD, policy.MANAGER, policy.OVERSEES)):
        return 0
    # Each page asks, and on most days nobody opened anything: the short question first.
    if not Emergency.objects.filter(outcome="").exists():
        return 0
    return _watched(actor).filter(outcome="").exclude(account_id=policy.me(actor)).count()


def is_overdue(row: Emergency) -> bool:
    """True for a review that nobody did in time."""
    return not row.outcome and row.review_due_on < clock.today()


def runs(row: Emergency) -> bool:
    """True while the file is still open by it."""
    grant = row.grant
    return grant.revoked_at is None and grant.expires_at is not None and grant.expires_at > clock.now()


@dataclass(frozen=True)
class Opened:
    """How often something of the file was read under an emergency, on whichever page, and for which purposes."""

    times: int
    purposes: tuple[str, ...]


def opened_under(row: Emergency) -> Opened:
    """What the audit says of the hours of an emergency: readings about that case or its person by that account.

    Notes kept apart are opened by no emergency: whoever reads them besides is not told of here.
    """
    ends = row.grant.revoked_at or row.grant.expires_at
    of_person = AuditSubject.objects.filter(subject_id=row.case.person_id).values("event")
    about = Q(object_type="case", object_id=str(row.case_id)) | Q(pk__in=of_person)
    rows = AuditEvent.objects.filter(about, account_id=row.account_id, at__gte=row.begun_at, at__lte=ends)
    # Of the same person, another file, its referrals and a name opened for it are no reading of this one.
    sent = [str(one) for one in Referral.objects.filter(case_id=row.case_id).values_list("pk", flat=True)]
    elsewhere = Q(object_type="case") & ~Q(object_id=str(row.case_id))
    elsewhere |= Q(object_type="referral") & ~Q(object_id__in=sent)
    rows = rows.exclude(purpose="").exclude(object_type__in=(APART, "person")).exclude(elsewhere)
    purposes = list(rows.order_by("id").values_list("purpose", flat=True))
    return Opened(len(purposes), tuple(dict.fromkeys(purposes)))


def told_cases(actor: Actor, only: UUID | None = None) -> QuerySet[Case]:
    """The open files whose story the actor's accesses show, or this one of them: for lists, which open nothing."""
    rows = policy.granted(actor)
    if only is not None:
        rows = rows.filter(case_id=only)
    given: dict[UUID, list[Given]] = {}
    for case_id, kind, level, sections, until in rows.values_list("case_id", "kind", "level", "sections", "expires_at"):
        given.setdefault(case_id, []).append(Given(kind, level, tuple(sections), until))
    told = [pk for pk, those in given.items() if (found := rules_grants.view(those)) and found.shows(STORY)]
    return Case.objects.filter(policy.visible_cases(actor), pk__in=told, state="open").select_related("desk")
