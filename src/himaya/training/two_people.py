"""Awareness: a second person looks at what will be shown, never who checked it first."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.coordination.policy import SPEAKS
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act, me
from himaya.training import policy, states
from himaya.training.models import AwarenessActivity


def _checks(actor: Actor) -> "QuerySet[AwarenessActivity]":
    theirs = Q() if policy.leads(actor) else Q(institution_id=policy.names_for(actor))
    rows = AwarenessActivity.objects.filter(theirs, state=states.ACTIVITY_CHECKED, seconded_by=None)
    return rows.exclude(checked_by_id=me(actor))


ACTS = [
    Act(
        "awareness",
        "training.awareness_activities.second",
        _("Awareness: look at the message as the second person, before it is shown"),
        ("secretariat", *SPEAKS),
        _checks,
        asked="checked_on",
        within=A_WEEK,
        view="training:activity",
        args={"activity_id": "id"},
    )
]
