"""The pages of the round tables are tested on the same stage as its verbs.

They belong to the full tier: the matrix of the fast one asks each address as several roles and looks at each page.
"""

from pathlib import Path

import pytest
from django.test import Client

from tests import cast
from tests.rooms.coordination.conftest import Sit, _sit, _stage

__all__ = ["Sit", "_sit", "_stage"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is of the full tier."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.deep)


@pytest.fixture(autouse=True)
def _everybody_is_there(stage: None) -> None:
    """Every page needs the stage."""


@pytest.fixture(name="office")
def _office(sit: Sit) -> Client:
    """The secretariat at its desk."""
    return sit(cast.SECRETARY)
