"""Every test of this room has the cast on stage, on a Tuesday morning."""

from tests.rooms.stages import everybody_has_the_cast

__all__ = ["everybody_has_the_cast"]
