"""Codes are taken with five seconds to spare, in one place; the next half minute is waited for, and not for ever."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import codes

TESTS = Path(__file__).resolve().parents[1]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BEGUN = 30 * 1_000_000


class Clock:
    """A clock that goes on only while somebody waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, second: float) -> None:
        self.now = BEGUN + second
        monkeypatch.setattr(codes, "time", SimpleNamespace(time=lambda: self.now))

    def pause(self, milliseconds: float) -> None:
        self.now += milliseconds / 1000


@pytest.mark.parametrize(("second", "number", "waited"), [(0, 0, 0), (25, 0, 0), (25.1, 1, 5), (29.9, 1, 0.25)])
def test_a_code_is_taken_with_five_seconds_to_spare_or_it_is_the_next_one(
    monkeypatch: pytest.MonkeyPatch, second: float, number: int, waited: float
) -> None:
    """Seen red with SPARE at nothing."""
    clock = Clock(monkeypatch, second)
    assert codes.half_minute(clock.pause) == 1_000_000 + number
    assert clock.now == pytest.approx(BEGUN + second + waited)
    assert codes.left() >= codes.SPARE


def test_a_code_that_was_used_is_not_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, 3)
    assert codes.half_minute(clock.pause, spent=frozenset({1_000_000})) == 1_000_001


def test_no_code_is_waited_for_longer_than_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, 3)
    with pytest.raises(AssertionError, match="no half minute"):
        codes.half_minute(clock.pause, spent=frozenset(range(1_000_000, 1_000_010)))
    assert clock.now <= BEGUN + 63


def test_where_the_half_minute_stands_still_a_code_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with codes.one_half_minute():
        first = codes.of(SECRET)
        monkeypatch.setattr("time.time", lambda: BEGUN)
        assert codes.of(SECRET) == first
    assert codes.of(SECRET) == codes.of(SECRET, BEGUN // 30) != first


def test_no_other_module_of_the_tests_makes_a_code() -> None:
    """One place makes codes, so that one place waits."""
    made = re.compile(r"\bhotp|present_code\(|yield_hotp")
    files = [file for file in TESTS.rglob("*.py") if file != Path(__file__) and file != Path(codes.__file__)]
    assert [file.name for file in files if made.search(file.read_text())] == []
