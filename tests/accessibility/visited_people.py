"""The pages of the people of the round tables."""

from tests.accessibility.visited import SECRETARIAT, View, after, at

BASE = "/round-tables/people/"
HEALTH = f"{BASE}institutions/health/"
MAIN = "main form .btn:not(.second):not(.quiet)"
HANDOVER = after(at(HEALTH), "main a[href$='/hand-over/']")
END = after(at(HEALTH), "main a[href$='/end/']")
CORRECT = after(at(HEALTH), "main details li a[href*='/delegates/']")

VIEWS: list[View] = [
    View("an institution under its earlier name", SECRETARIAT, at(f"{BASE}institutions/labour-2010/"), deep=True),
    View("adding an institution, something missing", SECRETARIAT, after(at(f"{BASE}add/"), MAIN)),
    View("entering a person, something missing", SECRETARIAT, after(at(f"{HEALTH}delegate/"), MAIN), deep=True),
    View("correcting a person", SECRETARIAT, CORRECT, url="roundtable:delegate_correct"),
    View("giving a mandate, something missing", SECRETARIAT, after(at(f"{HEALTH}mandate/"), MAIN), deep=True),
    View("ending a mandate", SECRETARIAT, END, url="roundtable:mandate_end"),
    View("handing over", SECRETARIAT, HANDOVER, url="roundtable:mandate_hand_over"),
]
