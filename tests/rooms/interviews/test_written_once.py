"""A page that is loaded again writes nothing twice, and a change of language loses nothing that was typed."""

import re

import pytest
from django.test import Client

from himaya.interviews import queries
from himaya.interviews.models import Event, Fact, Note
from himaya.kernel import clock
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C3")


@pytest.fixture(autouse=True)
def _able(everybody_is_able: None) -> None:
    """Everybody may lead here."""


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun(with_form=False)


def mark_of(client: Client, url: str) -> str:
    """What the page brings to be known again."""
    found = re.search(r'name="once" value="([^"]+)"', client.get(url).content.decode())
    assert found is not None
    return found[1]


def test_a_fact_whose_page_is_loaded_again_stands_once(sit: Sit, one: Held) -> None:
    """Words in another part of the page keep it from being another address, so a browser posts it again."""
    client, url = sit(LEADER), f"/interviews/{one.pk}/facts/"
    posted = {"from": "facts", "do": "add", "topic": "C", "kind": "said", "text": "Canary fact"}
    posted |= {"own_words": "Canary fear", "once": mark_of(client, url)}
    for _ in range(2):
        assert "Canary fear" in body(client.post(url, posted))
    assert Fact.objects.filter(interview=one.pk).count() == 1
    client.post(url, {**posted, "once": mark_of(client, url)})
    assert Fact.objects.filter(interview=one.pk).count() == 2


def test_an_event_whose_page_is_loaded_again_stands_once(sit: Sit, one: Held) -> None:
    client, url = sit(LEADER), f"/interviews/{one.pk}/timeline/"
    posted = {"from": "timeline", "do": "add", "event_kind": "transit", "event_words": "Canary road"}
    posted |= {"once": mark_of(client, url)}
    for _ in range(2):
        client.post(url, posted)
    assert Event.objects.filter(interview=one.pk).count() == 1


@pytest.mark.parametrize("tap", ["distress", "now"])
def test_an_observation_whose_page_is_loaded_again_stands_once(sit: Sit, one: Held, tap: str) -> None:
    client, url = sit(LEADER), f"/interviews/{one.pk}/distress/"
    posted = {"from": "distress", "words": "Canary wept", "do": "pause", "once": mark_of(client, url)}
    posted |= {"kept_from": "facts", "kept_text": "Canary fact"}
    for _ in range(2):
        assert client.post(f"/interviews/{one.pk}/{tap}/", posted).status_code == 200
    assert len(queries.distress_on(one.row, clock.today())) == 1


def test_another_fact_on_a_page_brought_back_from_memory_is_written_down_too(sit: Sit, one: Held) -> None:
    """Red when one mark stands for whatever its page posts: the second fact is swallowed, and said to be kept."""
    client, url = sit(LEADER), f"/interviews/{one.pk}/facts/"
    posted = {"from": "facts", "do": "add", "topic": "C", "kind": "said", "text": "Canary fact"}
    posted |= {"once": mark_of(client, url), "own_words": "Canary fear", "rating": "much"}
    client.post(url, posted)
    client.post(url, {**posted, "own_words": "Canary other fear"})
    assert Fact.objects.filter(interview=one.pk).count() == 1, "the same fact, whatever stands beside it"
    client.post(url, {**posted, "text": "Canary another fact"})
    assert Fact.objects.filter(interview=one.pk).count() == 2
    client.post(url, {**posted, "do": "own"})
    assert Note.objects.filter(interview=one.pk).count() == 1


def test_another_observation_on_a_page_brought_back_is_written_down_too(sit: Sit, one: Held) -> None:
    client, url = sit(LEADER), f"/interviews/{one.pk}/"
    posted = {"from": "distress", "words": "Canary wept", "once": mark_of(client, f"{url}distress/")}
    client.post(f"{url}distress/", posted)
    client.post(f"{url}now/", {**posted, "do": "distress"})
    assert len(queries.distress_on(one.row, clock.today())) == 1, "the same, by whichever button"
    client.post(f"{url}distress/", {**posted, "words": "Canary fell silent"})
    assert len(queries.distress_on(one.row, clock.today())) == 2


def test_the_session_holds_neither_the_mark_nor_what_was_written(sit: Sit, one: Held) -> None:
    """Red when who reads the session could try words against what is kept there."""
    client, url = sit(LEADER), f"/interviews/{one.pk}/timeline/"
    once = mark_of(client, url)
    client.post(url, {"do": "add", "event_kind": "transit", "event_words": "Canary road", "once": once})
    (known,) = client.session["interviews_written"]
    assert len(known) == 32
    assert once not in known


def test_what_is_refused_can_be_written_down_with_the_same_mark(sit: Sit, one: Held) -> None:
    client, url = sit(LEADER), f"/interviews/{one.pk}/facts/"
    posted = {"from": "facts", "do": "add", "topic": "C", "kind": "said", "text": "", "once": mark_of(client, url)}
    assert client.post(url, posted).status_code == 422
    client.post(url, {**posted, "text": "Canary fact"})
    assert Fact.objects.filter(interview=one.pk).count() == 1


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("facts", {"text": "Canary fact"}),
        ("timeline", {"event_words": "Canary road"}),
        ("distress", {"words": "Canary wept", "kept_from": "facts", "kept_text": "Canary fact"}),
    ],
)
def test_a_change_of_language_brings_what_was_typed_and_writes_nothing(
    sit: Sit, one: Held, page: str, typed: dict[str, str]
) -> None:
    """Red when the language is changed by going to the page anew, or to an address that only takes posts."""
    client, url = sit(LEADER), f"/interviews/{one.pk}/"
    assert (
        f'form="typed" formaction="{url}now/" name="language" value="ar"'
        in client.get(f"{url}{page}/").content.decode()
    )
    shown = client.post(f"{url}now/", {"from": page, "language": "ar", **typed})
    said = shown.content.decode()
    assert (shown.status_code, 'lang="ar"' in said) == (200, True)
    assert all(words in said for name, words in typed.items() if name != "kept_from")
    assert not Fact.objects.filter(interview=one.pk).exists()
    assert not queries.distress_on(one.row, clock.today())


def test_a_change_of_language_with_nothing_typed_stays_on_its_page(sit: Sit, one: Held) -> None:
    answer = sit(LEADER).post(f"/interviews/{one.pk}/now/", {"from": "timeline", "language": "fr"})
    assert (answer.status_code, answer["Location"]) == (302, f"/interviews/{one.pk}/timeline/")
