"""A labour inspector on a phone, in Arabic, without JavaScript: notice, know what to do, offer or let go."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from himaya.web.frontline.words import all_words
from tests.browser import axe_violations, visit
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C1")]
SECONDS_A_TAP = 4  # Reading included: the whole sheet must fit in four minutes of taps.
FOUR_MINUTES = 240
MODES = [pytest.param("fr", True), ("ar", False)]


class Thumb:
    """Counts what a worker taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, place: str) -> None:
        # Each tap leads to another page; what is counted next must be counted there.
        with self.page.expect_navigation():
            self.page.locator(place).click()
        self.taps += 1

    def to_result(self, kind: str = "labour", about: str = "person", age: str = "adult") -> None:
        """From the first page to the result, answering every question that is asked."""
        self.page.goto("/")
        self.tap("main a[href='/worried/']")
        self.tap(f"main a[href='/worried/{kind}/']")
        self.tap(f"main button[value={about}]")
        while self.page.locator("form#sheet .question").count():
            for question in self.page.locator("fieldset.question").all():
                chosen = question.locator(
                    f"input[value={age}], input[value=yes], input[value=other], input[value=nothing]"
                )
                (chosen.first if chosen.count() else question.locator("input").first).check()
                self.taps += 1
            self.tap("form#sheet .actions .btn:not(.second):not(.quiet)")


def sentence(key: str, language: str) -> str:
    return all_words()[key].texts[language]


@pytest.mark.parametrize(("language", "script"), MODES)
def test_an_inspector_knows_what_to_do_in_under_four_minutes_of_taps(
    live: Live, browser: Browser, language: str, script: bool
) -> None:
    with visit(browser, live.url, language=language, script=script) as page:
        thumb = Thumb(page)
        thumb.to_result()
        assert thumb.taps * SECONDS_A_TAP < FOUR_MINUTES
        main = page.locator("main").inner_text()
        assert sentence("page.heading", language) in main
        assert sentence("do_not.suspect", language) in main
        assert page.title() == {"fr": "Travail", "ar": "العمل"}[language]
        assert page.url.endswith("/worried/labour/")
        # The two answers of the person are in reach without scrolling.
        assert page.locator("main button[value=refuse]").bounding_box()["y"] < 740  # type: ignore[index]


@pytest.mark.parametrize(("language", "script"), MODES)
@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("labour", "person"),
        ("border", "child"),
        ("health", "person"),
    ],
)
def test_refusal_takes_three_taps(
    live: Live, browser: Browser, language: str, script: bool, kind: str, about: str
) -> None:
    with visit(browser, live.url, language=language, script=script) as page:
        thumb = Thumb(page)
        thumb.to_result(kind, about)
        before = thumb.taps
        thumb.tap("main button[value=refuse]")
        assert sentence("refusal.way_back_heading", language) in page.locator("main").inner_text()
        thumb.tap("main button[value=confirm]")
        assert page.url.endswith(f"/worried/{kind}/refused/")
        thumb.tap("main a[href='/account/leave/']")
        assert thumb.taps - before == 3
        assert page.context.cookies() == [] or {cookie["name"] for cookie in page.context.cookies()} <= {"c", "l"}


@pytest.mark.parametrize(("language", "script"), MODES)
def test_a_childs_no_leads_into_the_child_circuit(live: Live, browser: Browser, language: str, script: bool) -> None:
    with visit(browser, live.url, language=language, script=script) as page:
        thumb = Thumb(page)
        thumb.to_result("border", "child", age="child")
        thumb.tap("main button[value=refuse]")
        assert sentence("child_no.goes_on", language) in page.locator("main").inner_text()
        assert page.locator("main button[value=confirm]").count() == 0
        if script:
            check(page)
        thumb.tap("main button[value=offer]")
        assert page.url.endswith("/hand-over/")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_paper_fits_on_one_side_of_a5(live: Live, browser: Browser, language: str) -> None:
    with visit(browser, live.url, language=language) as page:
        for form in ("police", "labour", "health", "social", "border", "ngo", "child", "labour-site"):
            page.goto(f"/worried/{form}/card/")
            assert pages_of(page) == 1, form
        for about in ("person", "child", "site"):
            worst(page, about)
            assert pages_of(page) == 1, about
        worst(page, "person", back_to="refuse")
        page.locator("main button[value=way_back]").click()
        assert pages_of(page) == 1


def worst(page: Page, about: str, back_to: str = "print") -> None:
    """The result with the most to say: every question of the first page answered with its gravest choice."""
    page.goto("/worried/labour/")
    page.locator(f"main button[value={about}]").click()
    if about == "site":
        page.locator("#q02-yes").check()
    else:
        for choice in ("q01-yes", "q02-yes", "q03-assault_pregnancy", "q04-no", "q05-yes"):
            page.locator(f"#{choice}").check()
    page.locator("main .actions .quiet[value=result]").click()
    with page.expect_navigation():
        page.locator(f"main button[value={back_to}]").click()


def pages_of(page: Page) -> int:
    """Sides of paper, as the browser prints this page. It must have been made for A5."""
    page.locator("main .sheet").wait_for()
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    assert b"/MediaBox [0 0 419" in printed or b"/MediaBox [0 0 420" in printed
    return printed.count(b"/Type /Page") - printed.count(b"/Type /Pages")


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("phone", [True, False])
def test_no_page_of_the_first_line_has_a_barrier(live: Live, browser: Browser, language: str, phone: bool) -> None:
    with visit(browser, live.url, language=language, phone=phone) as page:
        for address in ("/worried/", "/worried/health/", "/worried/child/card/", "/worried/health/refused/"):
            page.goto(address)
            check(page)
        worst(page, "person")
        check(page)
        with page.expect_navigation():
            page.locator("main button[value=result]").click()
        check(page)
        with page.expect_navigation():
            page.locator("main button[value=change]").click()
        for _screen in range(4):
            check(page)
            with page.expect_navigation():
                page.locator("form#sheet .actions .btn:not(.second):not(.quiet)").click()
        with page.expect_navigation():
            page.locator("main button[value=refuse]").click()
        check(page)


def check(page: Page) -> None:
    assert axe_violations(page) == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways"


def test_the_keyboard_alone_fills_in_a_page_and_enter_goes_on(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="fr") as page:
        page.goto("/worried/ngo/")
        page.locator("main button[value=person]").press("Enter")
        page.locator("#q01-yes").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.locator("#q06-adult").wait_for(state="attached")
        assert page.locator("html").get_attribute("lang") == "fr"


def test_changing_the_language_by_hand_keeps_what_is_ticked(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="fr", script=False) as page:
        page.goto("/worried/social/")
        page.locator("main button[value=person]").click()
        page.locator("#q03-injury").check()
        page.locator("button[value=ar]").click()
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("#q03-injury").is_checked()


def test_nothing_of_it_is_found_in_the_data_or_in_what_the_processes_wrote(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="en") as page:
        worst(page, "person")
        carried = page.locator("input[name=sheet]").first.input_value()
    for file in [live.log, *(one for one in live.home.rglob("*") if one.is_file())]:
        assert carried.encode() not in Path(file).read_bytes(), file
