"""What is left out on PostgreSQL lies between the first and the last, and is no page, no security and not the store."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest

from tests import thinned
from tests.house.test_verbs import HIMAYA, RACES, verbs


@dataclass(frozen=True)
class Case:
    """As much of a collected test as is asked for."""

    nodeid: str
    marker: str = ""
    fixturenames: tuple[str, ...] = ()
    module: object = None

    def get_closest_marker(self, name: str) -> str | None:
        return name if name == self.marker else None


@pytest.fixture(autouse=True)
def _not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HIMAYA_TEST_WHOLE", raising=False)


def left_out(*cases: Case) -> list[str]:
    return [item.nodeid for item in thinned.between(cast("list[pytest.Item]", list(cases)))]


def test_of_many_cases_the_first_and_the_last_stay() -> None:
    many = [Case(f"tests/rooms/a/test_a.py::test_one[{place}]") for place in range(4)]
    assert left_out(*many) == [one.nodeid for one in many[1:3]]


def test_two_cases_and_two_tests_stay_and_files_are_not_mixed() -> None:
    two = [Case("tests/rooms/a/test_a.py::test_two[x]"), Case("tests/rooms/a/test_a.py::test_two[y]")]
    others = [Case(f"tests/rooms/a/test_{file}.py::test_plain") for file in "abc"]
    assert left_out(*two, *others) == []


THREE = ("tests/rooms/a/test_a.py", "tests/rooms/ops/test_a.py", "tests/security/test_a.py")


def three(file: str, **more: object) -> list[Case]:
    return [Case(f"{file}::test_{name}", **more) for name in ("first", "middle", "last")]  # type: ignore[arg-type]


def test_of_many_tests_of_a_verb_the_first_and_the_last_stay() -> None:
    assert left_out(*three(THREE[0])) == [f"{THREE[0]}::test_middle"]


def test_what_is_about_the_store_or_security_keeps_every_test() -> None:
    assert left_out(*three(THREE[1]), *three(THREE[2])) == []


def test_a_room_of_which_tests_are_left_out_has_each_verb_in_a_race() -> None:
    kept = (*thinned.OF_THE_STORE, *thinned.NOT_ALL_RACED)
    for path in HIMAYA.glob("*/actions/*.py"):
        if f"tests/rooms/{path.parts[-3]}/" not in kept:
            assert [verb for verb in verbs(path) if not re.search(rf"\b{re.escape(verb)}\b", RACES)] == [], path


def test_a_room_whose_verbs_are_not_all_raced_keeps_every_test() -> None:
    assert left_out(*three(f"{thinned.NOT_ALL_RACED[0]}test_a.py")) == []


@pytest.mark.parametrize("fixture", sorted(thinned.PAGES))
def test_what_asks_for_a_page_keeps_every_test(fixture: str) -> None:
    assert left_out(*three(THREE[0], fixturenames=(fixture,))) == []
    assert left_out(*three(THREE[0], module=SimpleNamespace(Client=object))) == []


def test_all_of_it_runs_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIMAYA_TEST_WHOLE", "1")
    assert left_out(*three(THREE[0])) == []


@pytest.mark.parametrize("marker", thinned.ABOUT)
def test_what_is_about_postgresql_keeps_every_case(marker: str) -> None:
    assert left_out(*(Case(f"tests/races/test_a.py::test_wall[{place}]", marker) for place in range(4))) == []


def test_what_is_about_security_keeps_every_case() -> None:
    assert left_out(*(Case(f"tests/security/test_a.py::test_wall[{place}]") for place in range(4))) == []
