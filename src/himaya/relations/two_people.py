"""The register of one body that is kept apart: a second lead switches it on, a third says who opens it."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act
from himaya.relations.models import SuspectAccess, SuspectRegister


def _of_the_body(actor: Actor) -> "QuerySet[SuspectRegister]":
    body = Desk.objects.filter(institutions.ENFORCES, pk=actor.desk_id)
    rows = SuspectRegister.objects.filter(Exists(body), institution_id=actor.institution_id, ended_on=None)
    return rows.exclude(asked_by=cases.me(actor))


def _to_confirm(actor: Actor) -> "QuerySet[SuspectRegister]":
    return _of_the_body(actor).filter(confirmed_on=None)


def _to_open(actor: Actor) -> "QuerySet[SuspectRegister]":
    """On, and nobody was ever let in: as long as it is so, nobody can use it."""
    given = SuspectAccess.objects.filter(register=OuterRef("pk"))
    rows = _of_the_body(actor).filter(~Exists(given), confirmed_on__isnull=False)
    return rows.exclude(confirmed_by=cases.me(actor))


ACTS = [
    Act(
        "register_apart",
        "relations.registers.confirm",
        _("The register apart: switch it on as the second person, or say no"),
        (cases.LEAD,),
        _to_confirm,
        asked="asked_on",
        within=A_WEEK,
        view="relations:suspects",
    ),
    Act(
        "register_opens",
        "relations.registers.let_in",
        _("The register apart is on: say who opens it"),
        (cases.LEAD,),
        _to_open,
        asked="confirmed_on",
        within=A_WEEK,
        view="relations:suspects",
    ),
]
