"""Going and staying: a file where nothing was talked about, and one where the ways are weighed."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, SENDER, View, after

TO_RETURNS = "main nav a[href^='/returns/cases/']"
RETURNS = after(CASE, TO_RETURNS)
# The file of the demo on which somebody weighs the ways.
WEIGHS = showing("main button[value=change_mind]", onward=TO_RETURNS)
# The one who has arrived, at the desk that went along.
ARRIVED, WITH_ARRIVED = "hopital-centre", showing("main section.say a[href$='/after/']", onward=TO_RETURNS)
TO_SHEET = "main a[href$='/weigh/']"

VIEWS = [
    View("going or staying, nothing begun", SENDER, RETURNS, url="returns:of_case"),
    View("going or staying, weighed", SENDER, WEIGHS),
    View("the ways side by side", SENDER, after(WEIGHS, TO_SHEET), url="returns:weigh"),
    View("the ways side by side, nothing answered", SENDER, after(WEIGHS, TO_SHEET, "main #sheet button.btn")),
    View("what a partner says", SENDER, after(WEIGHS, "main a[href$='/partner/']"), url="returns:partner"),
    View("a child who would go", SENDER, after(WEIGHS, "main a[href$='/child/']"), url="returns:child"),
    View(
        "papers and courts of a return", SENDER, after(WEIGHS, "main a[href$='/documents/']"), url="returns:documents"
    ),
    View("the journey of a return", SENDER, after(WEIGHS, "main a[href$='/travel/']"), url="returns:travel"),
    View("on arrival and after", SENDER, after(WEIGHS, "main a[href$='/after/']"), url="returns:after"),
    View("going or staying, arrived", ARRIVED, WITH_ARRIVED),
    View("somebody has arrived", ARRIVED, after(WITH_ARRIVED, "main section.say a[href$='/after/']")),
]
