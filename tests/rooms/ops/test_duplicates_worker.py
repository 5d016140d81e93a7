"""The thread that searches for duplicates breaks the engine off when the search was stopped, or the process ends."""

from threading import Event
from uuid import UUID

import pytest

from himaya.adapters import linkage
from himaya.duplicates import progress
from himaya.duplicates.actions.searches import Claimed
from himaya.ops import duplicates_worker

pytestmark = pytest.mark.capability("H1")
CLAIMED = Claimed(UUID(int=1), "labour", 1)


class Heard(linkage.Halt):
    """One that can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.twice, self.times = Event(), 0

    def set(self) -> None:
        super().set()
        self.times += 1
        if self.times > 1:
            self.twice.set()


@pytest.mark.parametrize("ends", ["stopped", "process"])
def test_what_is_lost_is_broken_off_and_broken_off_again(monkeypatch: pytest.MonkeyPatch, ends: str) -> None:
    """Seen red: the beat heard of it and told nobody until the next word of the work."""
    stop = Event()
    monkeypatch.setattr(duplicates_worker, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(duplicates_worker.linkage, "Halt", Heard)
    monkeypatch.setattr(progress, "beat", lambda _claimed: ends == "process")
    if ends == "process":
        stop.set()
    with duplicates_worker._beating(CLAIMED, stop) as halt:
        assert isinstance(halt, Heard)
        assert halt.twice.wait(10)
    with pytest.raises(linkage.Stopped):
        duplicates_worker._teller(CLAIMED, Event(), halt)("comparing", 0, 0)
