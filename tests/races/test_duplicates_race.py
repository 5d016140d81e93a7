"""Joined, said to be two, and kept from, at the same moment, on PostgreSQL: what one says, the other has heard."""

from functools import partial

import pytest

from himaya.cases import policy as cases
from himaya.cases.actions import exclusions
from himaya.cases.models import Exclusion
from himaya.duplicates.actions import pairs
from himaya.kernel.errors import NotNow
from himaya.persons import matching
from himaya.persons.models import SamePerson
from tests import cast
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.duplicates.duplicated import BY, LEAD, kept, laid, twice
from tests.rooms.duplicates.test_pairs import also

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("H1")]


@pytest.mark.parametrize("turn", range(2))
def test_two_are_not_joined_while_a_colleague_says_two_people_by_way_of_others(
    monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """Seen red with the two of each pair held alone: one and four became one by way of two and three, and two people.

    One and two are one, three and four are one; who joins two and three meets who says that one and four are two.
    """
    one, two, three, four = (kept(name) for name in ("Hanane A", "Hanan B", "Hannane C", "Hanen D"))
    pairs.join(pair_id=also(one, two).pk, by=BY)
    pairs.join(pair_id=also(three, four).pk, by=BY)
    between, across = also(two, three), also(one, four)
    meet_before_saving(monkeypatch)
    deeds = [
        partial(pairs.join, pair_id=between.pk, by=BY),
        partial(pairs.keep_apart, pair_id=across.pk, by=LEAD),
    ]
    found = together(*(deeds if turn else reversed(deeds)))
    faults = [fault for fault in found if isinstance(fault, Exception)]
    assert len(faults) == 1, found
    assert isinstance(faults[0], NotNow)
    across.refresh_from_db()
    as_one = across.other_id in matching.same_as([across.one_id]).get(across.one_id, ())
    assert as_one is (across.state != "apart")


@pytest.mark.parametrize("turn", range(2))
def test_whoever_is_named_while_two_are_joined_is_kept_from_both(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """Seen red with nobody held: the name stood on one file only."""
    one, other = twice()
    pair = laid(one, other)
    meet_before_saving(monkeypatch)
    who = cases.account_of(cast.INSPECTOR_COLLEAGUE)
    deeds = [
        partial(pairs.join, pair_id=pair.pk, by=BY),
        partial(exclusions.add, case_id=other.pk, account_id=who, reason="family", by=LEAD),
    ]
    found = together(*(deeds if turn else reversed(deeds)))
    faults = [fault for fault in found if isinstance(fault, Exception)]
    assert all(isinstance(fault, NotNow) and fault.code == "joined_meanwhile" for fault in faults), found
    assert SamePerson.objects.count() == 1
    kept_from = set(Exclusion.objects.values_list("case_id", flat=True))
    assert kept_from == (set() if faults else {one.pk, other.pk})
