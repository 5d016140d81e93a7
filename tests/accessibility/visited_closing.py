"""The pages of an ending: closing a file, something missing, the closed files, what goes into a person's hands."""

from playwright.sync_api import Page

from tests.accessibility.visited import CASE, MAIN, SENDER, View, after

CLOSING = after(CASE, "main a[href$='/closing/']")


def missing(page: Page) -> None:
    """Nothing filled in; where something of the first file still stops it, the button is greyed and says why."""
    CLOSING(page)
    button = page.locator(MAIN).first
    if button.is_enabled():
        with page.expect_navigation():
            button.click()


VIEWS = [
    View("closing", SENDER, CLOSING, url="casework:closing"),
    View("closing, something missing", SENDER, missing),
]
