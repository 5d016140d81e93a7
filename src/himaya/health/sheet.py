"""The observation sheet of ours, from the content: the version that stands there now, or the one that was answered."""

from himaya.instruments import catalogue
from himaya.instruments.compiled import Compiled, compile_instrument
from himaya.kernel.errors import NotFound

NAME = "observation-sheet"


def compiled(named: str = "") -> Compiled:
    """`named` is `name version` as an entry keeps it. Raises NotFound where the content has it no more."""
    name, _space, version = (named or NAME).partition(" ")
    found = catalogue.find(name, version or None)
    if found is None:
        raise NotFound
    return compile_instrument(found)
