"""The pages of the first days and the plan, at the desk that holds it, and of a line at the desk that does it."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, MAIN, RECEIVER, SENDER, View, after, at

FIRST_DAYS = after(CASE, "main a[href$='/first-days/']")
TO_PLAN = "main nav a[href^='/plans/'][href$='/']:not([href$='/first-days/'])"
PLAN = after(CASE, TO_PLAN)
GIVEN = at("/plans/lines/")
ADD_LINE = "main a[href$='/lines/add/']"
# The plan of a file that has one.
BEGUN = showing(ADD_LINE, onward=TO_PLAN)
LINE = "main section ul.rows a[href*='/lines/']"
VIEWS = [
    View("the first days", SENDER, FIRST_DAYS, url="plans:first_days"),
    View("the first days, something missing", SENDER, after(FIRST_DAYS, MAIN)),
    View("a plan", SENDER, PLAN, url="plans:plan"),
    View("a plan with lines", SENDER, BEGUN),
    View("a line of a plan", SENDER, after(BEGUN, LINE), url="plans:line"),
    View("a goal to add", SENDER, after(BEGUN, "main a[href$='/goals/add/']"), url="plans:goal_add"),
    View("a line to add", SENDER, after(BEGUN, ADD_LINE), url="plans:line_add"),
    View("a plan gone through with the person", SENDER, after(BEGUN, "main a[href$='/talk/']"), url="plans:talk"),
    View(
        "a line given to a desk",
        RECEIVER,
        after(GIVEN, "main ul.rows a[href^='/plans/lines/']"),
        url="plans:given_line",
    ),
]
