"""Practice maps, needs, the expert’s day, packets and what came out of a table, in the invented country."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled
from tests.accessibility.visited_tables import CYCLE, of_a_table

FOCAL_POINT = "point-focal-droits"
MAPS, NEEDS = at("/round-tables/practice/"), at("/round-tables/needs/")
MAIN = "main form .btn:not(.second):not(.quiet)"
MAP = after(MAPS, "main ul.rows a[href*='/practice/']")
NEED = after(NEEDS, "main ul.rows a[href*='/needs/']")


def from_cycle(name: str) -> Callable[[Page], None]:
    """A page of the cycle of the demo nation."""

    def reach(page: Page) -> None:
        CYCLE(page)
        page.goto(f"{page.url}{name}/new/")

    return reach


def a_map(page: Page) -> None:
    """A new practice map, filled in."""
    due_on = (date.today() + timedelta(days=9)).isoformat()
    filled(from_cycle("practice"), title_fr="Accueil", steps_fr="Recevoir\nOrienter", due_on=due_on)(page)


SHEET = of_a_table(2, "session")
QUESTION = after(SHEET, "main a[href*='/questions/']")

VIEWS: list[View] = [
    View("practice map side by side", SECRETARIAT, MAP, url="roundtable:practice_map"),
    View("new practice map", SECRETARIAT, from_cycle("practice"), url="roundtable:practice_map_new"),
    View("mistakes in a new practice map", SECRETARIAT, after(from_cycle("practice"), MAIN)),
    View(
        "statement of an institution",
        SECRETARIAT,
        after(
            a_map,
            MAIN,
            "main ul.rows a[href*='/practice/']",
            "main a[href*='/practice/steps/']",
        ),
        url="roundtable:statement",
        deep=True,
    ),
    View("needs of a table", SECRETARIAT, of_a_table(3, "needs"), url="roundtable:needs"),
    View("mistakes in a new need", SECRETARIAT, after(from_cycle("needs"), MAIN), url="roundtable:need_new"),
    View("need", SECRETARIAT, NEED, url="roundtable:need"),
    View("expert’s day", SECRETARIAT, SHEET, url="roundtable:session"),
    View("question left open", SECRETARIAT, QUESTION, url="roundtable:question"),
    View("packets", SECRETARIAT, of_a_table(3, "packet"), url="roundtable:packet"),
    View("what came out of a table", SECRETARIAT, of_a_table(1, "restitution"), url="roundtable:restitution"),
    View("own packet", FOCAL_POINT, of_a_table(3, "packet"), url="roundtable:packet"),
    View("practice map, to an institution", FOCAL_POINT, MAP, url="roundtable:practice_map"),
    View("pictures of one source", SECRETARIAT, at("/round-tables/follow-up/pictures/?source=upr")),
]
