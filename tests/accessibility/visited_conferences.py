"""The pages of a case conference: those of the desk, the chair's page, an item, a seat, something missing."""

from tests.accessibility.visited import CASE, MAIN, RECEIVER, SENDER, View, after, at

ALL = at("/conferences/")
LED = after(ALL, "main section:last-of-type .rows a")
ITEM = after(LED, "main a[href$='/items/']")

VIEWS = [
    View("conferences of the desk", SENDER, ALL, url="conferences:all"),
    View("a conference, for whoever leads it", SENDER, LED, url="conferences:conference"),
    View("an item of a conference", SENDER, ITEM, url="conferences:item"),
    View("an item, something missing", SENDER, after(ITEM, MAIN)),
    View("conferences of a case", SENDER, after(LED, "main .stepper a"), url="conferences:of_case"),
    View(
        "a conference to call",
        SENDER,
        after(CASE, "main a[href^='/conferences/cases/']", "main a[href$='/call/']"),
        url="conferences:call",
    ),
    View(
        "a health statement",
        "hopital-nord",
        after(ALL, "main .rows a", "main a[href$='/health/']"),
        url="conferences:health",
    ),
    View("a seat at a conference", RECEIVER, after(ALL, "main .rows a"), url="conferences:seat"),
]
