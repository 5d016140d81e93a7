"""The pages of a case conference: those of the desk, the chair's page, an item, a seat, something missing."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, RECEIVER, SENDER, View, after, at

HEALTH = "hopital-nord"

ALL = at("/conferences/")
LED = after(ALL, "main section:last-of-type .rows a")
ITEM = after(LED, "main a[href$='/items/']")
HELD = after(ALL, "main section:last-of-type .rows li:nth-child(2) a")


def below(reach: Callable[[Page], None], part: str) -> Callable[[Page], None]:
    """A page under the address of another."""

    def reach_below(page: Page) -> None:
        reach(page)
        page.goto(f"{page.url}{part}/")

    return reach_below


VIEWS = [
    View("a conference, for whoever leads it", SENDER, LED, url="conferences:conference"),
    View("an item of a conference", SENDER, ITEM, url="conferences:item"),
    View("an item, something missing", SENDER, after(ITEM, MAIN)),
    View("conferences of a case", SENDER, after(LED, "main .stepper a"), url="conferences:of_case"),
    View(
        "calling a conference", SENDER, after(LED, "main .stepper a", "main a[href$='/call/']"), url="conferences:call"
    ),
    View("a conference, the part that changes", SENDER, below(LED, "now"), url="conferences:now"),
    View("another day for a conference", SENDER, after(LED, "main a[href$='/another-day/']"), url="conferences:move"),
    View("minutes of a conference", SENDER, below(HELD, "minutes"), url="conferences:minutes"),
    View(
        "health at a conference",
        HEALTH,
        after(ALL, "main .rows a", "main a[href$='/health/']"),
        url="conferences:health",
    ),
    View("a seat at a conference", RECEIVER, after(ALL, "main .rows a"), url="conferences:seat"),
]
