"""The cast at their desks, and a browser signed in there, as for casework."""

from tests.rooms.casework.conftest import _sit, _the_cast

__all__ = ["_sit", "_the_cast"]
