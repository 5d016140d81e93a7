"""In rooms of health a code of a refusal tells of the person: the audit keeps one word for all of them."""

import ast
from pathlib import Path

import pytest

from himaya.kernel import errors, untold
from tests.house import source

ROOMS = Path(errors.__file__).parents[1]
TELLS = ("NotNow", "NotValid", "NotPermitted")


@pytest.mark.parametrize("room", ["health", "crisis", "returns"])
def test_no_verb_of_these_rooms_refuses_with_a_code_that_the_audit_keeps(room: str) -> None:
    """Seen red with `from himaya.kernel.errors import NotNow` in `health/moment.py`."""
    found = [
        f"{path.relative_to(ROOMS)}: {name.name}"
        for path in source.below(ROOMS / room)
        for node in source.nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == "himaya.kernel.errors"
        for name in node.names
        if name.name in TELLS
    ]
    assert found == []


def test_each_of_them_is_the_refusal_of_the_house_and_says_nothing_else() -> None:
    for name in TELLS:
        mine = getattr(untold, name)
        assert issubclass(mine, getattr(errors, name))
        assert mine.kept_as == untold.UNTOLD
