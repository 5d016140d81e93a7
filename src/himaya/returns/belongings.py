"""What this room keeps of a person. Each line deletes before what it points at."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.returns.models import ReturnLine, VoluntaryReturn

BELONGS: list[Declared] = [
    # A country, a desk there and the words of the person name somebody to whoever knows them: they go with the name.
    Belonging(
        ReturnLine,
        lambda person: ReturnLine.objects.filter(person_id=person),
        what="returns",
        kind="file",
        with_identity=True,
    ),
    Belonging(
        VoluntaryReturn,
        lambda person: VoluntaryReturn.objects.filter(person_id=person),
        what="returns",
        kind="file",
    ),
]
