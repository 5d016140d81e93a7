"""docs/how-to/security-tests.md: twenty rows, and each test that one of them names exists."""

import re

import pytest

from himaya.kernel.places import ROOT

pytestmark = pytest.mark.once
_ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (?:`([^`]+)`|–) \| ([^|]+) \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "how-to" / "security-tests.md").read_text("utf-8")


def gone(page: str) -> list[str]:
    """The tests that a page names and that are not there."""
    return [named for _number, named, _why in _ROW.findall(page) if named and not is_there(named)]


def is_there(named: str) -> bool:
    file, _, function = named.partition("::")
    place = ROOT / file
    return place.is_file() and f"\ndef {function}(" in place.read_text("utf-8")


def test_each_of_the_twenty_has_a_row_and_its_test_is_there() -> None:
    rows = _ROW.findall(PAGE)
    assert [int(number) for number, _named, _why in rows] == list(range(1, 21))
    assert all(why.strip() for _number, _named, why in rows)
    assert gone(PAGE) == []


def test_a_test_that_is_gone_is_named() -> None:
    """Planted fault: a look for the file alone."""
    fault = PAGE.replace("::test_every_column_is_sealed", "::test_no_column_is_sealed")
    assert len(gone(fault)) == 1
