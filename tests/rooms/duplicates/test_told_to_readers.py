"""Who lists who read a file sees that everybody was opened for a search: of every person alike, decoys too."""

import pytest

from himaya.cases import queries_readings
from himaya.cases.models import Case
from himaya.duplicates import rules
from himaya.kernel import clock, decoys
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit
from himaya.persons.models import Person
from tests import cast
from tests.rooms.duplicates.duplicated import OFFICER, kept, searched, twice
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("H1")


def told(case: Case) -> list[str]:
    return [one.action for one in queries_readings.readers_of(OFFICER, case.pk).readings if one.whole]


def test_each_opened_search_is_one_line_of_everybody_also_of_a_decoy() -> None:
    """Seen red: the worker is no account, and no list named it."""
    one, other = twice()
    with unit(by=SYSTEM):
        decoys.keep(other.person_id)
    assert told(one) == []
    searched()
    assert told(one) == told(other) == ["duplicates.unsealed"]
    with clock.stopped(clock.now() + rules.MONTH):
        later = kept("Hanane Bouzerda")
        assert told(later) == []
        searched()
        assert told(one) == ["duplicates.unsealed"] * 2
        assert told(later) == ["duplicates.unsealed"]


def test_whose_identity_was_erased_before_is_not_told_of_an_opening() -> None:
    one, _other = twice()
    Person.objects.filter(pk=one.person_id).update(anonymous_since=clock.today())
    searched()
    assert told(one) == []


def test_the_page_says_that_no_desk_read(sit: Sit) -> None:
    one, _other = twice()
    cast.seat(OFFICER, "labour-keeper")
    searched()
    page = sit(OFFICER).get(f"/oversight/files/{one.pk}/").content.decode()
    assert "the institution’s own search, in memory" in page
    assert "A desk that no longer exists" not in page
