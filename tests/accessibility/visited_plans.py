"""The pages of the first days and the plan, at the desk that holds it, and of a line at the desk that does it."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import CASE, MAIN, RECEIVER, SENDER, View, after, at

FIRST_DAYS = after(CASE, "main a[href$='/first-days/']")
PLAN = after(CASE, "main nav a[href^='/plans/'][href$='/']:not([href$='/first-days/'])")
GIVEN = at("/plans/lines/")


def beside(place: str) -> Callable[[Page], None]:
    """A page of the plan of the first file that has one."""

    def reach(page: Page) -> None:
        page.goto("/casework/cases/")
        files = page.locator("main ul.rows a[href^='/casework/cases/']:not([href$='/mine/'])")
        for address in files.evaluate_all("all => all.map(one => one.getAttribute('href'))"):
            page.goto(address.replace("/casework/cases/", "/plans/"))
            if page.locator("main a[href$='/lines/add/']").count():
                break
        if place:
            with page.expect_navigation():
                page.locator(place).first.click()

    return reach


LINE = "main section ul.rows a[href*='/lines/']"
VIEWS = [
    View("the first days", SENDER, FIRST_DAYS, url="plans:first_days"),
    View("the first days, something missing", SENDER, after(FIRST_DAYS, MAIN)),
    View("a plan", SENDER, PLAN, url="plans:plan"),
    View("a plan with lines", SENDER, beside("")),
    View("a line of a plan", SENDER, beside(LINE), url="plans:line"),
    View("a goal to add", SENDER, beside("main a[href$='/goals/add/']"), url="plans:goal_add"),
    View("a line to add", SENDER, beside("main a[href$='/lines/add/']"), url="plans:line_add"),
    View("a plan gone through with the person", SENDER, beside("main a[href$='/talk/']"), url="plans:talk"),
    View(
        "a line given to a desk",
        RECEIVER,
        after(GIVEN, "main ul.rows a[href^='/plans/lines/']"),
        url="plans:given_line",
    ),
    View("lines given to a desk", RECEIVER, GIVEN, url="plans:given"),
]
