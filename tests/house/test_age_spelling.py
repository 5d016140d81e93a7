"""Whether somebody is known to be an adult is asked in one way, cases.rules_assessing.is_known_adult, by every room.

A list of the words that mean "child" forgets the age that nobody asked, and so does a page that compares by itself.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house import source as source_files

HIMAYA = Path(__file__).resolve().parents[2] / "src" / "himaya"
# The one spelling; and below it, or about no file: the answers of a form, whom a desk receives, whom a right is for.
SPELLED = {
    "cases/rules_assessing.py",
    "institutions/queries.py",
    "instruments/triage.py",
    "rights/rules.py",
}
YOUNG, GROWN = {"child", "maybe_child"}, {"adult"}
NAMES = {"ADULT": GROWN, "CHILD": {"child"}, "MAYBE_CHILD": {"maybe_child"}, "CHILDREN": YOUNG}
IN_A_PAGE = re.compile(r"age_group\s*(?:==|!=|in\b|not in\b)|[=!]=\s*[\"'](?:maybe_child|adult)[\"']")


def words_in(node: ast.expr) -> set[str]:
    """The words for an age that stand in one side of a comparison."""
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            found |= {one.value} & (YOUNG | GROWN)
        elif isinstance(one, ast.Name | ast.Attribute):
            found |= NAMES.get(one.id if isinstance(one, ast.Name) else one.attr, set())
    return found


def about_an_age(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in ("age", "age_group", "of_case", "CHILDREN") or "age_group" in ast.dump(node)


def second_spellings(parsed: Iterable[ast.AST]) -> Iterator[int]:
    """Lines that ask in words of their own whether an age is that of an adult."""
    for one in parsed:
        if isinstance(one, ast.Compare) and len(one.comparators) == 1:
            sides = (one.left, one.comparators[0])
            said = words_in(sides[0]) | words_in(sides[1])
            equal = isinstance(one.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot)
            asks = said >= GROWN if equal else bool(said) and not said >= YOUNG | GROWN
            if asks and any(about_an_age(side) for side in sides):
                yield one.lineno
        elif isinstance(one, ast.keyword) and one.arg and one.arg.startswith("age_group__") and words_in(one.value):
            yield one.value.lineno


@pytest.mark.parametrize(
    ("source", "second"),
    [
        ("case.age_group in ('child', 'maybe_child')", True),
        ("_file(one)[1]['age_group'] not in CHILDREN", True),
        ("_file(conference)[1] in CHILDREN", True),
        ("self.age != ADULT", True),
        ("Case.objects.filter(age_group__in=CHILDREN)", True),
        ("known.age not in (ADULT, CHILD, MAYBE_CHILD)", False),
        ("known.age != CHILD", False),
        ("not is_known_adult(case.age_group)", False),
    ],
)
def test_the_rule_knows_a_second_spelling(source: str, *, second: bool) -> None:
    assert bool(list(second_spellings(ast.walk(ast.parse(source))))) == second


def test_no_room_spells_it_a_second_time() -> None:
    """Seen red with the conferences, the sending of a referral, the requests for a decision and two rules."""
    found = [
        f"{path.relative_to(HIMAYA)}:{line}"
        for path in source_files.below(HIMAYA)
        if str(path.relative_to(HIMAYA)) not in SPELLED and "migrations" not in path.parts and "ops" not in path.parts
        for line in second_spellings(source_files.nodes(path))
    ]
    assert found == []


def test_no_page_spells_it_either() -> None:
    """Seen red with the page that calls a conference."""
    found = [
        str(path.relative_to(HIMAYA))
        for path in source_files.below(HIMAYA, ".html")
        if IN_A_PAGE.search(source_files.text(path))
    ]
    assert found == []
