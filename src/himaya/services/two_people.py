"""What a desk gives: somebody of the secretariat confirms it, never who proposed it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act, me
from himaya.services import states
from himaya.services.models import Proposal


def _proposals(actor: Actor) -> "QuerySet[Proposal]":
    return Proposal.objects.filter(state=states.WAITING).exclude(asked_by_id=me(actor))


ACTS = [
    Act(
        "proposal",
        "services.proposals.confirm",
        _("What a desk gives: confirm it, or refuse it"),
        ("secretariat",),
        _proposals,
        asked="asked_on",
        within=A_WEEK,
        view="services:keeping",
    )
]
