"""The two pages: asked, agreed and stopped there; and two people side by side, without a percentage."""

import re
from itertools import combinations

import pytest

from himaya.cases.models import Case
from himaya.duplicates import states
from himaya.duplicates.actions import pairs, searches
from himaya.duplicates.models import Pair, Search
from himaya.persons import matching
from himaya.persons.actions import people
from himaya.web.duplicates import searching
from tests import cast, factories
from tests.pages import body
from tests.rooms.duplicates.duplicated import BY, LEAD, OFFICER, all_laid, kept, laid, searched, twice
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("H1")
ALL = "/duplicates/"


@pytest.fixture(autouse=True)
def _an_officer(the_cast: None) -> None:
    cast.seat(OFFICER, "labour-keeper")


def test_a_lead_asks_an_officer_agrees_and_either_stops(sit: Sit) -> None:
    lead, officer = sit(LEAD), sit(OFFICER)
    assert lead.post(ALL, {"do": "ask"}).status_code == 302
    search = str(Search.objects.get().pk)
    assert "Agree to the search" in officer.get(ALL).content.decode()
    assert "Agree to the search" not in lead.get(ALL).content.decode()
    assert officer.post(ALL, {"do": "agree", "search": search}).status_code == 302
    assert lead.post(ALL, {"do": "stop", "search": search}).status_code == 302
    assert Search.objects.get().state == states.STOPPED
    assert "moved on meanwhile" in body(officer.post(ALL, {"do": "agree", "search": search}), 409)


def test_too_soon_is_a_sentence_with_the_day(sit: Sit) -> None:
    laid(*twice())
    assert "less than a month ago" in body(sit(LEAD).post(ALL, {"do": "ask"}), 409)


def test_how_far_it_is_stands_on_the_page_and_what_failed_is_explained(sit: Sit) -> None:
    search_id = searches.ask(by=LEAD)
    Search.objects.filter(pk=search_id).update(
        state=states.RUNNING, decided_by=OFFICER.account_id, stage=states.OPENING, done=200, of=900, attempts=2
    )
    page = sit(LEAD).get(ALL).content.decode()
    assert "200 of 900" in page
    assert "Begun 2 times" in page
    Search.objects.filter(pk=search_id).update(state=states.FAILED, fault="memory")
    assert "fit into the memory" in sit(LEAD).get(ALL).content.decode()


def test_two_people_stand_side_by_side_with_reasons_and_no_number_to_lean_on(sit: Sit) -> None:
    twice()
    searched()
    pair = Pair.objects.get()
    client = sit(BY)
    assert f"/duplicates/pairs/{pair.pk}/" in client.get(ALL).content.decode()
    page = client.get(f"/duplicates/pairs/{pair.pk}/")
    text = page.content.decode()
    assert "Hanane Bouzerda" in text
    assert "حنان بوزردة" in text
    assert "The same document number." in text
    assert "%" not in re.sub(r"<[^>]+>", "", text.split("<main")[1].split("</main")[0])
    assert factories.identity().safe_contact["words"] not in text
    assert "no-store" in page.headers["Cache-Control"]
    title = text.split("<title>")[1].split("</title>")[0]
    assert "Bouzerda" not in title


def test_what_agrees_is_worked_out_from_what_is_kept_today(sit: Sit) -> None:
    """What the search found stood beside names that were corrected since: "the same name" under two that differ."""
    one, _other = twice()
    searched()
    client, address = sit(BY), f"/duplicates/pairs/{Pair.objects.get().pk}/"
    before = client.get(address).content.decode()
    assert "The names are written or sound the same." in before
    assert "Much speaks for one person" in before
    right = factories.identity(full_name="Samira Tazi", birth="07/09/1971", document="ZT778899", phone="")
    people.correct(person_id=one.person_id, identity=right, by=BY)
    after = client.get(address).content.decode()
    for said in ("The names differ.", "The years of birth differ.", "Another document number."):
        assert said in after, said
    assert "sound the same" not in after
    assert "Little speaks for one person" in after
    assert "Much speaks" not in after


def test_of_two_of_whom_nothing_is_known_nothing_is_said_to_agree(sit: Sit) -> None:
    pair = laid(kept(""), kept("Hanane Bouzerda"))
    page = sit(BY).get(f"/duplicates/pairs/{pair.pk}/").content.decode()
    assert "They have nothing in common by which to compare them." in page


def test_two_people_stand_in_two_columns_that_move_by_themselves(sit: Sit) -> None:
    """Planted fault: three columns outside a region of their own, wider than a telephone."""
    twice()
    searched()
    page = sit(BY).get(f"/duplicates/pairs/{Pair.objects.get().pk}/").content.decode()
    around, _table, inside = page.partition("<table>")
    assert re.search(r'<div class="scroll" tabindex="0" role="region" aria-label="[^"]+">$', around)
    table = inside.partition("</table>")[0]
    assert table.partition("</thead>")[0].count("<th ") == 2
    assert all(row.count("<td") in (0, 2) for row in table.split("</tr>"))


def test_one_person_two_people_and_taken_back_by_the_page(sit: Sit) -> None:
    pair = laid(*twice())
    client, address = sit(BY), f"/duplicates/pairs/{pair.pk}/"
    assert client.post(address, {"do": "join"}).status_code == 302
    assert "Take it back" in client.get(address).content.decode()
    assert client.post(address, {"do": "keep_apart"}).status_code == 409
    assert client.post(address, {"do": "part"}).status_code == 302
    assert client.post(address, {"do": "keep_apart"}).status_code == 302
    assert Pair.objects.get().state == states.APART


def test_the_search_by_name_leads_to_the_files_of_both(sit: Sit) -> None:
    one, other = twice()
    pair = laid(one, other)
    client = sit(BY)
    client.post(f"/duplicates/pairs/{pair.pk}/", {"do": "join"})
    page = client.post("/casework/search/", {"name": "Hanane Bouzerda", "birth_year": "", "document": ""})
    for case in Case.objects.filter(pk__in=(one.pk, other.pk)):
        assert str(case.pk) in page.content.decode()


def test_an_officer_sees_numbers_and_no_pair(sit: Sit) -> None:
    pair = laid(*twice())
    client = sit(OFFICER)
    page = client.get(ALL).content.decode()
    assert "One pair waits" in page
    assert str(pair.pk) not in page
    assert client.get(f"/duplicates/pairs/{pair.pk}/").status_code == 403


def test_what_was_said_stays_within_reach_however_many_wait(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Joined, a pair fell off the list behind two hundred that waited, and nobody could take it back."""
    monkeypatch.setattr(searching, "A_PAGE", 2)
    files = [kept("Hanane Bouzerda") for _ in range(4)]
    both = all_laid(*combinations(files, 2), (files[0], kept("Hanan Bouzarda")))
    for pair in both[:3]:
        pairs.keep_apart(pair_id=pair.pk, by=BY)
    first = sit(LEAD).get(ALL).content.decode()
    assert "2 more wait" in first
    assert sum(str(pair.pk) in first for pair in both[3:]) == 2
    second = sit(LEAD).get(ALL, {"page": "2"}).content.decode()
    assert [sum(str(pair.pk) in page for pair in both[:3]) for page in (first, second)] == [2, 1]


def test_taken_back_in_a_ring_it_is_said_that_they_are_still_one(sit: Sit) -> None:
    one, other = twice()
    third = kept("Hanan Bouzarda")
    ring = all_laid((one, other), (other, third), (one, third))
    for pair in ring:
        pairs.join(pair_id=pair.pk, by=BY)
    client = sit(BY)

    def part(pair: Pair) -> str:
        return client.post(f"{ALL}pairs/{pair.pk}/", {"do": "part"}, follow=True).content.decode()

    assert "By way of a third" in part(ring[0])
    assert matching.same_as([one.person_id])[one.person_id] == {other.person_id, third.person_id}
    assert "Both are as they were" in part(ring[1])
