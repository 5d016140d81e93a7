"""The pages of the first days and the plan, at the desk that holds it, and of a line at the desk that does it."""

from tests.accessibility.visited import CASE, MAIN, RECEIVER, SENDER, View, after, at

FIRST_DAYS = after(CASE, "main a[href$='/first-days/']")
PLAN = after(CASE, "main nav a[href^='/plans/'][href$='/']:not([href$='/first-days/'])")
GIVEN = at("/plans/lines/")

VIEWS = [
    View("the first days", SENDER, FIRST_DAYS, url="plans:first_days"),
    View("the first days, something missing", SENDER, after(FIRST_DAYS, MAIN)),
    View("a plan", SENDER, PLAN, url="plans:plan"),
    View("lines given to a desk", RECEIVER, GIVEN, url="plans:given"),
]
