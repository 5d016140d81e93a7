"""An interview in two sittings, walked in French at a desk and in Arabic on a telephone, with an interpreter, a break,
distress, and three topics that the person leaves out; then every address is tried by those who may not know of it.

It runs in the demo and, in French at a desk, in a nation's installation on PostgreSQL with passwords, second factors
and row security; there whoever leads it is first given the qualification by two people.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_violations, visit
from tests.journeys import interviewers
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
LEADER = "asso-accueil"
OTHERS = ("police-nord", "asso-droits", "hopital-nord", "secretariat", "technique", "inspection-nord")
WORDS = {"fr": "Canari a travaillé dès l’aube", "ar": "كنار عمل منذ الفجر"}
INTERPRETER, KNOWN = "Canari Interprète", "Connue par téléphone"
REFUSED = {"fr": "Ne veut pas répondre", "ar": "لا يرغب في الجواب"}
PARTS = (
    "",
    "prepare/",
    "interpreter/",
    "begin/",
    "talk/",
    "distress/",
    "facts/",
    "timeline/",
    "close/",
    "draft/",
    "finish/",
    "now/",
    "items/",
    "refuse/",
    "postpone/",
    "paper/",
)


@dataclass(frozen=True)
class Stage:
    """Where it is walked, in which language, who leads, and who may not know of it."""

    place: Live
    language: str
    leader: str = LEADER
    others: tuple[str, ...] = OTHERS


@pytest.fixture(name="stage", params=["live-fr", PRODUCTION])
def _stage(request: pytest.FixtureRequest) -> Stage:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if place.database:
        return Stage(place, language, interviewers.INTERVIEWER, interviewers.OTHERS)
    return Stage(place, language)


@contextmanager
def at_the_desk(browser: Browser, stage: Stage) -> Iterator[Page]:
    with visit(browser, stage.place.url, language=stage.language, phone=stage.language == "ar") as page:
        stage.place.sign_in(page, stage.leader)
        yield page


def send(page: Page, selector: str) -> None:
    place = page.locator(selector).first
    if not place.is_visible():
        place.locator("xpath=ancestor::details[1]/summary").click()
    with page.expect_navigation():
        place.click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name='{name}'][value='{value}']").check()


def a_case(page: Page) -> str:
    """Hand over a fresh person of the desk, so that no other test's interview stands in the way."""
    page.goto("/casework/cases/")
    seen = [str(one.get_attribute("href")) for one in page.locator("main a[href^='/casework/cases/']").all()]
    for href in seen:
        found = re.search(r"/cases/([0-9a-f-]{36})/", href)
        if found is None:
            continue
        page.goto(f"/interviews/cases/{found[1]}/")
        if page.locator("main form button.btn").count() == 1:
            return found[1]
    raise AssertionError("no case of the desk without an interview")


def fill_in(page: Page, words: str) -> None:
    """Three topics are left out by the person, then she tells freely; nothing of it is waited for."""
    left = 3
    for _part in range(40):
        refused = page.locator("[data-holder] input[value=refused]:visible")
        if left and refused.count():
            refused.check()
            left -= 1
        told = page.locator("[data-holder] textarea[name='/data/p4_account/account']:visible")
        if told.count():
            told.fill(words)
            break
        page.locator("[data-next]").click()
    assert left == 0


def prepare(page: Page, at: str, *, new_interpreter: bool) -> None:
    if new_interpreter:
        page.goto(f"{at}interpreter/")
        page.fill("#name", INTERPRETER)
        page.select_option("#language", "wo")
        choose(page, "sex", "woman")
        choose(page, "mode", "on_site")
        page.fill("#vetted_by", "Réseau")
        page.fill("#vetted_on", "2026-11-01")
        page.fill("#signed_on", "2026-11-01")
        page.locator("input[name='ticks'][value='accepted']").check()
        send(page, "main form button.btn")
        # Refused: a tie was not ruled out. Nothing typed is lost.
        expect(page.locator("#name")).to_have_value(INTERPRETER)
        for tick in ("no_tie_to_community", "no_tie_to_suspect"):
            choose(page, "ticks", tick)
        send(page, "main form button.btn")
    page.goto(f"{at}prepare/")
    for gate in ("alone", "safe_place", "free", "risk", "needs"):
        choose(page, gate, "yes")
    choose(page, "health", "nothing_urgent")
    choose(page, "interpreter", "record")
    page.select_option("#who", index=1)
    for gate in ("suspect", "intoxicated", "acute"):
        choose(page, gate, "no")
    if page.locator("#reason").count():
        page.fill("#reason", KNOWN)
    send(page, "main section form button.btn, main form > section button.btn")


def begin(page: Page, at: str, *, first: bool) -> None:
    page.goto(f"{at}begin/")
    if first:
        for name in {str(one.get_attribute("name")) for one in page.locator("input[name^='item_']").all()}:
            choose(page, name, "yes")
        page.select_option("#language", "wo")
        choose(page, "mode", "spoken")
        choose(page, "witness", "interpreter")
        send(page, "form[action$='/items/'] button.btn")
    choose(page, "limits_read", "limits_read")
    choose(page, "present", "interpreter")
    send(page, "form[action$='/begin/'] button.btn")
    # Which part is open is said behind the address, by the script, a moment later.
    assert urlsplit(page.url).path.endswith("/talk/")


def opened(page: Page) -> tuple[str, str]:
    """A case of the desk, and the path of the interview that is opened in it."""
    case = a_case(page)
    send(page, "main form button.btn")
    return case, re.sub(r"prepare/$", "", urlsplit(page.url).path)


def test_two_sittings_with_a_break_distress_and_an_interpreter(stage: Stage, browser: Browser) -> None:
    language = stage.language
    ready = interviewers.set_up(stage.place, browser) if stage.place.database else None
    with at_the_desk(browser, stage) as page:
        case, path = ready or opened(page)
        at = f"{stage.place.url}{path}"
        page.goto(f"{at}prepare/")
        assert axe_violations(page) == []
        prepare(page, at, new_interpreter=True)
        begin(page, at, first=True)
        expect(page.locator("[data-long-form] [data-holder] form")).to_be_visible()
        assert axe_violations(page) == []
        fill_in(page, WORDS[language])
        # Tapped at once, while the words are still on their way: the page that is left keeps them first.
        send(page, ".sitting-bar button[value=pause]")
        assert axe_violations(page) == []
        send(page, ".sitting-bar button[value=resume]")
        page.goto(f"{at}finish/")
        expect(page.locator("main form[action$='/finish/']")).to_be_visible()
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.goto(f"{at}talk/")
        send(page, ".sitting-bar button[value=distress]")
        # The part of the form is put behind the address when the page has opened: that is a move of its own.
        page.wait_for_url(re.compile(r"/distress/"))
        choose(page, "steps", "stop")
        page.select_option("#topic", "E")
        page.fill("#words", WORDS[language])
        assert axe_violations(page) == []
        send(page, "main form[action$='/distress/'] button.btn")
        send(page, ".sitting-bar button[value=resume]")
        page.goto(f"{at}facts/")
        page.select_option("#topic", "C")
        choose(page, "kind", "said")
        page.fill("#text", WORDS[language])
        send(page, "main form:has(#text) button.btn")
        expect(page.locator("main")).to_contain_text(WORDS[language])
        assert axe_violations(page) == []
        page.goto(f"{at}timeline/")
        choose(page, "event_kind", "recruitment")
        page.fill("#event_words", WORDS[language])
        send(page, "main form:has(#event_words) button.btn")
        assert axe_violations(page) == []
        send(page, ".sitting-bar button[value=done]")
        # The second sitting: the gates again, nothing told twice.
        prepare(page, at, new_interpreter=False)
        begin(page, at, first=False)
        expect(page.locator("[data-long-form] [data-holder] form")).to_be_visible()
        send(page, ".sitting-bar button[value=enough]")
        page.goto(f"{at}talk/")
        shown = page.locator("main")
        expect(shown).to_contain_text(WORDS[language])
        assert shown.inner_text().count(REFUSED[language]) == 3
        page.goto(f"{at}close/")
        choose(page, "outcome", "oriented")
        choose(page, "read_back", "yes")
        page.fill("#summary", WORDS[language])
        assert axe_violations(page) == []
        send(page, "main form:has(#summary) button.btn")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for who in stage.others:
        with visit(browser, stage.place.url, language=language) as page:
            stage.place.sign_in(page, who)
            for url in (
                *(f"{path}{part}" for part in PARTS),
                f"/interviews/cases/{case}/",
                f"/interviews/cases/{case}/told/",
            ):
                status = page.request.get(url).status
                assert status in (404, 405), f"{who} {url}: {status}"
    if stage.place.database:
        interviewers.nothing_lies_open(stage.place, WORDS[language], INTERPRETER, KNOWN)
