"""Sealed rows of this room: notes of the field, which lead back to nobody."""

from himaya.instruments.models import FieldNote
from himaya.kernel.belongings import Declared, Nobodys

BELONGS: list[Declared] = [
    Nobodys(FieldNote, "names neither case nor person nor day; counted and destroyed with ten others"),
]
