"""When a life is in danger: the page of a case where nothing runs, and of one where a look is owed."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, SENDER, View, after

TO_CRISIS = "main nav a[href^='/crisis/cases/']"
CRISIS = after(CASE, TO_CRISIS)
# The file of the demo on which somebody looks again.
RUNS = showing("main button[value=look_again]", onward=TO_CRISIS)

VIEWS = [
    View("when a life is in danger", SENDER, CRISIS, url="crisis:of_case"),
    View("when a life is in danger, a look is owed", SENDER, RUNS),
    View("when a life is in danger, something missing", SENDER, after(RUNS, "main button[value=record]")),
]
