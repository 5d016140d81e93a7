"""Pages of cycles and tables, and the taps that lead to them in the invented country."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled

Reach = Callable[[Page], None]
FOCAL_POINT = "point-focal-droits"
HOME = at("/round-tables/")
# The cycle that the demo nation begins with, whatever was opened since.
DEMO = re.compile("Talmir|تلميرا")


def CYCLE(page: Page) -> None:
    """The page of the demo nation's cycle."""
    HOME(page)
    with page.expect_navigation():
        page.locator("main section.card", has_text=DEMO).last.locator("h2 a").click()


def of_a_table(number: int, name: str = "") -> Reach:
    """A page of one of the three tables that the demo nation begins with, whatever was planned since."""

    def reach(page: Page) -> None:
        HOME(page)
        cycle = page.locator("main section.card", has_text=DEMO).last
        # By its number: a table that another look held today stands before one that is still to come.
        table = cycle.locator("ul.rows a[href*='/tables/']", has_text=re.compile(rf"\D{number}$")).last
        page.goto(f"{table.get_attribute('href')}{name}/" if name else str(table.get_attribute("href")))

    return reach


TABLE = of_a_table(3)
PLAN = after(CYCLE, "main a[href$='/plan/']")
MAIN = "main form .btn:not(.second):not(.quiet)"


def page_of(name: str) -> Reach:
    """A page of the table that matters now, by the links in its head."""
    return after(TABLE, f"main nav a[href$='/{name}/']")


ENTERED = after(page_of("invitations"), "main a[href^='/round-tables/invitations/']")
OWN_ANSWER = after(TABLE, "main a.btn[href^='/round-tables/invitations/']")
CONVENE = after(after(PLAN, MAIN), "main a.btn[href$='/convene/']")


def today(page: Page) -> None:
    """A table that meets today, convened a moment ago."""
    day = date.today().isoformat()
    after(filled(PLAN, day=day, until="23:59", **{"from": "00:00"}), MAIN)(page)
    after(lambda _page: None, "main a.btn[href$='/convene/']", MAIN, "main nav a.btn")(page)


OPEN = after(today, "main a.btn[href$='/open/']")
OPENED = after(filled(OPEN, "main [name=chair]"), MAIN)

VIEWS: list[View] = [
    View("mistakes in a new cycle", SECRETARIAT, after(at("/round-tables/cycles/new/"), MAIN)),
    View("cycle", SECRETARIAT, CYCLE, url="roundtable:cycle"),
    View("rules of a cycle", SECRETARIAT, after(CYCLE, "main a[href$='/rules/']"), url="roundtable:rules"),
    View("seats", SECRETARIAT, after(CYCLE, "main a[href$='/seats/']"), url="roundtable:seats"),
    View("document", SECRETARIAT, after(CYCLE, "main a[href$='/documents/']"), url="roundtable:documents"),
    View("plan a table", SECRETARIAT, PLAN, url="roundtable:plan"),
    View("a table that ends first", SECRETARIAT, after(filled(PLAN, until="07:00"), MAIN)),
    View("table", SECRETARIAT, TABLE, url="roundtable:table"),
    View("agenda", SECRETARIAT, page_of("agenda"), url="roundtable:agenda"),
    View(
        "point of an agenda",
        SECRETARIAT,
        after(page_of("agenda"), "main a[href^='/round-tables/items/']"),
        url="roundtable:item",
    ),
    View("move a table", SECRETARIAT, after(TABLE, "main a[href$='/move/']"), url="roundtable:move"),
    View("invitations", SECRETARIAT, page_of("invitations"), url="roundtable:invitations"),
    View("answer by letter", SECRETARIAT, ENTERED, url="roundtable:invitation"),
    View("attendance", SECRETARIAT, page_of("attendance"), url="roundtable:attendance"),
    View("sheet to sign", SECRETARIAT, after(page_of("attendance"), "main a[href$='/sheet/']"), url="roundtable:sheet"),
    View("own answer", FOCAL_POINT, OWN_ANSWER, url="roundtable:invitation"),
    View("an answer without a choice", FOCAL_POINT, after(OWN_ANSWER, MAIN)),
    View("convening", SECRETARIAT, CONVENE, url="roundtable:convene", deep=True),
    View("opening a session", SECRETARIAT, OPEN, url="roundtable:open", deep=True),
    View(
        "attendance of the afternoon",
        SECRETARIAT,
        after(OPENED, "main nav a[href*='-pm/']"),
        url="roundtable:attendance_half_day",
        deep=True,
    ),
    View(
        "closing a session",
        SECRETARIAT,
        after(OPENED, "main nav a.btn", "main a[href$='/close/']"),
        url="roundtable:close",
        deep=True,
    ),
    View("agenda of an institution", FOCAL_POINT, page_of("agenda"), url="roundtable:agenda"),
]
