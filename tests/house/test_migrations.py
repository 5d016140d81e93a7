"""Two people who number a migration on one day meet here and not on somebody's store: one line per app, one file each.

Two leaves stop every `migrate`; two files of one number read as an order that nobody gave them.
"""

from collections import Counter
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

import himaya

pytestmark = pytest.mark.once
ROOT = Path(himaya.__file__).parent
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/migrations"))


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_migrations_of_a_room_have_one_number(room: str) -> None:
    """Seen red with a second 0003 of `staff_care`."""
    files = [path.name for path in (ROOT / room / "migrations").glob("[0-9]*.py")]
    assert files, "a glob that finds nothing proves nothing"
    numbers = Counter(name.split("_")[0] for name in files)
    assert [number for number, times in numbers.items() if times > 1] == [], sorted(files)


def test_each_room_has_one_last_migration() -> None:
    """Seen red with a second 0003 of `staff_care` that rests on 0002."""
    leaves = MigrationLoader(None).graph.leaf_nodes()
    ours = Counter(app for app, _name in leaves if app in ROOMS)
    assert set(ours) == set(ROOMS)
    assert [app for app, times in ours.items() if times > 1] == [], sorted(leaves)
