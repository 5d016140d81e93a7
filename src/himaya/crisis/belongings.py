"""What this room keeps of a person. Each line deletes before what it points at."""

from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel.belongings import Belonging, Declared

# Of what was said and done in such an hour nobody can promise that it holds no name: it goes with the identity.
BELONGS: list[Declared] = [
    Belonging(
        CrisisAct,
        lambda person: CrisisAct.objects.filter(person_id=person),
        what="crisis",
        kind="file",
        with_identity=True,
    ),
    Belonging(
        CrisisRound,
        lambda person: CrisisRound.objects.filter(person_id=person),
        what="crisis",
        kind="file",
        with_identity=True,
    ),
]
