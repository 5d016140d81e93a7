"""The cast with the people of the round tables, and browsers already signed in, in English."""

from tests.rooms.training.conftest import _sit, _stage  # noqa: F401
