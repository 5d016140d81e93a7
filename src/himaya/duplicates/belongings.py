"""What this room keeps of a person: with whom they were compared. Erased, and counted nowhere: it tells of a file."""

from django.db.models import Q

from himaya.duplicates.models import Pair
from himaya.kernel.belongings import Belonging, Declared

BELONGS: list[Declared] = [
    Belonging(
        Pair,
        lambda person: Pair.objects.filter(Q(one_id=person) | Q(other_id=person)),
        what="relations",
        kind="identity",
        with_identity=True,
        untold=True,
    ),
]
