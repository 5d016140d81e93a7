"""docs/performance.md has a section for each benchmark: what is measured, by which command, when, beside what."""

import re
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
SAID = ("Measured:", "Command:", "Date:", "Figure:", "Baseline:")


def sections() -> dict[str, str]:
    """What the page says of each benchmark, by its module's name."""
    _before, *parts = re.split(r"^## `(\w+)`.*$", PAGE.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_there_is_a_section_for_each_benchmark_and_for_no_other() -> None:
    """Seen red with a benchmark more, and with a section less."""
    assert sorted(sections()) == benchmarks.known()


@pytest.mark.parametrize("name", benchmarks.known())
def test_a_section_says_what_was_measured_how_when_and_beside_what(name: str) -> None:
    section = sections()[name]
    assert [word for word in SAID if f"**{word}**" not in section] == []
    assert f"python -m benchmarks.{name}" in section
    assert re.search(r"\*\*Date:\*\* 20\d\d-\d\d-\d\d", section)
