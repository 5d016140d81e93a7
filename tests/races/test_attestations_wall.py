"""Letters checked and taken back by verbs behind the second wall, on PostgreSQL."""

import pytest
from django.core.cache import cache

from himaya.attestations import checking
from himaya.attestations.actions import letters
from tests import cast, factories
from tests.races.behind_the_wall import page_of
from tests.rooms.attestations import lettered

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("C5")]


def test_a_desk_behind_the_wall_checks_a_letter_of_another_and_takes_back_its_own() -> None:
    """Seen red without the look beyond in `by_mark`: every letter of another desk fitted nothing."""
    cache.clear()
    case_id = factories.hand_over().case_id
    made, pk = lettered.issued(case_id)
    with page_of(cast.OFFICER):
        assert checking.check(cast.OFFICER, made.letter.number, lettered.PHRASE).said == checking.VALID
    with page_of(cast.INSPECTOR):
        letters.take_back(case_id=case_id, letter_id=pk, reason="lost", by=cast.INSPECTOR)
    with page_of(cast.OFFICER):
        assert checking.check(cast.OFFICER, made.letter.number, lettered.PHRASE).said == checking.TAKEN_BACK
