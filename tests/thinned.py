"""Which tests run again on PostgreSQL: what is about it, each page behind its wall, and of the rest the ends.

Each verb of the other rooms acts there anyway, twice at the same moment (`tests/races`), and each page is asked for as
the role that answers pages. What is left out is a verb's second and third refusal: decided in Python, whichever store
lies below.
`HIMAYA_TEST_WHOLE=1` leaves nothing out.
"""

import os
from collections.abc import Iterable
from itertools import groupby

import pytest

# Row security, races, triggers: what a case changes there may well be the SQL.
ABOUT = ("postgres", "postgresql")
SECURITY = "tests/security/"
# Statements of their own: backups, the worker's queue, audit and figures.
OF_THE_STORE = ("tests/rooms/ops/", "tests/rooms/kernel/", "tests/rooms/insight/", "tests/rooms/oversight/")
# Rooms with a verb that no race names.
NOT_ALL_RACED = tuple(f"tests/rooms/{room}/" for room in ("cases", "institutions", "persons", "publications"))
# Somebody's browser without a browser, as a fixture or by its class.
PAGES = {"sit", "client"}


def between(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What is left out of tests in the order of their files.

    The cases of a test between its first and its last; and of a file without pages, in a room that is raced and not
    about the store, each test between the first and the last.
    """
    if os.environ.get("HIMAYA_TEST_WHOLE"):
        return []
    gone: list[pytest.Item] = []
    for _file, those in groupby(items, key=lambda item: item.nodeid.partition("::")[0]):
        tests: dict[str, list[pytest.Item]] = {}
        for item in those:
            if not _each_case_counts(item):
                tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
        for place, cases in enumerate(tests.values()):
            in_between = 0 < place < len(tests) - 1
            gone += cases if in_between and not _each_test_counts(cases[0]) else cases[1:-1]
    return gone


def _each_case_counts(item: pytest.Item) -> bool:
    return item.nodeid.startswith(SECURITY) or any(item.get_closest_marker(one) for one in ABOUT)


def _each_test_counts(item: pytest.Item) -> bool:
    asks = PAGES & set(getattr(item, "fixturenames", ())) or hasattr(getattr(item, "module", None), "Client")
    return bool(asks) or item.nodeid.startswith(OF_THE_STORE + NOT_ALL_RACED)
