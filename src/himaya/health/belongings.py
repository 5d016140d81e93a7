"""What this room keeps of a person. Under a key of its own: it goes with the identity too, and nobody counts it."""

from himaya.health.models import CareStep, ClinicianLetter, Entry
from himaya.kernel.belongings import Belonging, Declared

BELONGS: list[Declared] = [
    Belonging(
        CareStep,
        lambda person: CareStep.objects.filter(compartment__case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        ClinicianLetter,
        lambda person: ClinicianLetter.objects.filter(compartment__case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        Entry,
        lambda person: Entry.objects.filter(compartment__case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        untold=True,
    ),
]
