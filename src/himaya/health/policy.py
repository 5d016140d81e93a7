"""Who works in this room: a health role, at a desk that keeps a health compartment or was let into one.

Which compartment, `cases.policy_compartments.visible` says and nothing else: no lead, no emergency, no other access.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases import policy_compartments
from himaya.cases.models import Compartment
from himaya.cases.rules_compartments import HEALTH, READERS
from himaya.health.models import ScaleLoad
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.untold import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotFound: for whoever has no health role, and at police and justice, there is no such page."""
    if not works(actor):
        raise NotFound


def works(actor: Actor) -> bool:
    """True for a health role at a desk that is not one of police or justice."""
    if not actor.has(*READERS[HEALTH]) or not cases.works_on_cases(actor):
        return False
    return not Desk.objects.filter(institutions.ENFORCES, pk=actor.desk_id).exists()


def with_a_page(actor: Actor) -> Q:
    """The cases of which the actor has a page here: whose health compartment they open, or their desk could begin."""
    own = Compartment.objects.filter(policy_compartments.visible(actor), kind=HEALTH, case=OuterRef("pk"))
    begins = policy_compartments.works_with("pk", actor.desk_id) if loads(actor) else Q(pk__in=[])
    return (Q(Exists(own)) | begins) & cases.not_excluded(actor)


def check_loads(actor: Actor) -> None:
    """Raises NotFound unless the actor may load published scales: a health role of an institution of care."""
    if not loads(actor):
        raise NotFound


def loads(actor: Actor) -> bool:
    """True for a health role at a desk that keeps health compartments."""
    return HEALTH in policy_compartments.kept_by(actor)


def check_confirms(actor: Actor, load: ScaleLoad) -> None:
    """Raises NotPermitted for whoever loaded it: a second person reads the statement."""
    if load.loaded_by == actor.account_id:
        raise NotPermitted(
            _("A second clinician of your institution confirms what you loaded. Ask a colleague."), code="same_person"
        )
