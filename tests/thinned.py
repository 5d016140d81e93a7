"""Which cases of a test run again on PostgreSQL: the first and the last, and all where the database is meant."""

from collections.abc import Iterable

import pytest

# Row security, races, triggers: what a case changes there may well be the SQL.
ABOUT = ("postgres", "postgresql")
SECURITY = "tests/security/"


def between(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The cases of each test but its first and its last; none of what is about PostgreSQL or security."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.nodeid.startswith(SECURITY) or any(item.get_closest_marker(one) for one in ABOUT):
            continue
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return [item for of_one in cases.values() for item in of_one[1:-1]]
