"""What this room keeps of a person. Words go with the identity: nobody can promise that they hold no name."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.reasonings.models import ReasonLine

BELONGS: list[Declared] = [
    Belonging(
        ReasonLine,
        lambda person: ReasonLine.objects.filter(person_id=person),
        what="reasoning",
        kind="file",
        naming=("words",),
    ),
]
