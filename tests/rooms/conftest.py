"""What the tests of a room stand on: the cast, a stopped clock, and a browser signed in at a desk.

Nothing here comes by itself. A room in which every test needs it takes it in by its own `conftest.py`
(see `tests/rooms/stages.py`); a test file says `pytestmark = pytest.mark.usefixtures("the_cast")`.
"""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.utils import translation

from himaya.cases.models import Case
from himaya.kernel import clock
from tests import cast, codes, factories
from tests.rooms.coordination import at_the_table
from tests.signed_in import Sit, signed_in


@pytest.fixture(name="the_cast")
def _the_cast(db: None) -> Iterator[None]:
    """The cast, on a Tuesday at ten in the morning, in one half minute for codes of a second factor."""
    with clock.stopped(factories.TUESDAY), codes.one_half_minute():
        cast.play()
        yield


@pytest.fixture(name="in_english")
def _in_english() -> Iterator[None]:
    """Sentences and refusals are read in English, whatever the house speaks."""
    with translation.override("en"):
        yield


@pytest.fixture(name="stage")
def _stage(the_cast: None, in_english: None) -> None:
    """The cast with the people of the round tables, in English. Pure rules need no stage."""
    at_the_table.people()


@pytest.fixture(name="sit")
def _sit() -> Sit:
    """A browser at a desk, both factors proved and a code shown just now: `sit(cast.INSPECTOR, "ar").get("/")`."""
    return signed_in


@pytest.fixture(name="case")
def _case(the_cast: None) -> Case:
    """A file of the inspector's desk, handed over to the shelter on the person's agreement."""
    return Case.objects.get(pk=factories.hand_over().case_id)


@pytest.fixture(name="nation")
def _nation(settings: LazySettings) -> None:
    """A real nation's installation instead of the exercise."""
    settings.DEMO = False
