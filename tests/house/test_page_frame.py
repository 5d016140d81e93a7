"""The frame of every page, in a real browser: the way out, the language, the keyboard, the small screen."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser import axe_violations, sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_first_page_is_accessible_and_fits_a_phone(live: Live, browser: Browser, language: str) -> None:
    with visit(browser, live.url, language=language) as page:
        page.goto("/")
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")


def test_escape_twice_leaves_and_back_does_not_return(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.goto("/reference/institutions/")
        pages_before = page.evaluate("history.length")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url("**/leave/")
        assert page.evaluate("history.length") == pages_before
        assert "Himaya" not in page.content()


def test_who_signs_out_leaves_in_every_tab(live: Live, browser: Browser) -> None:
    """Red without the listener of the form: the other page stayed, to be read by whoever came next."""
    with visit(browser, live.url) as page:
        sit_at(page, "inspection-nord")
        other = page.context.new_page()
        other.goto(f"{live.url}/casework/cases/")
        page.locator("form[data-out] button").click()
        other.wait_for_url("**/leave/")
        assert "Himaya" not in other.content()


def test_the_way_out_works_without_javascript(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, script=False) as page:
        page.goto("/")
        page.locator("a.exit").click()
        page.wait_for_url("**/leave/")


def test_a_visitor_changes_the_language_and_stays_on_the_page(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, script=False) as page:
        page.goto("/reference/institutions/")
        page.get_by_role("button", name="العربية").click()
        assert page.url == f"{live.url}/reference/institutions/"
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        page.goto("/")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_keyboard_reaches_content_first_and_the_way_out_soon(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, phone=False) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "exit"


def test_the_way_out_stays_in_its_corner_when_the_page_scrolls(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.goto("/reference/institutions/")
        before = page.locator("a.exit").bounding_box()
        page.evaluate("window.scrollTo(0, 4000)")
        assert page.evaluate("scrollY") > 0
        assert page.locator("a.exit").bounding_box() == before


def test_a_refusal_of_a_part_is_shown_as_the_page_that_it_is(live: Live, browser: Browser) -> None:
    """Locked, or over the budget, the part was emptied without a word. Red without the listener in page.js."""
    with visit(browser, live.url) as page:
        sit_at(page, "inspection-nord")
        page.goto("/casework/cases/")
        page.locator("main a[href^='/casework/cases/']:has(bdi)").first.click()
        page.wait_for_url("**/casework/cases/*-*/")
        asked: list[bool] = []

        def locked(route: Route) -> None:
            asked.append("hx-request" in route.request.headers)
            route.fulfill(status=403, content_type="text/html", body="<!doctype html><main><h1>locked</h1></main>")

        page.route(page.url, lambda route: locked(route) if route.request.method == "POST" else route.continue_())
        page.locator("#purpose-identity").select_option("give_service")
        page.locator("form:has(#purpose-identity) button").click()
        expect(page.locator("h1")).to_have_text("locked")
        assert asked == [True, False]
