"""A packet for a partner abroad: the lead of the desk looks through it, never who prepared it."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_DAY, Act
from himaya.packets import states
from himaya.packets.models import Packet


def _packets(actor: Actor) -> "QuerySet[Packet]":
    held = Case.objects.filter(cases.held_cases(actor), pk=OuterRef("case_id"), state="open")
    rows = Packet.objects.filter(Exists(held), state=states.PREPARED)
    return rows.exclude(prepared_by=cases.me(actor))


ACTS = [
    Act(
        "packet",
        "packets.packets.release",
        _("A packet for a partner abroad: look through it before it is handed out"),
        (cases.LEAD,),
        _packets,
        asked="prepared_at",
        within=A_DAY,
        view="packets:packet",
        args={"case_id": "case_id", "packet_id": "id"},
        reference="reference",
        case="case_id",
    )
]
