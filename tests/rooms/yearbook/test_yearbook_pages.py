"""The pages of whoever draws a year up and reviews it: what stands there, what is said no to, in three languages."""

from typing import Any

import pytest

from himaya.kernel import clock
from himaya.kernel.days import in_words
from himaya.publications.models import Bundle
from himaya.yearbook.models import Draft
from tests import cast
from tests.pages import body
from tests.rooms.yearbook import at_hand
from tests.rooms.yearbook.at_hand import OFFICER, SECOND, THIRD, YEAR

pytestmark = pytest.mark.capability("H6")
HOME = "/yearbook/"


def page_of(draft: Draft) -> str:
    return f"{HOME}{draft.pk}/"


def test_a_year_goes_from_the_first_page_to_the_public_register(sit: Any) -> None:
    at_hand.counted()
    author, second, officer = sit(cast.SECRETARY), sit(SECOND), sit(OFFICER)
    assert "No year has been drawn up yet." in body(author.get(HOME))
    answer = author.post(HOME, {"do": "draw_up", "year": str(YEAR)})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == page_of(draft)
    page = body(author.get(page_of(draft)))
    assert "The attack narrowed no hidden number." in page
    assert "You drew this draft up: two others review it." in page
    assert 'value="approve"' not in page
    assert "2 approvals are missing." in page
    for client in (second, officer):
        assert 'value="approve"' in body(client.get(page_of(draft)))
        assert client.post(page_of(draft), {"do": "approve", "seen": draft.sha256}).status_code == 302
    # An officer reviews; only the secretariat releases.
    assert 'value="release"' not in body(officer.get(page_of(draft)))
    assert author.post(page_of(draft), {"do": "release"}).status_code == 302
    assert Bundle.objects.filter(kind=f"yearbook:{YEAR}").exists()
    page = body(author.get(page_of(draft)))
    assert draft.sha256 in page
    assert author.post(page_of(draft), {"do": "withdraw", "withdraw_reason": "words_wrong"}).status_code == 302
    assert "A word or a sentence was wrong" in body(author.get(page_of(draft)))


def test_whoever_brings_withdrawn_numbers_back_is_asked_why_and_reviewers_read_it(sit: Any) -> None:
    at_hand.counted()
    at_hand.withdraw(at_hand.released().pk, "numbers_wrong")
    author, asked = sit(cast.SECRETARY), {"do": "draw_up", "year": str(YEAR)}
    assert 'name="again"' not in body(author.get(HOME))
    page = body(author.post(HOME, asked), 422)
    for said in (
        f"that were withdrawn on {in_words(clock.today(), 'en')}",
        "“A number was wrong”",
        'name="again"',
        f'value="{YEAR}"',
    ):
        assert said in page
    assert "The agreement that was missing" not in page, "no reason that the withdrawal did not have"
    assert author.post(HOME, {**asked, "again": "was_right"}).status_code == 302
    draft = Draft.objects.get(state="waiting")
    page = body(sit(SECOND).get(page_of(draft)))
    assert "They come back.</b> It was looked into: what was doubted was right." in page


def test_hidden_numbers_stand_on_no_page_and_their_bounds_do(sit: Any) -> None:
    at_hand.counted()
    draft = at_hand.drawn_up()
    page = body(sit(cast.SECRETARY).get(page_of(draft)))
    assert page.count('<span class="meta">hidden</span>') == 6
    # Four at the border and thirty-eight of associations: of forty-two each is one at least.
    assert 'from <bdi dir="ltr" class="ref">1</bdi> to <bdi dir="ltr" class="ref">41</bdi>' in page
    for gone in (">38<", ">6<", ">15<", ">3<"):
        assert gone not in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "four digits"), ("next", "four digits"), ("2026", "is not over"), ("1999", "fixed for 2025")],
)
def test_a_year_that_cannot_be_is_refused_beside_its_field_and_stays_typed(sit: Any, typed: str, says: str) -> None:
    page = body(sit(cast.SECRETARY).post(HOME, {"do": "draw_up", "year": typed}), 422)
    assert says in page
    assert f'value="{typed}"' in page
    assert 'aria-invalid="true"' in page


def test_refusals_of_a_draft_are_said_on_its_page(sit: Any) -> None:
    at_hand.counted()
    draft = at_hand.drawn_up()
    for who, data, status, says in (
        (cast.SECRETARY, {"do": "approve", "seen": draft.sha256}, 409, "so two others review it"),
        (cast.SECRETARY, {"do": "release"}, 409, "Two people who did not draw the draft up"),
        (SECOND, {"do": "approve", "seen": "old"}, 409, "not the draft that you looked at"),
        (SECOND, {"do": "send_back"}, 422, "Choose why the draft goes back."),
        (SECOND, {"do": "withdraw", "withdraw_reason": "words_wrong"}, 409, "nothing of it is public"),
    ):
        assert says in body(sit(who).post(page_of(draft), data), status)
    assert sit(SECOND).post(page_of(draft), {"do": "shred"}).status_code == 404
    assert sit(OFFICER).post(page_of(draft), {"do": "drop"}).status_code == 403
    assert Draft.objects.get().state == "waiting"


def test_a_reviewer_sends_back_with_a_reason_that_the_author_reads(sit: Any) -> None:
    at_hand.counted()
    draft = at_hand.drawn_up()
    sit(THIRD).post(page_of(draft), {"do": "send_back", "back_reason": "numbers_doubtful"})
    page = body(sit(cast.SECRETARY).get(page_of(draft)))
    assert "A number looks wrong" in page
    assert 'value="release"' not in page


def test_names_of_reviewers_stand_nowhere(sit: Any) -> None:
    at_hand.counted()
    draft = at_hand.released()
    for who in (cast.SECRETARY, OFFICER):
        page = body(sit(who).get(page_of(draft)))
        for name in ("secretary-2", "data-officer", str(SECOND.account_id), str(OFFICER.account_id)):
            assert name not in page


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "L’année en cinq tableaux"), ("ar", "السنة في خمسة جداول"), ("en", "five tables")]
)
def test_the_pages_speak_three_languages(sit: Any, language: str, says: str) -> None:
    at_hand.counted()
    draft = at_hand.drawn_up()
    client = sit(cast.SECRETARY, language)
    assert says in body(client.get(HOME))
    assert says in body(client.get(page_of(draft)))


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.AUDITOR, cast.OPERATOR])
def test_others_have_no_such_page(sit: Any, who: Any) -> None:
    assert sit(who).get(HOME).status_code == 403


def test_the_bar_leads_there(sit: Any) -> None:
    for who in (cast.SECRETARY, OFFICER):
        assert f'href="{HOME}"' in body(sit(who).get(HOME))


@pytest.mark.parametrize("ends", ["drop", "send_back"])
def test_a_draft_that_ended_without_a_release_shows_its_tables_to_nobody(sit: Any, ends: str) -> None:
    at_hand.counted()
    draft = at_hand.drawn_up()
    assert "<table" in body(sit(OFFICER).get(page_of(draft)))
    assert sit(SECOND).post(page_of(draft), {"do": ends, "back_reason": "words_wrong"}).status_code == 302
    for who in (cast.SECRETARY, SECOND, OFFICER):
        page = body(sit(who).get(page_of(draft)))
        assert "<table" not in page
        assert "shown to nobody any more" in page
