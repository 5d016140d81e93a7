"""Who may stop, ask for and decide an erasure: one of the desk that holds the file, and one who protects data.

Neither alone: what is erased cannot be had back, and an erasure could hide what somebody did (product.md, roles).
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy
from himaya.cases.models import Case, Erasure
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

DESK, OFFICER, CLOCK, RESTORE = "desk", "officer", "clock", "restore"
LEAD = "desk_lead"
HOLDS_AT_A_DESK = ("legal_counsel", LEAD)


def oversees(actor: Actor) -> bool:
    """True for a data protection officer."""
    return policy.oversees(actor)


def known_cases(actor: Actor) -> Q:
    """The files of whose keeping the actor may know: their desk's, or those that they watch over."""
    if oversees(actor):
        return policy.overseen_cases(actor)
    return policy.held_cases(actor)


def known_erasures(actor: Actor) -> Q:
    """The erasures that the actor may know: of their desk, or of the institutions that they watch over."""
    if oversees(actor):
        return policy.overseen_cases(actor, "case_id")
    of_desk = Q(desk_id=actor.desk_id) & policy.not_excluded(actor, "case_id")
    return of_desk if policy.works_on_cases(actor) else Q(pk__in=[])


def acts_as(actor: Actor) -> str:
    """As which of the two the actor acts. Raises NotPermitted for whoever is neither."""
    if oversees(actor):
        return OFFICER
    if policy.works_on_cases(actor):
        return DESK
    raise NotPermitted(
        _("Only the desk that holds the file, or the data protection officer, can do this."), code="no_erasing"
    )


def check_hold(actor: Actor) -> None:
    """Raises NotPermitted unless the actor may stop erasures: officer, legal counsel or lead of the desk."""
    if not (oversees(actor) or (policy.works_on_cases(actor) and actor.has(*HOLDS_AT_A_DESK))):
        raise NotPermitted(
            _("A legal hold is placed by the legal counsel, the lead of the desk or the data protection officer."),
            code="no_hold",
        )


def may_hold(actor: Actor) -> bool:
    """True when `check_hold` would not refuse."""
    return oversees(actor) or (policy.works_on_cases(actor) and actor.has(*HOLDS_AT_A_DESK))


def check_lift(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is a data protection officer: lifting opens the way to what is final."""
    if not oversees(actor):
        raise NotPermitted(_("Only the data protection officer lifts a legal hold."), code="no_lift")


def check_decide(actor: Actor, erasure: Erasure) -> None:
    """Raises NotFound for whoever may not know it, NotPermitted for whoever is not the second person."""
    if not _knows(actor, erasure):
        raise NotFound
    if erasure.asked_by == account_of(actor):
        raise NotPermitted(_("You asked for this erasure. A second person decides it."), code="second_person")
    if erasure.asked_as == DESK and not oversees(actor):
        raise NotPermitted(_("The desk asked; the data protection officer decides."), code="officer_decides")
    if erasure.asked_as == OFFICER and not (erasure.desk_id == actor.desk_id and actor.has(LEAD)):
        raise NotPermitted(_("The data protection officer asked; the lead of the desk decides."), code="lead_decides")


def may_decide(actor: Actor, erasure: Erasure) -> bool:
    """True when `check_decide` would not refuse."""
    try:
        check_decide(actor, erasure)
    except (NotFound, NotPermitted):
        return False
    return True


def account_of(actor: Actor) -> UUID:
    """The account that acts. Raises NotPermitted for whoever has none."""
    return policy.account_of(actor)


def _knows(actor: Actor, erasure: Erasure) -> bool:
    return Erasure.objects.filter(known_erasures(actor), pk=erasure.pk).exists()


def case_of(actor: Actor, case_id: UUID) -> Case:
    """A file of whose keeping the actor may know. Raises NotFound."""
    found = Case.objects.select_related("desk__institution").filter(known_cases(actor), pk=case_id).first()
    if found is None:
        raise NotFound
    return found
