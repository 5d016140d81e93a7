"""A sheet that lawyers of another association are asked to read, in the demo: read, withdrawn from them, asked anew.

The desk of the file works in Arabic on a phone, the lawyers in French. At the end the sheet waits for them as before:
other walks find it there.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility.visited_determinations import ASKED, ELSEWHERE, elsewhere
from tests.browser import sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C4")]
ASKS, OPENED = "asso-accueil", "main .card.do p:has(b):has-text('فُتحت هناك')"


def go(page: Page, target: str) -> None:
    with page.expect_navigation():
        page.locator(target).first.click()


def test_lawyers_elsewhere_read_one_sheet_until_it_is_withdrawn_from_them(live: Live, browser: Browser) -> None:
    """Seen red without `counsels.name_counsel` in the demo: no file had a sheet that could be withdrawn from them."""
    with (
        visit(browser, live.url, language="ar", phone=True) as desk,
        visit(browser, live.url, language="fr", phone=False) as counsel,
    ):
        sit_at(desk, ASKS)
        sit_at(counsel, ELSEWHERE)
        elsewhere(desk)
        chain = desk.url
        ASKED(counsel)
        go(counsel, "main .rows a")
        expect(counsel.locator("main article")).to_contain_text("Salaires retenus")
        sheet = counsel.url
        desk.goto(chain)
        expect(desk.locator(OPENED)).to_have_count(1)
        go(desk, "main form:has(input[value=take_back_counsel]) button")
        for gone in (sheet, chain):
            answer = counsel.goto(gone)
            assert answer is not None
            assert answer.status == 404, "neither the sheet nor the file"
        ASKED(counsel)
        expect(counsel.locator("main .rows a")).to_have_count(0)
        asks = "main form:has(input[value=name_counsel])"
        if not desk.locator(asks).is_visible():
            desk.locator("main details:has(input[value=name_counsel]) > summary").click()
        desk.select_option(f"{asks} [name=counsel]", ELSEWHERE)
        go(desk, f"{asks} button")
        expect(desk.locator("main form input[value=take_back_counsel]")).to_have_count(1)
        expect(desk.locator(OPENED)).to_have_count(0)
        ASKED(counsel)
        expect(counsel.locator("main .rows a")).to_have_count(1)
