"""Who sees a task, and who may do what with it. For others it does not exist."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases import states as referral_states
from himaya.cases.models import Case, Referral
from himaya.cases.rules_compartments import HEALTH, readable_by
from himaya.kernel import two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.tasks import states
from himaya.tasks.models import Task


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted


def check_has_notices(actor: Actor) -> None:
    """Raises NotPermitted unless something can wait for the actor: a task of a desk, or the second half of an act."""
    if not (cases.works_on_cases(actor) or two_people.concerns(actor)):
        raise NotPermitted


def visible_tasks(actor: Actor) -> Q:
    """The tasks of the actor's desk, about cases that it may see or works with by a referral; conflicts stay out.

    Judged on reading: once an access or an agreement has ended, what was to be done there is seen no longer. That a
    task is there says less than its sentence, which needs a ground of its own: `access.rests`.
    """
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    # As for the referrals themselves: what a desk sent is its own to follow while it holds the file.
    held = Exists(Case.objects.filter(pk=OuterRef("case_id"), desk_id=actor.desk_id))
    here = Referral.objects.filter(Q(to_desk_id=actor.desk_id) | Q(held, from_desk_id=actor.desk_id))
    opened = Exists(cases.granted(actor).filter(case_id=OuterRef("case_id")))
    referred = Exists(here.filter(case_id=OuterRef("case_id"), state__in=referral_states.READABLE))
    itself = Exists(here.filter(pk=OuterRef("about_id")))
    about_somebody = (Q(opened) | Q(referred) | Q(itself)) & cases.not_excluded(actor, "case_id")
    seen = Q(desk_id=actor.desk_id) & (Q(case__isnull=True) | about_somebody)
    return seen if opens_apart(actor.roles) else seen & ~Q(kind=states.KEPT_APART)


def opens_apart(roles: Iterable[str]) -> bool:
    """True for the roles that open what waits apart: whoever may not look at it neither sees nor ends its task."""
    return HEALTH in readable_by(roles, enforces=False)


def check_acts(actor: Actor, task: Task, holder: UUID | None) -> None:
    """Raises NotPermitted for a task that is with a colleague, but to the lead; the desk's own are everybody's.

    What only the lead is told of may be about whoever would end it: they may not.
    """
    if actor.has(cases.LEAD):
        return
    if (task.kind, task.about_kind) == states.OF_THE_LEAD:
        raise NotPermitted(
            _("Only the lead of your desk ends this task. Tell them what you know."), code="not_the_lead"
        )
    if holder is not None and holder != actor.account_id:
        raise NotPermitted(
            _("This task is with a colleague. Ask them, or the lead of your desk."), code="with_a_colleague"
        )


def why_not_act(actor: Actor, task: Task, holder: UUID | None) -> str:
    """The sentence of `check_acts`, empty where it would not refuse."""
    try:
        check_acts(actor, task, holder)
    except NotPermitted as refusal:
        return str(refusal.sentence)
    return ""


def check_leads_desk(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads their desk."""
    if not (cases.works_on_cases(actor) and actor.has(cases.LEAD)):
        raise NotPermitted(_("Only the lead of a desk decides where its notices go."), code="not_the_lead")


def leads_desk(actor: Actor) -> bool:
    """True when `check_leads_desk` would not refuse."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD)
