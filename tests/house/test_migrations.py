"""Two people who number a migration on one day meet here and not on somebody's store: one line per app, one file each.

Two leaves stop every `migrate`; two files of one number read as an order that nobody gave them.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import checks
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

import himaya
from tests import migrated
from tests.house import source

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


def test_what_the_kept_tables_are_known_by_is_all_that_a_migration_asks() -> None:
    """`tests/migrated.py` keeps the tables until one of its files changes: what rests on another would stay as it was.

    Seen red with a migration that asks `himaya.crisis.rules`.
    """
    told = set(migrated.told_by())
    asked: dict[Path, set[str]] = {}
    for file in sorted(told):
        if file.suffix == ".py" and "config" not in file.parts:
            names = set(_asked(source.tree(file)))
            if unknown := {name for name in names if (at := _file(name)) and at not in told}:
                asked[file] = unknown
    assert len(told) > 100, "a glob that finds nothing proves nothing"
    assert asked == {}


def _asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "the house names a module whole"
            yield from (f"{node.module}.{one.name}" for one in node.names)
            yield f"{node.module}"


def _file(name: str) -> Path | None:
    """Where a module of ours lies; None for what is no file of ours, or says nothing (a package's empty opening)."""
    at = ROOT.parent / Path(*name.split("."))
    found = [one for one in (at.with_suffix(".py"), at / "__init__.py") if one.is_file()]
    return found[0] if found and found[0].name != "__init__.py" else None


@pytest.mark.django_db
def test_the_framework_finds_no_fault_in_any_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that runs here asks it. Seen red with one name for a constraint of two tables."""
    # It takes an hour that is a default for the moment of writing, when it is asked at that hour.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 6, 3, 17, tzinfo=UTC))
    assert [f"{one}" for one in checks.run_checks() if one.level >= checks.WARNING] == []
