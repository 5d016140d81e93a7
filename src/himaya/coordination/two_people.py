"""Taking a text off the screens: the secretariat or an officer confirms it, never who asked."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy_releases, states
from himaya.coordination.models import Suspension
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_DAY, Act, me


def _suspensions(actor: Actor) -> "QuerySet[Suspension]":
    rows = Suspension.objects.filter(state=states.SUSPENSION_ASKED)
    return rows.exclude(asked_by=me(actor))


ACTS = [
    Act(
        "suspension",
        "coordination.suspensions.confirm",
        _("A text that may do harm: take it off the screens as the second person, or decline"),
        ("secretariat", policy_releases.OFFICER),
        _suspensions,
        asked="asked_at",
        within=A_DAY,
        view="roundtable:release",
        args={"release_id": "release_id"},
        # Harm goes on for as long as it is shown.
        urgent=Q(state=states.SUSPENSION_ASKED),
    )
]
