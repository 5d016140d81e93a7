"""The pages of a reasoning: the table, something missing in a form, the signs of the reading aid."""

from tests.accessibility.visited import CASE, SENDER, View, after

REASONING = after(CASE, "main a[href^='/reasonings/']")
SIGNS = after(REASONING, "main a[href$='/signs/']")

VIEWS = [
    View("reasoning of a case", SENDER, REASONING, url="reasonings:of_case"),
    View(
        "reasoning, something missing",
        SENDER,
        after(REASONING, "main form:has(input[value=add]) .btn"),
    ),
    View("signs for a reasoning", SENDER, SIGNS, url="reasonings:signs"),
]
