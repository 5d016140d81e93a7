"""What this room keeps of a person. That a file is linked to another is erased and counted nowhere: it would tell."""

from himaya.kernel.belongings import Belonging, Declared, Nobodys
from himaya.relations.models import Carer, EventFile, Suspect

BELONGS: list[Declared] = [
    Belonging(
        EventFile,
        lambda person: EventFile.objects.filter(case__person_id=person),
        what="relations",
        kind="file",
        untold=True,
    ),
    Belonging(
        Carer,
        lambda person: Carer.objects.filter(person_id=person),
        what="carers",
        kind="file",
        naming=("words",),
    ),
    Nobodys(Suspect, "somebody suspected is no protected person; a body keeps it under a law and a key of its own"),
]
