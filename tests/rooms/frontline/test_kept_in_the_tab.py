"""What the browser's tab keeps of a sheet: sealed for that browser, half an hour, asked about after five minutes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.frontline.walking import Walk, row_counts

pytestmark = pytest.mark.capability("C1")
MOMENT = factories.TUESDAY


def kept(way: Walk) -> str:
    """What the script of the present page puts into the tab."""
    return str(way.page.context["kept"])


def again(way: Walk, sealed: str, **fields: Any) -> Walk:
    """What the script sends after "back" or a reload."""
    way.page = way.client.post(f"/worried/{way.kind}/", {"here": "kept", "kept": sealed, "at": "ask.0", **fields})
    return way


def ticked(way: Walk) -> list[str]:
    """The choices that the page shows as made."""
    return [option.value for one in way.page.context["asked"] for option in one.question.options if option.chosen]


def begun(walk: Callable[..., Walk]) -> Walk:
    with clock.stopped(MOMENT):
        return walk().begin().press("next", q01="yes", q03="assault")


@pytest.mark.parametrize(
    ("after", "go", "status", "shown"),
    [
        pytest.param(timedelta(minutes=5), "", 200, True, id="five minutes"),
        pytest.param(timedelta(minutes=5, seconds=1), "", 200, False, id="asked first"),
        pytest.param(timedelta(minutes=30), "", 200, False, id="asked for the last time"),
        pytest.param(timedelta(minutes=30), "continue", 200, True, id="goes on"),
        pytest.param(timedelta(minutes=30, seconds=1), "continue", 410, False, id="over"),
        pytest.param(timedelta(minutes=30, seconds=1), "", 410, False, id="over, not asked"),
    ],
)
def test_it_opens_for_half_an_hour_and_after_five_minutes_somebody_is_asked(
    walk: Callable[..., Walk], after: timedelta, go: str, status: int, shown: bool
) -> None:
    way = begun(walk)
    before, sealed = row_counts(), kept(way)
    with clock.stopped(MOMENT + after):
        again(way, sealed, go=go)
    assert way.page.status_code == status
    assert (status == 200 and "asked" in way.page.context and {"yes", "assault"} <= {*ticked(way)}) == shown
    assert shown or "assault" not in way.text
    assert ("New situation" in way.text and "/worried/" in way.text) == (status == 200)
    assert row_counts() == before


def test_a_touch_begins_the_half_hour_anew_and_ticks_are_kept_before_the_page_is_sent(
    walk: Callable[..., Walk],
) -> None:
    way = begun(walk)
    carried = {"sheet": way.sealed, "here": "ask", "go": "keep", "q06": "adult"}
    with clock.stopped(MOMENT + timedelta(minutes=29)):
        told = way.client.post("/worried/labour/", carried).json()
    with clock.stopped(MOMENT + timedelta(minutes=33)):
        again(way, told["kept"], at="ask.1")
        assert "adult" in ticked(way)


def test_the_tab_keeps_the_answers_and_nothing_that_is_entered_for_a_hand_over(
    walk: Callable[..., Walk], sit: Callable[..., Walk]
) -> None:
    way = walk().begin().answer(q01="yes", q06="adult")
    for go in ("print", "result", "refuse", "way_back"):
        assert kept(way) == ""
        assert "data-kept" not in way.text
        way.press(go)
    way = sit(cast.INSPECTOR).begin().answer(q01="yes", q06="adult").offer_it()
    way.hand("back", route="consent").press("change")
    assert way.page.context["sheet"].offer
    assert not again(way, kept(way)).page.context["sheet"].offer


ANEW = "what was entered for the hand-over was not kept"


def test_a_page_of_the_hand_over_that_is_loaded_again_keeps_the_answers_and_says_what_it_lost(
    sit: Callable[..., Walk],
) -> None:
    way = sit(cast.INSPECTOR).begin().answer(q01="yes", q06="adult").offer_it().hand(route="consent")
    assert (way.page.context["here"], ANEW in way.text) == ("service", False)
    sealed = kept(way)
    for address in ("/hand-over/", "/worried/labour/"):
        way.page = way.client.post(address, {"here": "kept", "kept": sealed, "at": "service"})
        assert (way.page.context["here"], ANEW in way.text) == ("ground", True)
        assert not way.offer.get("route")
        assert way.page.context["sheet"].answers["q01"] == "yes"
    way.page = way.client.post("/hand-over/", {"here": "kept", "kept": way.sealed, "at": "service"})
    assert way.page.status_code == 400
    with clock.stopped(clock.now() + timedelta(minutes=6)):
        way.page = way.client.post("/hand-over/", {"here": "kept", "kept": sealed, "at": "service"})
        assert "New situation" in way.text
        way.page = way.client.post(
            "/worried/labour/", {"here": "kept", "kept": sealed, "at": "service", "go": "continue"}
        )
        assert way.page.context["here"] == "ground"


def test_the_page_of_signing_in_keeps_the_answers_and_the_way_back_through_a_wrong_password(
    walk: Callable[..., Walk],
) -> None:
    way = walk().begin().answer(q01="yes", q06="adult").offer_it()
    assert "Your answers are kept in this page" in way.text
    way.page = way.client.post("/hand-over/", {"here": "kept", "kept": kept(way), "at": "sign_in"})
    assert "Your answers are kept in this page" in way.text
    wrong = {"username": "nobody", "password": "wrong", "carry": way.page.context["carry"]}
    way.page = way.client.post("/account/in/", wrong)
    assert way.page.status_code == 422
    assert ('value="nobody"' in way.text, "Back to the result" in way.text) == (True, True)
    way.page = way.client.post("/hand-over/", {"here": "kept", "kept": kept(way), "at": "sign_in"})
    assert "Your answers are kept in this page" in way.text
    way.page = way.client.post("/hand-over/", {"sheet": way.page.context["carry"], "to": "result"})
    assert (way.page.context["here"], way.page.context["sheet"].answers["q01"]) == ("result", "yes")
    assert kept(way) == ""


def test_another_browser_another_account_and_the_fields_of_a_page_open_nothing(
    walk: Callable[..., Walk], sit: Callable[..., Walk]
) -> None:
    way, other = walk().begin(), walk().begin()
    mine = kept(way)
    assert again(way, mine).page.status_code == 200
    assert again(other, mine).page.status_code == 400
    assert again(walk().begin(), walk().begin().sealed).page.status_code == 400
    held = sit(cast.INSPECTOR).begin()
    signed_in = kept(held)
    assert again(held, signed_in).page.status_code == 200
    held.client.post("/account/out/")
    assert again(held, signed_in).page.status_code == 400
    # Nor does the tab's copy go as a field of a page, which would open it for two hours.
    way.page = way.client.post("/worried/labour/", {"here": "result", "sheet": mine, "go": "result"})
    assert way.page.status_code == 400
    # Nor at the address of another profession, in its own browser.
    way = walk().begin()
    way.kind, mine = "health", kept(way)
    assert again(way, mine).page.status_code == 400


def test_back_takes_along_what_stands_in_the_page_and_shows_the_page_asked_for(
    walk: Callable[..., Walk], sit: Callable[..., Walk]
) -> None:
    way = walk().begin().press("next", q01="yes")
    way.press("", to="ask.0", q06="adult")
    assert (way.page.context["number"], ticked(way)[0]) == (1, "yes")
    way.press("", to="ask.1")
    for place in ("result", "refuse", "print", "way_back"):
        way.press("", to=place)
        assert way.page.context["here"] == place
    way = sit(cast.INSPECTOR).begin().answer(q01="yes", q06="adult").offer_it().hand(route="consent")
    way.hand("", to="ground", urgency="soon")
    assert (way.page.context["here"], way.offer["urgency"]) == ("ground", "soon")
    way.hand("", to="summary", route="consent")
    assert way.page.context["here"] == "service"
    way.hand("", to="result")
    assert way.page.context["here"] == "result"
    for strange in ("", "ask.", "ask.-1", "ask.99999", "absent"):
        way.press("", to=strange)
        assert way.page.status_code == 200


def test_a_refused_page_comes_back_with_what_was_chosen_and_the_tab_keeps_it(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="yes", q03="strange")
    assert way.page.status_code == 422
    assert "yes" in ticked(way)
    assert "yes" in ticked(again(way, kept(way)))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_without_scripts_the_page_says_that_back_may_lose_the_answers(walk: Callable[..., Walk], language: str) -> None:
    says = {"fr": "JavaScript n’est pas actif", "ar": "JavaScript غير مفعل", "en": "runs no scripts"}[language]
    way = walk(language=language)
    assert says in way.client.get("/worried/labour/").content.decode()
    assert says in way.begin().text
