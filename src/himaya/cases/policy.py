"""Who may do what with a case or a referral. Who may see one is `visible_*`: for others it does not exist."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Referral
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
RECEIVES = frozenset({"accept", "accept_in_part", "ask", "redirect", "decline", "no_service", "report_back"})
SENDS = frozenset({"answer"})
EITHER = frozenset({"withdraw"})


def works_on_cases(actor: Actor) -> bool:
    """True for a known account at a desk, in a role that reads cases. Never true for oversight, operation, counts."""
    return actor.is_known and bool(actor.desk_id) and actor.has(*READS_CASES)


def visible_cases(actor: Actor) -> Q:
    """The cases of the actor's own desk; nothing for a role that reads no case."""
    return Q(desk_id=actor.desk_id) if works_on_cases(actor) else Q(pk__in=[])


def visible_referrals(actor: Actor) -> Q:
    """Referrals that the actor's desk sent or received."""
    if not works_on_cases(actor):
        return Q(pk__in=[])
    return Q(to_desk_id=actor.desk_id) | Q(from_desk_id=actor.desk_id)


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


def may_hand_over(actor: Actor) -> bool:
    """True when `check_hand_over` would not refuse."""
    return works_on_cases(actor)


def check_verb(actor: Actor, referral: Referral, verb: str) -> None:
    """Raises NotFound for whoever may not know the referral, NotPermitted for the other of its two desks."""
    receiver = referral.to_desk_id == actor.desk_id
    if not works_on_cases(actor) or not (receiver or referral.from_desk_id == actor.desk_id):
        raise NotFound
    if verb in RECEIVES and not receiver:
        raise NotPermitted(_("Only the desk that received this referral can answer it."), code="not_the_receiver")
    if verb in SENDS and referral.from_desk_id != actor.desk_id:
        raise NotPermitted(_("Only the desk that sent this referral can do this."), code="not_the_sender")


def may_verb(actor: Actor, referral: Referral, verb: str) -> bool:
    """True when `check_verb` would not refuse."""
    try:
        check_verb(actor, referral, verb)
    except (NotFound, NotPermitted):
        return False
    return True


def check_counts(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    if not actor.has("secretariat"):
        raise NotPermitted(_("Only the secretariat sees the counts of all desks."), code="no_counts")


def may_see_counts(actor: Actor) -> bool:
    """True when `check_counts` would not refuse."""
    return actor.has("secretariat")
