"""Sealed rows of this room: the canary."""

from himaya.kernel.belongings import Declared, Nobodys
from himaya.ops.models import Canary

BELONGS: list[Declared] = [Nobodys(Canary, "a sentence of nobody's, by which keys are tried")]
