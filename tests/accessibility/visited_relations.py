"""The page of who belongs together, something missing in it, and the register apart, off."""

from tests.accessibility.visited import CASE, SENDER, View, after, at

RELATIONS = after(CASE, "main a[href^='/relations/cases/']")
LEAD = "police-nord"

VIEWS = [
    View("who belongs together", SENDER, RELATIONS, url="relations:of_case"),
    View("who belongs together, something missing", SENDER, after(RELATIONS, "main [value=link]")),
    View("a register apart, off", LEAD, at("/relations/suspects/"), url="relations:suspects"),
]
