"""What is left out on PostgreSQL is what lies between the first and the last case of a test, and nothing else."""

from dataclasses import dataclass
from typing import cast

import pytest

from tests import thinned


@dataclass(frozen=True)
class Case:
    """As much of a collected test as is asked for."""

    nodeid: str
    marker: str = ""

    def get_closest_marker(self, name: str) -> str | None:
        return name if name == self.marker else None


def left_out(*cases: Case) -> list[str]:
    return [item.nodeid for item in thinned.between(cast("list[pytest.Item]", list(cases)))]


def test_of_many_cases_the_first_and_the_last_stay() -> None:
    many = [Case(f"tests/rooms/a/test_a.py::test_one[{place}]") for place in range(4)]
    assert left_out(*many) == [one.nodeid for one in many[1:3]]


def test_two_cases_one_and_none_stay_and_tests_of_one_file_are_not_mixed() -> None:
    two = [Case("tests/rooms/a/test_a.py::test_two[x]"), Case("tests/rooms/a/test_a.py::test_two[y]")]
    assert left_out(*two, Case("tests/rooms/a/test_a.py::test_plain"), Case("tests/rooms/a/test_a.py::test_more")) == []


@pytest.mark.parametrize("marker", thinned.ABOUT)
def test_what_is_about_postgresql_keeps_every_case(marker: str) -> None:
    assert left_out(*(Case(f"tests/races/test_a.py::test_wall[{place}]", marker) for place in range(4))) == []


def test_what_is_about_security_keeps_every_case() -> None:
    assert left_out(*(Case(f"tests/security/test_a.py::test_wall[{place}]") for place in range(4))) == []
