"""What this room keeps of a person: what is known for their rights, and the steps of each."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.rights.models import RightFacts, RightStep

BELONGS: list[Declared] = [
    Belonging(
        RightStep,
        lambda person: RightStep.objects.filter(person_id=person),
        what="rights",
        kind="file",
        naming=("words",),
    ),
    Belonging(RightFacts, lambda person: RightFacts.objects.filter(person_id=person), what="rights", kind="file"),
]
