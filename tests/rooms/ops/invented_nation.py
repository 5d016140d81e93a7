"""The demo as it was made once for all workers, beside the test's own store and to be read only.

A test file takes in `nation` by name, and then has it before each of its tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.models import Model, QuerySet
from pytest_django.plugin import DjangoDbBlocker

NATION = "invented_nation"


@pytest.fixture(scope="module", autouse=True)
def nation(prepared_store: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The prepared store beside the test's own, to be read only."""
    beside = {**connections.databases["default"], "ENGINE": "django.db.backends.sqlite3"}
    connections.databases[NATION] = {**beside, "NAME": f"file:{prepared_store / 'himaya.sqlite3'}?mode=ro"}
    connections.databases[NATION]["OPTIONS"] = {"uri": True}
    with django_db_blocker.unblock():
        yield
        connections[NATION].close()
    del connections.databases[NATION]


def rows[M: Model](model: type[M]) -> "QuerySet[M]":
    """All rows of one kind in the demo."""
    return model._default_manager.using(NATION)
