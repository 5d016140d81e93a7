"""docs/do-no-harm.md: twenty-two rules, each with tests that are there and lines to invert that still stand.

`tools/inversions.py` inverts them at night and sees each test red.
"""

from dataclasses import replace

import pytest

from himaya.kernel.places import ROOT
from himaya.ops import do_no_harm
from himaya.ops.asvs import Untrue
from himaya.ops.do_no_harm import Rule

pytestmark = pytest.mark.once


@pytest.fixture(name="rules", scope="module")
def _rules() -> list[Rule]:
    return do_no_harm.rules()


def test_each_of_the_twenty_two_has_tests_that_are_there_and_a_line_to_invert(rules: list[Rule]) -> None:
    do_no_harm.check(rules)
    assert all(one.inversions for one in rules)


def test_the_page_names_every_rule_and_each_of_its_tests(rules: list[Rule]) -> None:
    page = do_no_harm.page()
    rows = [line for line in page.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(rows) == do_no_harm.RULES
    assert all(f"`{test}`" in row for row, rule in zip(rows, rules, strict=True) for test in rule.tests)
    assert (ROOT / "docs" / "do-no-harm.md").read_text("utf-8") == page


@pytest.mark.parametrize("fault", ["no rule", "no test", "test gone", "line gone", "line twice", "nothing inverted"])
def test_what_the_table_gets_wrong_stops_the_build(rules: list[Rule], fault: str) -> None:
    """Planted faults; each is named with its rule."""
    first, one = rules[0], rules[0].inversions[0]
    changed: dict[str, list[Rule]] = {
        "no rule": rules[1:],
        "no test": [replace(first, inversions=()), *rules[1:]],
        "test gone": [replace(first, inversions=(replace(one, red=(f"{one.red[0]}_gone",)),)), *rules[1:]],
        "line gone": [replace(first, inversions=(replace(one, stands="never written"),)), *rules[1:]],
        "line twice": [replace(first, inversions=(replace(one, stands="import"),)), *rules[1:]],
        "nothing inverted": [replace(first, inversions=(replace(one, instead=one.stands),)), *rules[1:]],
    }
    with pytest.raises(Untrue, match="rule"):
        do_no_harm.check(changed[fault])
