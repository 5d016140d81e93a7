"""The pages of who sees a case, of what is open to a desk, and of an emergency: taken by one, reviewed by another."""

from playwright.sync_api import Page

from tests.accessibility.visited import (
    CASE,
    MAIN,
    OFFICER_OF_DATA,
    SENDER,
    View,
    after,
    at,
    elsewhere,
    reference_of_a_file,
)
from tests.browser import prove, shown_code

# Another desk of the institution of SENDER, and its lead.
SISTER = "inspection-sud"
ACCESSES = after(CASE, "main a[href$='/access/']")
EMERGENCY = at("/casework/emergency/")


def taken(page: Page) -> None:
    """An emergency access to the first file of a desk, taken by its sister desk in other sessions."""
    reference = reference_of_a_file(page)
    with elsewhere(page, SISTER) as other:
        EMERGENCY(other)
        other.fill("#reference", reference)
        other.check("input[value=urgent_care]")
        prove(other, lambda: shown_code(other, SISTER), lambda: after(lambda _page: None, MAIN)(other))
    page.goto("/oversight/emergencies/")


VIEWS = [
    View("who sees a case", SENDER, ACCESSES, url="casework:grants"),
    View("who sees a case, something missing", SENDER, after(ACCESSES, MAIN)),
    View("an emergency, something missing", SISTER, after(EMERGENCY, MAIN)),
    View(
        "an emergency access",
        OFFICER_OF_DATA,
        after(taken, "main ul.rows a"),
        url="oversight:emergency",
    ),
]
