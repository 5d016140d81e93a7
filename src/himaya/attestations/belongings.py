"""What this room keeps of a person. Once erased, a letter that is still shown is one that nobody here knows."""

from himaya.attestations.models import Attestation
from himaya.kernel.belongings import Belonging, Declared

BELONGS: list[Declared] = [
    Belonging(
        Attestation,
        lambda person: Attestation.objects.filter(person_id=person),
        what="attestations",
        kind="file",
        with_identity=True,
    ),
]
