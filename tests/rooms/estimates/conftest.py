"""Who sits down at a desk has the cast on stage; arithmetic needs nobody."""

from tests.rooms.stages import sit_without_a_fresh_code

__all__ = ["sit_without_a_fresh_code"]
