"""Sealed rows of this room: officers who are trained, about no protected person."""

from himaya.kernel.belongings import Declared, Nobodys
from himaya.training.models import Participant, ParticipantImport

BELONGS: list[Declared] = [
    Nobodys(ParticipantImport, "a list of officers whom their institution names for a training"),
    Nobodys(Participant, "an officer who takes part in a training"),
]
