"""The preview of the public page: every change is seen before, then published exactly so, or taken back."""

import gzip
import re
from datetime import timedelta

import pytest
from django.test import Client

from himaya.coordination import publishing
from himaya.coordination import states_following as states
from himaya.coordination.models import Recommendation
from himaya.publications.models import Bundle
from tests import cast
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A11")
PUBLIC = f"{HOME}public/"


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def publish(office: Client) -> str:
    return sent(office, PUBLIC, {"do": "publish", "seen": seen(body(office, PUBLIC))})


def test_with_nothing_to_publish_the_page_says_what_will_stand_there(office: Client) -> None:
    page = body(office, PUBLIC)
    assert "No recommendation can be published yet" in page
    assert "Recommendations that were addressed stand here before they go out" in page
    assert 'value="publish"' not in page
    assert 'value="take_back"' not in page


def test_the_first_publication_is_looked_at_and_then_anybody_can_read_it(office: Client) -> None:
    row = hand.recommendation(states.ADDRESSED)
    page = body(office, PUBLIC)
    assert "Not public yet: 1 recommendation can be published" in page
    assert f"R-{row.number}" in page
    assert "Train the inspectors" in page
    assert "new on the public page" in page
    assert publish(office) == PUBLIC
    page = body(office, PUBLIC)
    assert "Published. Anybody can read it from now on." in page
    assert "The public page says what the register says" in page
    assert 'value="publish"' not in page


def test_a_change_is_shown_from_what_to_what(office: Client) -> None:
    row = hand.recommendation(states.ADDRESSED, due_on=None)
    publish(office)
    Recommendation.objects.filter(pk=row.pk).update(
        state=states.ANSWERED, response=states.NOTES, response_reason="Motif", due_on="2027-03-01"
    )
    page = body(office, PUBLIC)
    assert "1 change since the public page of" in page
    for before, after in (("addressed", "answered"), ("nothing", "noted"), ("nothing", "1 March 2027")):
        assert f'<del dir="auto">{before}</del> <ins dir="auto">{after}</ins>' in page
    assert "Motif" not in page


def test_what_is_hidden_is_seen_to_leave(office: Client) -> None:
    row = hand.recommendation()
    publish(office)
    Recommendation.objects.filter(pk=row.pk).update(is_public=False)
    assert "leaves the public page" in body(office, PUBLIC)
    publish(office)
    assert publishing.rows_of(Bundle.objects.get(kind=publishing.KIND)) == []


def test_whoever_comes_with_an_old_look_is_told_and_sees_what_it_would_be_now(office: Client) -> None:
    hand.recommendation()
    old = seen(body(office, PUBLIC))
    other = hand.recommendation()
    page = sent(office, PUBLIC, {"do": "publish", "seen": old}, 409)
    assert "The register changed since you looked." in page
    assert f"R-{other.number}" in page
    assert not Bundle.objects.filter(kind=publishing.KIND).exists()
    assert sent(office, PUBLIC, {"do": "publish", "seen": seen(page)}) == PUBLIC


def test_a_text_in_doubt_is_named_and_there_is_no_button(office: Client) -> None:
    row = hand.recommendation(text_fr="Rappeler au 06 12 34 56 78")
    page = body(office, PUBLIC)
    assert "1 text cannot go out as it stands" in page
    assert "seems to hold a telephone number" in page
    assert 'value="publish"' not in page
    answer = sent(office, PUBLIC, {"do": "publish", "seen": publishing.preview().seen}, 422)
    assert f"(R-{row.number})" in answer
    assert not Bundle.objects.filter(kind=publishing.KIND).exists()


def test_it_is_taken_back_as_a_whole_once(office: Client) -> None:
    hand.recommendation()
    publish(office)
    assert sent(office, PUBLIC, {"do": "take_back"}) == PUBLIC
    assert "Taken back." in body(office, PUBLIC)
    assert "there is nothing to take back" in sent(office, PUBLIC, {"do": "take_back"}, 409)


def test_a_delegate_does_not_come_in_and_the_secretariat_finds_the_way(sit: Sit) -> None:
    delegate, office = sit(HEALTH), sit(cast.SECRETARY)
    assert delegate.get(PUBLIC).status_code == 403
    assert delegate.post(PUBLIC, {"do": "publish", "seen": ""}).status_code == 403
    assert PUBLIC not in body(delegate, HOME)
    assert f'href="{PUBLIC}"' in body(office, HOME)


def test_a_long_list_has_pages_and_stays_light(office: Client) -> None:
    first = hand.recommendation()
    Recommendation.objects.bulk_create(
        Recommendation(
            number=first.number + place,
            source_kind=states.UPR,
            text_fr=f"Recommandation {place}",
            priority="medium",
            lead_id="labour",
            state=states.ADDRESSED,
            entered_on=first.entered_on,
            addressed_on=first.entered_on,
            due_on=first.entered_on + timedelta(days=400),
        )
        for place in range(1, 120)
    )
    page = body(office, PUBLIC)
    assert page.count("new on the public page") == 51  # Fifty lines, and the count above them.
    assert "Page 1 of 3" in page
    assert len(gzip.compress(page.encode())) < 60_000
    assert "Page 3 of 3" in body(office, f"{PUBLIC}?page=3")
    publish(office)
    assert len(publishing.rows_of(Bundle.objects.get(kind=publishing.KIND))) == 120


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_stands_in_the_other_languages(sit: Sit, language: str) -> None:
    hand.recommendation()
    page = body(sit(cast.SECRETARY, language), PUBLIC)
    assert hand.TEXTS[language] in page
