"""The reading aid is tested on the stage of the round tables: it knows who is signed in, and nothing else."""

from tests.rooms.coordination.conftest import Sit, _sit, _stage

__all__ = ["Sit", "_sit", "_stage"]
