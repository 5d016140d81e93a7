"""The page of who belongs together, and something missing in it."""

from tests.accessibility.visited import CASE, SENDER, View, after

RELATIONS = after(CASE, "main a[href^='/relations/cases/']")

VIEWS = [
    View("who belongs together", SENDER, RELATIONS, url="relations:of_case"),
    View("who belongs together, something missing", SENDER, after(RELATIONS, "main [value=link]")),
]
