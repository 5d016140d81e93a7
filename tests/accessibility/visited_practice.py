"""Practice maps, needs, the expert’s day, packets and what came out of a table, in the invented country."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at

FOCAL_POINT = "point-focal-droits"
MAPS, NEEDS = at("/round-tables/practice/"), at("/round-tables/needs/")
MAIN = "main form .btn:not(.second):not(.quiet)"
MAP = after(MAPS, "main ul.rows a[href*='/practice/']")
NEED = after(NEEDS, "main ul.rows a[href*='/needs/']")


def of_a_table(tone: str, name: str) -> Callable[[Page], None]:
    """A page of the first table whose chip has that tone: ok is approved, wait closed, calm convened."""

    def reach(page: Page) -> None:
        page.goto("/round-tables/")
        table = page.locator(f"main ul.rows li:has(.chip.{tone}) a[href*='/tables/']").first
        page.goto(f"{table.get_attribute('href')}{name}/")

    return reach


def from_cycle(name: str) -> Callable[[Page], None]:
    """A page of the cycle that is open."""

    def reach(page: Page) -> None:
        page.goto("/round-tables/")
        cycle = page.locator("main a[href*='/cycles/']:not([href*='/new/'])").first
        page.goto(f"{cycle.get_attribute('href')}{name}/new/")

    return reach


SHEET = of_a_table("wait", "session")
QUESTION = after(SHEET, "main a[href*='/questions/']")

VIEWS: list[View] = [
    View("practice maps", SECRETARIAT, MAPS, url="roundtable:practice_maps"),
    View("practice map side by side", SECRETARIAT, MAP, url="roundtable:practice_map"),
    View("new practice map", SECRETARIAT, from_cycle("practice"), url="roundtable:practice_map_new"),
    View("mistakes in a new practice map", SECRETARIAT, after(from_cycle("practice"), MAIN)),
    View("needs", SECRETARIAT, NEEDS, url="roundtable:needs"),
    View("needs of a table", SECRETARIAT, of_a_table("calm", "needs"), url="roundtable:needs"),
    View("mistakes in a new need", SECRETARIAT, after(from_cycle("needs"), MAIN), url="roundtable:need_new"),
    View("need", SECRETARIAT, NEED, url="roundtable:need"),
    View("expert’s day", SECRETARIAT, SHEET, url="roundtable:session"),
    View("question left open", SECRETARIAT, QUESTION, url="roundtable:question"),
    View("packets", SECRETARIAT, of_a_table("calm", "packet"), url="roundtable:packet"),
    View("what came out of a table", SECRETARIAT, of_a_table("ok", "restitution"), url="roundtable:restitution"),
    View("own packet", FOCAL_POINT, of_a_table("calm", "packet"), url="roundtable:packet"),
    View("practice map, to an institution", FOCAL_POINT, MAP, url="roundtable:practice_map"),
]
