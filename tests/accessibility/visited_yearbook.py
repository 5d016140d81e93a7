"""The year in five tables: all years, one that is drawn up, one that is not over; the public page."""

from playwright.sync_api import Page

from himaya.kernel import clock
from tests.accessibility.visited import NOBODY, SECRETARIAT, View, after, at, filled

YEARS = at("/yearbook/")
NOT_OVER = after(filled(YEARS, year="2099"), "main button[value=draw_up]")


def one(page: Page) -> None:
    """The draft of last year: the first who comes draws it up."""
    YEARS(page)
    link = "main a[href^='/yearbook/']"
    if page.locator(link).count():
        after(YEARS, link)(page)
    else:
        after(filled(YEARS, year=str(clock.today().year - 1)), "main button[value=draw_up]")(page)


VIEWS = [
    View("a year that is drawn up", SECRETARIAT, one, url="yearbook:draft"),
    View("a year that cannot be drawn up", SECRETARIAT, NOT_OVER),
    View("/public/fr/figures/", NOBODY, at("/public/fr/figures/"), fixed=True),
]
