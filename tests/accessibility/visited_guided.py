"""The guided path of the demo, before and after its first button."""

from tests.accessibility.visited import NOBODY, View, after, at

START = at("/guided/")

VIEWS: list[View] = [
    View("the guided path", NOBODY, START, url="guided:path"),
    View("the guided path, under way", NOBODY, after(START, "main form button.btn"), url="guided:path", deep=True),
]
