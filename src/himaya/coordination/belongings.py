"""Sealed rows of this room: papers of institutions, about no protected person."""

from himaya.coordination.models import EvidenceFile, LetterScan
from himaya.kernel.belongings import Declared, Nobodys

BELONGS: list[Declared] = [
    Nobodys(LetterScan, "a letter between institutions"),
    Nobodys(EvidenceFile, "what an institution shows for its own progress; texts about one person are refused there"),
]
