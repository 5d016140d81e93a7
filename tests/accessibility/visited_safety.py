"""How somebody is reached, their plan, a copy of it; something missing."""

from playwright.sync_api import Page

from tests.accessibility.visited import CASE, SENDER, View, after

CONTACT = after(CASE, "main a[href^='/safety/cases/'][href$='/contact/']")
SAFETY = after(CASE, "main a[href^='/safety/cases/']:not([href$='/contact/'])")


def copy(page: Page) -> None:
    """Of a file that may have no plan yet, and then no link there."""
    SAFETY(page)
    page.goto(f"{page.url}copy/")


VIEWS = [
    View("how somebody is reached", SENDER, CONTACT, url="safety:contact"),
    View("how somebody is reached, something missing", SENDER, after(CONTACT, "main form .btn")),
    View("a safety plan", SENDER, SAFETY, url="safety:plan"),
    View("a safety plan, something missing", SENDER, after(SAFETY, "main [value=write]")),
    View("a copy of a safety plan", SENDER, copy, url="safety:copy"),
]
