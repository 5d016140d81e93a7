"""Who may do what with a case or a referral. Who may see one is `visible_*`: for others it does not exist."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case, Exclusion, Grant, PartnerLink, Referral
from himaya.institutions.models import Institution
from himaya.kernel import clock, proof, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

READS_CASES = (
    "front_line",
    "case_manager",
    "interviewer",
    "desk_lead",
    "health_professional",
    "legal_counsel",
)
LEAD, MANAGER, COUNSEL = "desk_lead", "case_manager", "legal_counsel"
RECORDS_DECISIONS = "decision_recorder"
OVERSEES, AUTHORITY = "data_protection_officer", "data_authority"
RECEIVES = frozenset({"accept", "accept_in_part", "ask", "redirect", "decline", "no_service", "report_back"})
SENDS = frozenset({"answer", "stand_down", "settle", "link"})
# What somebody without an account does at a one-time link: they answer, and propose no other desk.
BY_LINK = RECEIVES - {"redirect"}
LINK, SYSTEM = "link", "system"
# So long after its opening a link is read in the browser that opened it.
READING = timedelta(minutes=30)


def works_on_cases(actor: Actor) -> bool:
    """True for a known account at a desk, in a role that reads cases. Never true for oversight, operation, counts."""
    return actor.is_known and bool(actor.desk_id) and actor.has(*READS_CASES)


def said(actor: Actor) -> wall.Said:
    """What the store itself is told of the actor: whether they read cases, and whose register they look through.

    A lead sees which files their institution holds, legal counsel those that demands name, an officer all of them.
    Whoever records decisions sees what their desk was asked to decide, legal counsel what it was named to read.
    """
    told = {
        "reads": works_on_cases(actor) or came_by_link(actor),
        "near": works_on_cases(actor) and actor.has(LEAD, COUNSEL),
        "oversees": actor.is_known and actor.has(OVERSEES),
        "decides": actor.is_known and bool(actor.desk_id) and actor.has(RECORDS_DECISIONS),
        "advises": works_on_cases(actor) and actor.has(COUNSEL),
    }
    return wall.Said(actor, tuple(name for name, true in told.items() if true))


def came_by_link(actor: Actor) -> bool:
    """True for somebody at a desk without accounts who opened a one-time link. It opens one referral, nothing else."""
    return actor.kind == LINK and bool(actor.desk_id)


def link_open(actor: Actor) -> QuerySet[PartnerLink]:
    """The link by which the actor came, while it is read: opened lately, not ended since."""
    return PartnerLink.objects.filter(read_now(), pk=actor.link_id or UUID(int=0))


def read_now() -> Q:
    """A link that was opened lately, and not ended since. One opened in the future: the clock was set back."""
    now = clock.now()
    return Q(ended_at__isnull=True, opened_at__gt=now - READING, opened_at__lte=now + proof.SLACK)


def me(actor: Actor) -> UUID:
    """The actor's account for a comparison; an id that nobody has for whoever has none, never "no account"."""
    return actor.account_id or UUID(int=0)


def granted(actor: Actor) -> QuerySet[Grant]:
    """The accesses in force for the actor: of the desk where they sit, and their own at this institution."""
    mine = Q(account_id=me(actor), institution_id=actor.institution_id)
    return Grant.objects.filter(Q(desk_id=actor.desk_id) | mine, in_force())


def in_force() -> Q:
    """A grant that was not ended and has not run out.

    One with a term that begins in the future opens nothing: the clock was set back, and would let it run anew.
    """
    now = clock.now()
    within = Q(expires_at__gt=now, granted_at__lte=now + proof.SLACK)
    return Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | within)


def not_excluded(actor: Actor, case: str = "pk") -> Q:
    """Leaves out the cases from which a conflict of interest keeps the actor; `case` is the column that names one."""
    kept_out = Exclusion.objects.filter(case_id=OuterRef(case), account_id=me(actor), lifted_at__isnull=True)
    return ~Q(Exists(kept_out))


def visible_cases(actor: Actor) -> Q:
    """The cases of which the actor sees anything at all, by the table of grants; nothing for a role that reads none."""
    if not works_on_cases(actor):
        return Q(pk__in=[])
    return Q(Exists(granted(actor).filter(case_id=OuterRef("pk")))) & not_excluded(actor)


def held_cases(actor: Actor) -> Q:
    """Those of the visible cases that the actor's desk holds: whoever was only let in sees, and does nothing else."""
    return visible_cases(actor) & Q(desk_id=actor.desk_id)


def visible_referrals(actor: Actor) -> Q:
    """Referrals that the actor's desk sent or received, but for a conflict of interest; by a link, the one of it.

    Sent: of a file that it holds. One that went to another desk of the institution took its referrals along.
    """
    if came_by_link(actor):
        return Q(pk__in=link_open(actor).values("referral_id"), to_desk_id=actor.desk_id)
    if not works_on_cases(actor):
        return Q(pk__in=[])
    held = Exists(Case.objects.filter(pk=OuterRef("case_id"), desk_id=actor.desk_id))
    of_desk = Q(to_desk_id=actor.desk_id) | Q(held, from_desk_id=actor.desk_id)
    return of_desk & not_excluded(actor, "case_id")


def told_houses(actor: Actor) -> Q:
    """Words to the actor's institution about files of records, for a lead of one of its desks. Conflicts stay out."""
    if not (works_on_cases(actor) and actor.has(LEAD)):
        return Q(pk__in=[])
    return Q(institution_id=actor.institution_id) & not_excluded(actor, "case_id")


def told_desks(actor: Actor) -> Q:
    """Words to the actor's desk about what it had besides a referral. Conflicts of interest stay out."""
    if not works_on_cases(actor):
        return Q(pk__in=[])
    return Q(desk_id=actor.desk_id, referral__isnull=True) & not_excluded(actor, "case_id")


def told_by_notice(actor: Actor) -> Q:
    """Both: every word that the actor may say to have read and that no referral names."""
    return told_houses(actor) | told_desks(actor)


def visible_handovers(actor: Actor) -> Q:
    """Offers that the actor's desk made or got, but for a conflict of interest."""
    if not works_on_cases(actor):
        return Q(pk__in=[])
    return (Q(to_desk_id=actor.desk_id) | Q(from_desk_id=actor.desk_id)) & not_excluded(actor, "case_id")


def check_supervises(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads a desk."""
    if not (works_on_cases(actor) and actor.has(LEAD)):
        raise NotPermitted(_("Only the lead of a desk sees which files the institution holds."), code="no_supervision")


def leads(actor: Actor, case: Case) -> bool:
    """The lead of a case: the lead of the desk that holds it, or the case manager who opened it."""
    if not works_on_cases(actor) or case.desk_id != actor.desk_id:
        return False
    return actor.has(LEAD) or (actor.has(MANAGER) and case.opened_by == actor.account_id)


def check_leads(actor: Actor, case: Case) -> None:
    """Raises NotPermitted for whoever does not lead this case, though they know of it."""
    if not leads(actor, case):
        raise _not_the_lead()


def check_leads_all(actor: Actor, files: Iterable[Case]) -> None:
    """The same for what reaches every file of a person: where another desk holds one, having opened this one is not
    enough."""
    held = list(files)
    if not (actor.has(LEAD) or all(leads(actor, one) for one in held)):
        raise _not_the_lead()


def _not_the_lead() -> NotPermitted:
    return NotPermitted(
        _("Only the lead of this file changes who sees it. Ask the lead of your desk."), code="not_the_lead"
    )


def check_keeps_out(actor: Actor) -> None:
    """Raises NotPermitted for whoever only opened a file and would keep somebody out who watches over it."""
    if not actor.has(LEAD):
        raise NotPermitted(
            _(
                "This colleague leads a desk or protects data, and watches over files like this one. Another lead "
                "names them, or they name themself."
            ),
            code="not_a_lead",
        )


def check_hand_over(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk can hand over. Ask your focal point."),
            code="no_hand_over",
        )


def account_of(actor: Actor) -> UUID:
    """The account that acts. Raises NotPermitted for whoever has none."""
    if actor.account_id is None:
        raise NotPermitted(code="no_account")
    return actor.account_id


def check_verb(actor: Actor, referral: Referral, verb: str) -> None:
    """Raises NotFound for whoever may not know the referral, NotPermitted for the other of its two desks."""
    if actor.kind == SYSTEM and verb == "stand_down":
        return
    if came_by_link(actor):
        _check_by_link(actor, referral, verb)
        return
    receiver = referral.to_desk_id == actor.desk_id
    if not works_on_cases(actor) or not (receiver or referral.from_desk_id == actor.desk_id):
        raise NotFound
    if verb in RECEIVES and not receiver:
        raise NotPermitted(_("Only the desk that received this referral can answer it."), code="not_the_receiver")
    if verb in SENDS and referral.from_desk_id != actor.desk_id:
        raise NotPermitted(_("Only the desk that sent this referral can do this."), code="not_the_sender")


def _check_by_link(actor: Actor, referral: Referral, verb: str) -> None:
    """Asked once the referral is held: a link that was ended meanwhile opens nothing any more."""
    opens = link_open(actor).filter(referral=referral, referral__to_desk_id=actor.desk_id)
    if verb not in BY_LINK or not opens.exists():
        raise NotFound


def oversees(actor: Actor) -> bool:
    """True for a data protection officer."""
    return actor.is_known and actor.has(OVERSEES)


def check_oversees(actor: Actor) -> None:
    """Raises NotPermitted unless the actor watches over the readings of files."""
    if not oversees(actor):
        raise NotPermitted(_("Only the data protection officer sees who read a file."), code="no_oversight")


def check_told_of_emergencies(actor: Actor) -> None:
    """Raises NotPermitted for whoever neither leads cases nor watches over them."""
    if not (actor.is_known and actor.has(LEAD, MANAGER, OVERSEES)):
        raise NotPermitted(
            _("Emergency accesses are reviewed by the lead of the file and the data protection officer."),
            code="no_emergencies",
        )


def overseen_cases(actor: Actor, case: str = "pk") -> Q:
    """For a data protection officer: the files of their institution; at the data authority, all. Conflicts stay out.

    `case` is the column that names the case, for rows of something else about it.
    """
    authority = Institution.objects.filter(pk=actor.institution_id, kind=AUTHORITY)
    return (Q(institution_id=actor.institution_id) | Q(Exists(authority))) & not_excluded(actor, case)


def check_counts(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    if not actor.has("secretariat"):
        raise NotPermitted(_("Only the secretariat sees the counts of all desks."), code="no_counts")
