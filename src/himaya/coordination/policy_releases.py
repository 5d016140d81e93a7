"""Who may see a release, and who may do what at its gates.

The secretariat and the data-protection officer see all of them; an institution those of the cycles in which it sits;
the lead of a desk, who may sit at no table, those whose forms the desk uses. The text itself was adopted: it is no
secret, but it is shown where it is of use.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, rules_audience, rules_release, words_releases
from himaya.coordination.models import Cycle, EditionForm
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

OFFICER, LEAD = "data_protection_officer", "desk_lead"
# Who says for a desk of a pilot what it found.
FINDERS = ("desk_lead", "front_line")
# Whoever meets people with a form may notice that it does harm.
WORKERS = (
    "front_line",
    "interviewer",
    "case_manager",
    "desk_lead",
    "health_professional",
    "legal_counsel",
    "decision_recorder",
)


def is_officer(actor: Actor) -> bool:
    """True for a data-protection officer."""
    return actor.has(OFFICER)


def oversees(actor: Actor) -> bool:
    """True for whoever keeps the register of harm and stops what does harm."""
    return policy.is_secretariat(actor) or is_officer(actor)


def sees_releases(actor: Actor) -> bool:
    """True for whoever may open the pages of the releases at all."""
    return actor.is_known and (policy.takes_part(actor) or actor.has(OFFICER, LEAD))


def works_at_a_desk(actor: Actor) -> bool:
    """True for whoever meets people at a desk."""
    return actor.is_known and actor.has(*WORKERS)


def audiences(actor: Actor) -> frozenset[str]:
    """The audiences of the forms that the actor's desk uses."""
    kind = Desk.objects.filter(pk=actor.desk_id).values_list("kind", flat=True).first()
    return rules_audience.audiences_of(kind or "")


def visible_releases(actor: Actor) -> Q:
    """The releases that the actor may know."""
    if oversees(actor):
        return Q()
    found = Q(pk__in=[])
    if policy.takes_part(actor) and policy.my_mandates(actor):
        cycles = Cycle.objects.filter(policy.visible_cycles(actor))
        found |= Q(document__cycle__in=cycles.values("pk"))
    if actor.has(LEAD):
        forms = EditionForm.objects.filter(version__audience__in=audiences(actor))
        found |= Q(edition__in=forms.values("edition_id"))
    return found


def check_sees(actor: Actor) -> None:
    """Raises NotPermitted for whoever has nothing to do with releases."""
    if not sees_releases(actor):
        raise NotPermitted


def check_oversees(actor: Actor) -> None:
    """Raises NotPermitted unless the actor keeps the register of harm."""
    if not oversees(actor):
        raise NotPermitted(
            _("Only the secretariat or a data-protection officer does this. Write to one of them."),
            code="not_overseeing",
        )


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works at a desk with people."""
    if not works_at_a_desk(actor):
        raise NotPermitted(
            _("This is noted by those who work with people at a desk. Write to the secretariat."), code="no_desk_work"
        )


def check_asks_to_suspend(actor: Actor) -> None:
    """Raises NotPermitted unless the actor may ask that something is taken off the screens."""
    if not (oversees(actor) or actor.has(LEAD)):
        raise NotPermitted(
            _("The secretariat, a data-protection officer or the lead of a desk asks for a suspension."),
            code="may_not_suspend",
        )


def check_reviews(actor: Actor) -> None:
    """Raises NotPermitted for a role that signs no half of any review."""
    if not actor.has(*rules_release.SAFETY_ROLES, *rules_release.DATA_PROTECTION_ROLES):
        raise NotPermitted(words_releases.MAY_NOT_REVIEW["not_reviewer"], code="not_reviewer")


def check_acknowledges(actor: Actor) -> None:
    """Raises NotPermitted for a role that acknowledges for no institution."""
    if not (policy.is_secretariat(actor) or actor.has(LEAD, *policy.SPEAKS)):
        raise NotPermitted(words_releases.OTHER_INSTITUTION, code="other_institution")


def check_finds(actor: Actor) -> None:
    """Raises NotPermitted for a role that never says what a desk of a pilot found."""
    if not (policy.is_secretariat(actor) or actor.has(*FINDERS)):
        raise NotPermitted(words_releases.OTHER_DESK, code="other_desk")


def speaks_for_training(actor: Actor, institution_id: str) -> bool:
    """True for a delegate or the lead of a desk of that institution."""
    own = actor.institution_id == institution_id
    return own and (actor.has(LEAD) or (actor.has(*policy.SPEAKS) and bool(policy.my_mandates(actor))))


def role_shown(actor: Actor) -> str:
    """The role in which somebody signs: outside an institution a desk and a role are shown, never a name."""
    known = (*rules_release.DATA_PROTECTION_ROLES, "secretariat", *rules_release.SAFETY_ROLES, *WORKERS)
    return next((role for role in known if actor.has(role)), "")
