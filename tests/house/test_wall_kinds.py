"""Who is kept out of stories is said once, in `institutions.queries`; a migration can only copy it. Copies agree."""

import ast
import re
from pathlib import Path

import pytest

from himaya.institutions import queries as institutions
from tests.house import source

pytestmark = pytest.mark.once
ROOT = Path(institutions.__file__).parents[1]
NAMES = ("KEPT_OUT_KINDS", "NO_POLICE")
# Written before this State's own consular service was a kind: `ops/migrations/0002` teaches the store of each.
TAUGHT_LATER = frozenset(
    {
        "crisis/migrations/0002_never_edited_and_secured.py",
        "interviews/migrations/0002_never_edited_and_secured.py",
        "returns/migrations/0002_only_added_and_secured.py",
        "risks/migrations/0002_kept_and_secured.py",
        "risks/migrations/0004_clocks_secured.py",
    }
)


def copies() -> dict[str, dict[str, str]]:
    """By migration, what it says of these names, as its source has it."""
    found = {}
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        if "KEPT_OUT_KINDS" in source.text(path):
            said = {
                target.id: ast.unparse(node.value)
                for node in source.tree(path).body
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name) and target.id in NAMES
            }
            found[str(path.relative_to(ROOT))] = said
    return found


def test_each_copy_keeps_out_whom_the_house_keeps_out() -> None:
    """Seen red without 'consulate' in `crisis` 0002."""
    found = copies()
    assert {name.split("/")[0] for name in found} >= {"risks", "crisis", "interviews", "packets"}
    for name, said in found.items():
        wanted = institutions.NO_STORIES - ({institutions.OWN_CONSULAR} if name in TAUGHT_LATER else set())
        assert set(re.findall(r"'(\w+)'", ast.literal_eval(said["KEPT_OUT_KINDS"]))) == wanted, name
    assert set(found) >= TAUGHT_LATER


def test_each_copy_asks_the_store_in_the_same_words() -> None:
    """Seen red with `OR` for `AND` between the kind of the desk and that of its institution."""
    asked = {said["NO_POLICE"] for said in copies().values() if "NO_POLICE" in said}
    assert len(asked) == 1
