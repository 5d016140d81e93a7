"""What this room keeps of a person. Each line deletes before what it points at."""

from django.db.models import Q

from himaya.kernel.belongings import Belonging, Declared
from himaya.packets.models import Packet, PacketStep

# Sentences for a partner may hold a name, and a packet leads to whoever left: it goes with the identity.
BELONGS: list[Declared] = [
    Belonging(
        PacketStep,
        lambda person: PacketStep.objects.filter(person_id=person),
        what="packets",
        kind="file",
        with_identity=True,
    ),
    Belonging(
        Packet,
        lambda person: Packet.objects.filter(person_id=person),
        what="packets",
        kind="file",
        with_identity=True,
        not_told={"receiver": Q(handed=0)},
    ),
]
