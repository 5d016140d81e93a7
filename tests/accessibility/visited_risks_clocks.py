"""The pages of when to look again, of measures, and of what is overdue."""

from tests.accessibility.visited import CASE, SENDER, View, after

RISK = after(CASE, "main a[href^='/risks/cases/']")
CLOCKS, MEASURES = after(RISK, "main a[href$='/clocks/']"), after(RISK, "main a[href$='/measures/']")

VIEWS = [
    View("when to look again", SENDER, CLOCKS, url="risks:clocks"),
    View("when to look again, something missing", SENDER, after(CLOCKS, "main [value=note]")),
    View("measures against a risk", SENDER, MEASURES, url="risks:measures"),
    View("measures against a risk, something missing", SENDER, after(MEASURES, "main [value=plan]")),
]
