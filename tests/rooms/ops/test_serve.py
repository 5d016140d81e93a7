"""The parent of the three processes: who may fall without taking the others along.

The fault before, which this would show: five falls of any child ended them all. A worker that met one bad row closed
the first line.
"""

import sys
from threading import Event
from types import SimpleNamespace

import pytest

from himaya.ops import serve

pytestmark = [pytest.mark.capability("X8")]
FALLS, STANDS = [sys.executable, "-c", ""], [sys.executable, "-c", "import threading; threading.Event().wait()"]


class Rounds(Event):
    """Looks again at once, so many times; a child that fell is let fall to its end."""

    def __init__(self, family: list[serve.Child], number: int) -> None:
        super().__init__()
        self.family, self.left = family, number

    def wait(self, timeout: float | None = None) -> bool:
        for child in self.family:
            if child.process is not None and child.command == FALLS:
                child.process.wait()
        self.left -= 1
        return self.left < 0


@pytest.fixture(name="clock")
def _clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [0.0]
    monkeypatch.setattr(serve, "time", SimpleNamespace(monotonic=lambda: moment[0]))
    return moment


def watched(falling: str, rounds: int) -> tuple[int, dict[str, serve.Child]]:
    family = [serve.Child(one.name, STANDS, {}, needed=one.needed) for one in serve.children(1, serve.Path("/tmp"))]
    for child in family:
        child.command = FALLS if child.name == falling else STANDS
        child.start()
    try:
        return serve._watch(family, Rounds(family, rounds)), {child.name: child for child in family}
    finally:
        for child in family:
            if child.process is not None:
                child.process.kill()
                child.process.wait()


def test_without_the_web_there_is_nothing_to_serve(clock: list[float], capfd: pytest.CaptureFixture[str]) -> None:
    assert watched("web", 20)[0] == 1
    assert "The web process falls again and again" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["worker", "public"])
def test_who_falls_beside_the_web_is_told_of_and_waited_with(
    clock: list[float], name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, family = watched(name, 20)
    assert code == 0
    assert len(family[name].falls) == serve.MAX_FALLS
    assert family["web"].falls == []
    said = f"The {name} process falls again and again. Run `himaya doctor`."
    assert capfd.readouterr().err.count(said) == 1


def test_after_a_minute_it_is_tried_again(clock: list[float]) -> None:
    child = serve.Child("worker", FALLS, {}, needed=False)
    for _ in range(serve.MAX_FALLS):
        child.stands_no_more()
    assert not child.may_start()
    clock[0] = serve.FALL_WINDOW
    assert child.may_start()
