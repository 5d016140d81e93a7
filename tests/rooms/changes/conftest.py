"""What changes for a desk is tested on the stage of the round tables."""

from tests.rooms.stages import everybody_is_on_stage, sit_at_the_tables

__all__ = ["everybody_is_on_stage", "sit_at_the_tables"]
