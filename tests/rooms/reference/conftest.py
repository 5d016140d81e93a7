"""The reading aid is tested on the stage of the round tables: it knows who is signed in, and nothing else."""

from tests.rooms.stages import sit_at_the_tables

__all__ = ["sit_at_the_tables"]
