"""What the store itself shows of searches, pairs and joinings, on PostgreSQL: raw SQL as the role of the pages."""

import pytest

from himaya.cases import policy
from himaya.cases.actions import exclusions
from himaya.cases.models import Exclusion
from himaya.duplicates import queries
from himaya.duplicates.access import open_pair
from himaya.duplicates.actions import pairs, searches
from himaya.kernel import clock, wall
from himaya.persons import queries as people
from himaya.persons.models import SamePerson
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.duplicates.duplicated import BY, LEAD, OFFICER, kept, laid, proven, twice

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("H1")]
TABLES = ("duplicate_search", "duplicate_pair", "same_person")
NOTHING = dict.fromkeys(TABLES, 0)


def test_a_pair_is_there_for_whoever_reads_both_and_for_nobody_else(role: str) -> None:
    one, other = twice()
    pairs.join(pair_id=laid(one, other).pk, by=BY)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 1)
        # Of the sister desk: the house's search, and that two of the house are one, as a search by name tells.
        south = {"duplicate_search": 1, "duplicate_pair": 0, "same_person": 1}
        assert seen(link, cast.INSPECTOR_SOUTH, tables=TABLES) == south
        for stranger in (cast.SHELTER, cast.OFFICER, cast.AUDITOR, cast.OPERATOR):
            assert seen(link, stranger, tables=TABLES) == NOTHING, stranger


def test_a_conflict_of_interest_hides_pair_and_joining(role: str) -> None:
    one, other = twice()
    pairs.join(pair_id=laid(one, other).pk, by=BY)
    exclusions.add(
        case_id=other.pk, account_id=policy.account_of(cast.INSPECTOR_COLLEAGUE), reason="family", by=cast.LABOUR_LEAD
    )
    with alone(role) as link:
        hidden = {"duplicate_search": 1, "duplicate_pair": 0, "same_person": 0}
        assert seen(link, cast.INSPECTOR_COLLEAGUE, tables=TABLES) == hidden


def test_the_store_too_keeps_from_both_by_a_line_alone(role: str) -> None:
    """Seen red with the function of before: the store showed the other half of the same human."""
    one, other = twice()
    exclusions.add(
        case_id=other.pk, account_id=policy.account_of(cast.INSPECTOR_COLLEAGUE), reason="family", by=cast.LABOUR_LEAD
    )
    line = SamePerson.objects.create(
        institution_id="labour",
        one_id=one.person_id,
        other_id=other.person_id,
        desk_id="labour-north",
        joined_by=BY.account_id,
        joined_at=clock.now(),
    )
    with alone(role) as link:
        # The third of the house is somebody else.
        assert seen(link, cast.INSPECTOR_COLLEAGUE, tables=("person",)) == {"person": 1}
        line.parted_by, line.parted_at = BY.account_id, clock.now()
        line.save(update_fields=["parted_by", "parted_at"])
        assert seen(link, cast.INSPECTOR_COLLEAGUE, tables=("person",)) == {"person": 2}


def test_one_side_of_another_desk_is_enough_to_hide_a_pair(role: str) -> None:
    laid(kept("Hanane Bouzerda"), kept("Hanane Bouzerda", by=cast.INSPECTOR_SOUTH))
    with alone(role) as link:
        for who in (BY, LEAD, cast.INSPECTOR_SOUTH):
            assert seen(link, who, tables=("duplicate_pair",)) == {"duplicate_pair": 0}, who


def test_it_is_asked_agreed_joined_and_parted_behind_the_wall(role: str) -> None:
    one, other = twice()
    with wall.behind(lambda: policy.said(LEAD)):
        search_id = searches.ask(by=LEAD)
    with wall.behind(lambda: policy.said(OFFICER)):
        searches.agree(search_id=search_id, by=proven(OFFICER))
        searches.stop(search_id=search_id, by=OFFICER)
    pair = laid(one, other)
    with wall.behind(lambda: policy.said(OFFICER)):
        assert queries.waiting("labour") == 1
    with wall.behind(lambda: policy.said(BY)):
        with open_pair(BY, pair.pk) as beside:
            assert beside.one.full_name
        exclusions.add(case_id=other.pk, account_id=policy.account_of(cast.INSPECTOR_COLLEAGUE), reason="family", by=BY)
        pairs.join(pair_id=pair.pk, by=BY)
        assert Exclusion.objects.filter(case__in=(one, other)).count() == 2
        assert len(people.find_candidates(name="Hanane Bouzerda", by=BY)) == 1
        pairs.part(pair_id=pair.pk, by=BY)
