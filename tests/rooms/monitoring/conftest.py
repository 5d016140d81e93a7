"""Figures are counted on the stage of the training: the people of the round tables and two trainers."""

from tests.rooms.stages import sit_on_stage
from tests.rooms.training.conftest import _stage

__all__ = ["_stage", "sit_on_stage"]
