"""The queue moves on: what was said is neither laid again nor counted, and what was not laid is told."""

from uuid import UUID

import pytest

from himaya.duplicates import queries, rules, searching, states
from himaya.duplicates.actions import pairs
from himaya.duplicates.models import Pair, Search
from himaya.kernel import clock
from himaya.persons.rules_matching import Signs
from himaya.persons.signs import signs_of
from tests.rooms.duplicates.duplicated import BY, LEAD, kept, laid, searched, twice
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("H1")


def people(times: int) -> tuple[list[UUID], list[Signs]]:
    """Everybody twice under one document."""
    ids = [UUID(int=100 + place) for place in range(times * 2)]
    return ids, [
        signs_of(f"Hanane {'abdfgklm'[place // 2]}orda", number=f"AB{place // 2}55") for place in range(times * 2)
    ]


def test_beyond_the_most_that_are_laid_the_next_search_lays_the_next_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red: the likeliest were taken before what was said was left out, and the queue stayed empty for good."""
    monkeypatch.setattr(rules, "MOST_LAID", 3)
    ids, signs = people(5)
    said, seen = queries.NOTHING_SAID, []
    for unlaid, times in ((2, 3), (0, 2), (0, 0)):
        found = searching.compared(ids, signs, lambda *_said: None, said=said)
        assert (found.unlaid, len(found.likely)) == (unlaid, times)
        seen += [frozenset((one.one, one.other)) for one in found.likely]
        said = queries.Said(frozenset(seen), frozenset(seen))
        assert found.pairs >= 5
    assert len(set(seen)) == 5


def test_what_was_decided_is_in_no_sum_and_what_was_taken_back_is() -> None:
    ids, signs = people(4)
    whole = searching.compared(ids, signs, lambda *_said: None)
    ends = frozenset((whole.likely[0].one, whole.likely[0].other))
    decided = searching.compared(
        ids, signs, lambda *_said: None, said=queries.Said(frozenset({ends}), frozenset({ends}))
    )
    assert whole.expected - decided.expected == pytest.approx(whole.likely[0].probability)
    back = searching.compared(ids, signs, lambda *_said: None, said=queries.Said(frozenset({ends}), frozenset()))
    assert back.expected == pytest.approx(whole.expected)
    assert len(back.likely) == len(decided.likely) == len(whole.likely) - 1


def test_those_who_are_one_by_way_of_a_third_are_laid_before_nobody() -> None:
    one, other = twice()
    third = kept("Hanane Bouzerda", birth="03/05/1998", document="AB123456")
    searched()
    found = {frozenset((row.one_id, row.other_id)): row for row in Pair.objects.all()}
    assert len(found) == 3
    for left, right in ((one, other), (other, third)):
        pairs.join(pair_id=found[frozenset((left.person_id, right.person_id))].pk, by=BY)
    assert queries.said("labour").decided == set(found)
    with clock.stopped(clock.now() + rules.MONTH):
        searched()
    assert Pair.objects.filter(state=states.WAITS).count() == 0
    assert Search.objects.latest("asked_at").expected == 0


def test_the_page_counts_down_as_people_say_and_tells_what_was_not_laid(sit: Sit) -> None:
    pair = laid(*twice())
    Search.objects.update(expected=1.9, low=1.0, high=2.9, unlaid=7, unread=2)
    client = sit(LEAD)
    page = client.get("/duplicates/").content.decode()
    assert "About 2 pairs are one person: between 1 and 3." in page
    assert "off by up to a fifth" in page  # How far it is from the truth stands beside it.
    assert "7 more pairs" in page
    assert "2 identities could not be read" in page
    pairs.join(pair_id=pair.pk, by=BY)
    assert "About one pair is one person: between 0 and 2." in client.get("/duplicates/").content.decode()
