"""Every test of this room has the cast on stage; whoever sits down gets an account, as in the legal room."""

from tests.rooms.legal.conftest import _sit
from tests.rooms.stages import everybody_has_the_cast

__all__ = ["_sit", "everybody_has_the_cast"]
