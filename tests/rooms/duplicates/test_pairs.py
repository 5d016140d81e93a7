"""One person or two: said by who reads both anyway, moved nowhere, taken back without a trace in either file."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import policy as cases
from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Case, Grant
from himaya.duplicates import queries, states
from himaya.duplicates.access import open_pair
from himaya.duplicates.actions import pairs
from himaya.duplicates.models import Pair
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import of_persons
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.kernel.models import AuditEvent, AuditSubject, DataKey
from himaya.persons import matching
from himaya.persons import queries as people
from himaya.persons.models import SamePerson
from tests import cast
from tests.refusals import refused
from tests.rooms.duplicates.duplicated import BY, LEAD, OFFICER, kept, laid, twice

pytestmark = pytest.mark.capability("H1")
SOUTH = cast.INSPECTOR_SOUTH


def as_it_is() -> tuple[list[object], list[object]]:
    """Every file with its person, and every key as it is wrapped."""
    files = list(Case.objects.order_by("pk").values_list("pk", "person_id", "desk_id", "state"))
    return files, list(DataKey.objects.order_by("pk").values_list("pk", "subject_id", "wrapped"))


def test_a_merge_moves_nothing_and_is_taken_back_without_a_trace() -> None:
    one, other = twice()
    pair, before = laid(one, other), as_it_is()
    pairs.join(pair_id=pair.pk, by=BY)
    assert matching.same_as([one.person_id]) == {one.person_id: frozenset({other.person_id})}
    assert as_it_is() == before
    pairs.part(pair_id=pair.pk, by=LEAD)
    assert matching.same_as([one.person_id, other.person_id]) == {}
    assert as_it_is() == before
    row = SamePerson.objects.get()
    assert (row.joined_by, row.parted_by) == (BY.account_id, LEAD.account_id)
    # And said anew.
    pairs.join(pair_id=pair.pk, by=BY)
    assert SamePerson.objects.filter(parted_at__isnull=True).count() == 1


def test_a_search_by_name_finds_both_as_one_and_leads_to_both_files() -> None:
    one, other = twice()
    pair = laid(one, other)
    assert len(people.find_candidates(name="Hanane Bouzerda", by=BY)) == 2
    pairs.join(pair_id=pair.pk, by=BY)
    (found,) = people.find_candidates(name="Hanane Bouzerda", by=BY)
    assert {found.person_id, *found.also} == {one.person_id, other.person_id}


def test_those_who_are_one_by_way_of_a_third_are_one() -> None:
    one, other = twice()
    third = kept("Hanan Bouzarda")
    for left, right in ((one, other), (other, third)):
        SamePerson.objects.create(
            institution_id="labour",
            one_id=left.person_id,
            other_id=right.person_id,
            desk_id="labour-north",
            joined_by=BY.account_id,
            joined_at=clock.now(),
        )
    joined = matching.same_as([one.person_id])
    assert joined == {one.person_id: frozenset({other.person_id, third.person_id})}


def test_whoever_may_not_read_both_learns_nothing_and_joins_nothing() -> None:
    one = kept("Hanane Bouzerda", birth="1998", document="AB123456")
    other = kept("Hanane Bouzerda", birth="1998", document="AB123456", by=SOUTH)
    pair = laid(one, other)
    for who in (BY, LEAD, SOUTH):
        assert queries.pairs(who) == []
        for verb in (pairs.join, pairs.keep_apart, pairs.part):
            with pytest.raises(NotFound):
                verb(pair_id=pair.pk, by=who)
        with pytest.raises(NotFound), open_pair(who, pair.pk):
            pass
    assert queries.waiting("labour") == 1
    assert Pair.objects.get().state == states.WAITS


def test_an_access_to_the_other_file_with_its_identity_is_enough_and_one_without_is_not() -> None:
    one, other = kept("Hanane Bouzerda"), kept("Hanane Bouzerda", by=SOUTH)
    pair = laid(one, other)
    until = clock.today() + timedelta(days=30)
    given: dict[str, Any] = {"case_id": other.pk, "kind": "team", "level": "full", "reason": "joint_work"}
    grants.give(**given, to="desk:labour-north", sections=("story",), until=until, by=SOUTH)
    assert queries.pairs(BY) == []
    Grant.objects.filter(case=other, desk_id="labour-north").update(sections=["identity"])
    assert [row.pk for row, _files in queries.pairs(BY)] == [pair.pk]
    pairs.join(pair_id=pair.pk, by=BY)
    assert Pair.objects.get().state == states.JOINED


def test_a_conflict_of_interest_hides_a_pair_by_whichever_file() -> None:
    one, other = twice()
    pair = laid(one, other)
    exclusions.add(case_id=other.pk, account_id=cases.account_of(BY), reason="family", by=LEAD)
    assert queries.pairs(BY) == []
    with pytest.raises(NotFound):
        pairs.join(pair_id=pair.pk, by=BY)
    assert [row.pk for row, _files in queries.pairs(LEAD)] == [pair.pk]


@pytest.mark.parametrize("who", [cast.INSPECTOR_COLLEAGUE, OFFICER, cast.SECRETARY, cast.OPERATOR])
def test_only_a_lead_or_a_case_manager_says_it(who: Actor) -> None:
    pair = laid(*twice())
    for verb in (pairs.join, pairs.keep_apart, pairs.part):
        with pytest.raises(NotPermitted):
            verb(pair_id=pair.pk, by=who)


def test_another_institution_has_no_such_pair() -> None:
    pair = laid(*twice())
    with pytest.raises(NotFound):
        pairs.join(pair_id=pair.pk, by=cast.SHELTER)


def test_what_was_said_is_said_once_and_both_people_stand_in_the_audit() -> None:
    one, other = twice()
    pair = laid(one, other)
    pairs.join(pair_id=pair.pk, by=BY)
    with pytest.raises(NotNow):
        pairs.join(pair_id=pair.pk, by=BY)
    event = AuditEvent.objects.get(action="duplicates.joined")
    named = set(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True))
    assert named == {one.person_id, other.person_id}


def test_side_by_side_is_one_reading_of_both_and_says_no_place() -> None:
    one, other = twice()
    pair = laid(one, other)
    with open_pair(BY, pair.pk) as beside:
        assert {beside.one.full_name, beside.other.full_name} == {"Hanane Bouzerda", "حنان بوزردة"}
    event = AuditEvent.objects.get(action="duplicates.read")
    assert (event.purpose, event.account_id) == ("check_duplicate", BY.account_id)


def test_an_erasure_takes_the_pair_and_the_joining_along() -> None:
    one, other = twice()
    pairs.join(pair_id=laid(one, other).pk, by=BY)
    mine = [row for row in of_persons() if row.model in (Pair, SamePerson)]
    assert [row.model for row in mine] == [Pair, SamePerson]
    for row in mine:
        assert row.untold
        row.erase(one.person_id, scope="identity")
    assert not Pair.objects.exists()
    assert not SamePerson.objects.exists()


def test_the_store_itself_refuses_to_change_who_was_joined() -> None:
    pairs.join(pair_id=laid(*twice()).pk, by=BY)
    with pytest.raises(DatabaseError), transaction.atomic():
        SamePerson.objects.update(joined_by=LEAD.account_id)


def also(one: Case, other: Case) -> Pair:
    """A further pair of the search that was done, or the first."""
    before = Pair.objects.first()
    if before is None:
        return laid(one, other)
    first, second = sorted((one.person_id, other.person_id), key=lambda pk: pk.hex)
    return Pair.objects.create(
        search_id=before.search_id,
        institution_id="labour",
        one_id=first,
        other_id=second,
        probability=0.9,
        found_at=clock.now(),
    )


def of_three() -> tuple[Pair, Pair, Pair]:
    """Pairs of three people: one and two, two and three, one and three."""
    one, other = twice()
    third = kept("Hanan Bouzarda")
    return also(one, other), also(other, third), also(one, third)


def test_two_of_whom_somebody_said_two_people_are_not_made_one_by_way_of_a_third() -> None:
    """Seen red: a search by name showed them as one, against what a colleague had said."""
    first, second, across = of_three()
    pairs.keep_apart(pair_id=across.pk, by=BY)
    pairs.join(pair_id=first.pk, by=BY)
    with refused(NotNow, "apart_by_a_third"):
        pairs.join(pair_id=second.pk, by=LEAD)
    assert SamePerson.objects.count() == 1


def test_two_who_are_one_by_way_of_a_third_are_not_said_to_be_two() -> None:
    first, second, across = of_three()
    pairs.join(pair_id=first.pk, by=BY)
    pairs.join(pair_id=second.pk, by=BY)
    with refused(NotNow, "one_by_a_third"):
        pairs.keep_apart(pair_id=across.pk, by=BY)
    pairs.part(pair_id=second.pk, by=BY)
    pairs.keep_apart(pair_id=across.pk, by=BY)
