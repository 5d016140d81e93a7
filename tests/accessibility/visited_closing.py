"""The pages of an ending: closing a file, something missing, the closed files, what goes into a person's hands."""

from playwright.sync_api import Page

from tests.accessibility.visited import CASE, MAIN, SECRETARIAT, SENDER, View, after, at

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
    View("closed cases", SENDER, at("/casework/cases/closed/"), url="casework:closed"),
    View("ways to ask how it was", SENDER, at("/casework/feedback/"), url="casework:feedback"),
    View("how it was, in a person's hands", SENDER, at("/casework/feedback/form/"), url="casework:feedback_form"),
    View("how it was, thanks", SENDER, at("/casework/feedback/thanks/"), url="casework:feedback_thanks"),
    View("how it was, counted", "inspection-sud", at("/casework/feedback/counts/"), url="casework:endings"),
    View("endings, counted", SECRETARIAT, at("/secretariat/endings/"), url="secretariat:endings"),
    View("how it was, on paper", SENDER, at("/casework/feedback/paper/"), url="casework:feedback_paper"),
]
