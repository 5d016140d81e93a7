"""What the doctor and the start look at of the second wall is what the migrations built, told without a server."""

import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from himaya.kernel.together import Guard
from himaya.ops import role_of_pages

ON, BEGIN = " ENABLE ROW LEVEL SECURITY", "ALTER TABLE "
POLICY = re.compile(r"(CREATE|DROP) POLICY (?:IF EXISTS )?(\w+) ON (\w+)(?: AS (RESTRICTIVE))?")


def migrations() -> Iterator[ModuleType]:
    for room in apps.get_app_configs():
        if not room.name.startswith("himaya.") or room.module is None:
            continue
        for _finder, name, _package in pkgutil.iter_modules([f"{room.path}/migrations"]):
            yield import_module(f"{room.name}.migrations.{name}")


def told(*steps: Callable[[Any, Any], None]) -> list[str]:
    """What these steps of migrations say to PostgreSQL, with an editor that only writes it down."""
    said: list[str] = []
    editor = SimpleNamespace(
        connection=SimpleNamespace(vendor="postgresql"), execute=lambda sql, params=None: said.append(sql)
    )
    for step in steps:
        step(apps, editor)
    return said


def put_behind_the_wall() -> set[str]:
    """The tables that `secure` of each migration names."""
    said = told(*(one.secure for one in migrations() if hasattr(one, "secure")))
    return {one.removeprefix(BEGIN).removesuffix(ON) for one in said if one.startswith(BEGIN) and one.endswith(ON)}


def policies_that_open() -> dict[str, set[str]]:
    """By table, the policies that the guards of all migrations leave there; those that narrow are left out.

    Guards that ask the server first change conditions of policies, and make none.
    """
    steps = [step for one in migrations() if hasattr(one, "Migration") for step in one.Migration.operations]
    guards = [step.code for step in steps if isinstance(step, Guard) and "cursor" not in step.code.__code__.co_names]
    found: dict[str, set[str]] = {}
    for sql in told(*guards):
        for verb, name, table, narrows in POLICY.findall(sql):
            mine = found.setdefault(table, set())
            (mine.discard if verb == "DROP" or narrows else mine.add)(name)
    return found


@pytest.mark.capability("X2")
def test_no_table_that_a_migration_puts_behind_the_wall_is_left_unlooked_at() -> None:
    """Seen red when the tables of interviews, letters and relations stood behind the wall and not in the list."""
    assert put_behind_the_wall() == set(role_of_pages.SECURED)
    assert len(role_of_pages.SECURED) == len(set(role_of_pages.SECURED))


@pytest.mark.capability("X2")
def test_the_policies_that_migrations_make_are_those_that_a_start_awaits() -> None:
    """Seen red with a fifth policy, for the register of packets: no installation of a nation started any more."""
    awaited = {table: {f"{table}_{kind}" for kind in role_of_pages.KINDS} for table in role_of_pages.SECURED}
    assert policies_that_open() == awaited
