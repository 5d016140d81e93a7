"""The screen in the room, what was decided, what is held back."""

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at

FOCAL_POINT = "point-focal-droits"
CYCLES = "/round-tables/"
LINK = "main a[href$='/{}/']"


def of_a_held_table(page: Page) -> None:
    """The screen of the table that was held last, from its cycle."""
    page.goto(CYCLES)
    for target in ("main a[href*='/cycles/']", "main ul.rows a[href*='/tables/'] >> nth=1", LINK.format("room")):
        with page.expect_navigation():
            page.locator(target).first.click()


DECISION = after(of_a_held_table, "#decided a[href*='/decisions/']")
HELD = "/round-tables/reservations/"


def of_the_room(page: Page) -> None:
    """What the room looks at, without what is typed."""
    of_a_held_table(page)
    page.goto(f"{page.url}now/")


VIEWS: list[View] = [
    View("what the room looks at", SECRETARIAT, of_the_room, url="roundtable:room_now"),
    View("the room of a held table", SECRETARIAT, of_a_held_table, url="roundtable:room"),
    View("a decision", SECRETARIAT, DECISION, url="roundtable:decision"),
    View("decisions of a cycle", SECRETARIAT, after(DECISION, LINK.format("decisions")), url="roundtable:decisions"),
    View("reservations", SECRETARIAT, at(HELD), url="roundtable:reservations"),
    View("a decision, to an institution", FOCAL_POINT, DECISION, url="roundtable:decision"),
    View("reservations, to an institution", FOCAL_POINT, at(HELD), url="roundtable:reservations"),
]
