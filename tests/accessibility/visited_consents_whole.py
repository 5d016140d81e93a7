"""Agreements made whole: what is read with the person, a sharing without agreement, and one with something missing."""

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, SENDER, View, after
from tests.accessibility.visited_consents import AGREEMENTS, WRITE

WITHOUT = after(AGREEMENTS, "main a[href$='/consents/without/']")


def read_together(page: Page) -> None:
    """Somebody and something chosen, then the page that is read."""
    WRITE(page)
    page.locator("#to").select_option(index=1)
    page.locator("main input[name=data_classes]").first.check()
    with page.expect_navigation():
        page.locator("main button[formaction]").click()


VIEWS = [
    View("what is read with the person", SENDER, read_together, url="casework:consent_read"),
    View("a sharing without agreement", SENDER, WITHOUT, url="casework:exception_propose"),
    View("a sharing without agreement, something missing", SENDER, after(WITHOUT, MAIN)),
]
