"""Searches, pairs and joinings by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.cases import policy
from himaya.cases.actions import exclusions
from himaya.cases.models import Exclusion
from himaya.duplicates import queries
from himaya.duplicates.access import open_pair
from himaya.duplicates.actions import pairs, searches
from himaya.persons import queries as people
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.duplicates.duplicated import BY, LEAD, OFFICER, laid, proven, twice

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("H1")]
TABLES = ("duplicate_search", "duplicate_pair", "same_person")


def test_it_is_asked_agreed_joined_and_parted_behind_the_wall() -> None:
    one, other = twice()
    with page_of(LEAD):
        search_id = searches.ask(by=LEAD)
    with page_of(OFFICER):
        searches.agree(search_id=search_id, by=proven(OFFICER))
        searches.stop(search_id=search_id, by=OFFICER)
    pair = laid(one, other)
    with page_of(OFFICER):
        assert queries.waiting("labour") == 1
    with page_of(BY):
        with open_pair(BY, pair.pk) as beside:
            assert beside.one.full_name
        exclusions.add(case_id=other.pk, account_id=policy.account_of(cast.INSPECTOR_COLLEAGUE), reason="family", by=BY)
        pairs.join(pair_id=pair.pk, by=BY)
        assert Exclusion.objects.filter(case__in=(one, other)).count() == 2
        assert len(people.find_candidates(name="Hanane Bouzerda", by=BY)) == 1
        pairs.part(pair_id=pair.pk, by=BY)
