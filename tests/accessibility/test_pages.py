"""No page has a barrier that a machine can see, in French and Arabic, on a phone and on a desk, light and dark."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.accessibility.every_view import VIEWS, by_visitor
from tests.accessibility.visited import View
from tests.browser import axe_violations, sit_at, visit
from tests.running import Live
from tests.security.test_matrix import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.capability("X5")]
WHO = [who for who, _views in by_visitor()]
# Answers that are no page of their own: redirections, pictures, what only a session in the making sees.
NO_PAGE = {
    # Nothing changes for a desk of the demo before a text is adopted: the journey of the texts looks at these.
    "changes:one",
    "casework:assess",
    "account:enrol",
    "account:factor_picture",
    "account:sign_out",
    "account:go_on",
    "account:here",
    "account:passkey",
    "account:desk",
    "account:language",
    "account:demo_desk",
    "casework:places",
    "casework:answer",
    "casework:file",
    "casework:send_on",
    # A file for a calendar.
    "tasks:feed",
    "public",
    "public_rest",
    "reply:evidence",
    "roundtable:calendar",
    "roundtable:draft_export",
    "roundtable:edition_export",
    "roundtable:evidence",
    "roundtable:import_template",
    "roundtable:paper_file",
    "roundtable:picture_table",
    "roundtable:recommendations_export",
    "roundtable:room_now",
}


def name_of(address: str) -> str:
    """The name of an address; empty when there is none."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def barriers(page: Page, view: View) -> list[str]:
    """What the rules object to, and a page wider than its window."""
    found = [f"{view.name}: {one}" for one in axe_violations(page)]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append(f"{view.name}: wider than the window")
    return found


def look(live: Live, browser: Browser, who: str, views: list[View], *, language: str, phone: bool, dark: bool) -> None:
    found: list[str] = []
    with visit(browser, live.url, language=language, phone=phone) as page:
        page.emulate_media(color_scheme="dark" if dark else "light")
        if who:
            sit_at(page, who)
        for view in views:
            view.reach(page)
            assert page.locator("h1").count() == 1, view.name
            assert view.fixed or page.locator("html").get_attribute("lang") == language, view.name
            found += barriers(page, view)
            assert view.url in ("", name_of(urlsplit(page.url).path)), view.name
    assert found == []


# Language, phone, dark. Each page gets the looks of one pair, so that it is seen in both languages, at both widths and
# in both schemes; neighbours get the other pair, so that each combination that matters is seen on half of all pages.
PAIRS = ((("fr", True, False), ("ar", False, True)), (("fr", False, True), ("ar", True, False)))
LOOKS = [(*look, turn) for turn, pair in enumerate(PAIRS) for look in pair]


@pytest.mark.deep
@pytest.mark.parametrize(("language", "phone", "dark", "turn"), LOOKS)
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_without_barrier(
    live: Live, browser: Browser, who: str, language: str, phone: bool, dark: bool, turn: int
) -> None:
    mine = dict(by_visitor())[who][turn :: len(PAIRS)]
    look(live, browser, who, mine, language=language, phone=phone, dark=dark)


def test_every_address_with_a_page_is_looked_at() -> None:
    """An address that shows a page to somebody and that no view reaches fails here."""
    reached = {view.url or name_of(view.name) for view in VIEWS}
    shown = {row.url for row in ROWS if row.method == "GET" and 200 in row.expect.values()}
    assert shown - NO_PAGE - reached == set()


@pytest.mark.deep
def test_the_rules_find_a_barrier_that_was_planted(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.goto("/account/in/")
        page.evaluate("document.querySelector('label[for=username]').remove(); document.body.style.width = '900px'")
        found = barriers(page, VIEWS[0])
        assert any("label" in one for one in found)
        assert any("wider" in one for one in found)
