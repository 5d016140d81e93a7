"""A published scale: a second clinician of the institution confirms that it may be used."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.rules_compartments import HEALTH, READERS
from himaya.health import policy
from himaya.health.models import ScaleLoad
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act


def _scales(actor: Actor) -> "QuerySet[ScaleLoad]":
    if not policy.loads(actor):
        return ScaleLoad.objects.none()
    rows = ScaleLoad.objects.filter(institution_id=actor.institution_id, confirmed_on=None, withdrawn_on=None)
    return rows.exclude(loaded_by=cases.me(actor))


ACTS = [
    Act(
        "scale",
        "health.scales.confirm",
        _("A published scale: read the permission, then confirm it or withdraw it"),
        tuple(READERS[HEALTH]),
        _scales,
        asked="loaded_on",
        within=A_WEEK,
        view="health:scale",
        args={"load_id": "id"},
    )
]
