"""The pages of what a person agreed to: in force and said, asking again, something missing, after a withdrawal."""

from playwright.sync_api import Page

from tests.accessibility.visited import CASE, MAIN, SENDER, View, after

AGREEMENTS = after(CASE, "main a[href$='/consents/']")
WRITE = after(AGREEMENTS, "main a[href$='/consents/write/']")


def unfolded(page: Page) -> None:
    """The line under which the button stands that takes an agreement back."""
    AGREEMENTS(page)
    if page.locator("main details summary").count():
        page.locator("main details summary").first.click()


VIEWS = [
    View("agreements", SENDER, AGREEMENTS, url="casework:consents"),
    View("agreements, about to be taken back", SENDER, unfolded),
    View("an agreement to write down", SENDER, WRITE, url="casework:consent_write"),
    View("an agreement, something missing", SENDER, after(WRITE, MAIN)),
]
