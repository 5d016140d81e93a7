"""Tests of this room say `stage` when they need the people of the round tables; pure rules need nobody."""

from tests.rooms.stages import sit_at_the_tables

__all__ = ["sit_at_the_tables"]
