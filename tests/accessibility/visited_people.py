"""The pages of the people of the round tables."""

from tests.accessibility.visited import SECRETARIAT, View, after, at

BASE = "/round-tables/people/"
HEALTH = f"{BASE}institutions/health/"
FOCAL_POINT = "point-focal-sante"
MAIN = "main form .btn:not(.second):not(.quiet)"
HANDOVER = after(at(HEALTH), "main a[href$='/hand-over/']")
END = after(at(HEALTH), "main a[href$='/end/']")
CORRECT = after(at(HEALTH), "main details li a[href*='/delegates/']")

VIEWS: list[View] = [
    View("people", SECRETARIAT, at(BASE), url="roundtable:people"),
    View("an institution", SECRETARIAT, at(HEALTH), url="roundtable:institution"),
    View("an institution under its earlier name", SECRETARIAT, at(f"{BASE}institutions/labour-2010/"), deep=True),
    View("adding an institution", SECRETARIAT, at(f"{BASE}add/"), url="roundtable:institution_add"),
    View("adding an institution, something missing", SECRETARIAT, after(at(f"{BASE}add/"), MAIN)),
    View("a new name", SECRETARIAT, at(f"{HEALTH}became/"), url="roundtable:institution_became"),
    View("closing an institution", SECRETARIAT, at(f"{HEALTH}close/"), url="roundtable:institution_close"),
    View("entering a person", SECRETARIAT, at(f"{HEALTH}delegate/"), url="roundtable:delegate_add"),
    View("entering a person, something missing", SECRETARIAT, after(at(f"{HEALTH}delegate/"), MAIN), deep=True),
    View("correcting a person", SECRETARIAT, CORRECT, url="roundtable:delegate_correct"),
    View("giving a mandate", SECRETARIAT, at(f"{HEALTH}mandate/"), url="roundtable:mandate_give"),
    View("giving a mandate, something missing", SECRETARIAT, after(at(f"{HEALTH}mandate/"), MAIN), deep=True),
    View("ending a mandate", SECRETARIAT, END, url="roundtable:mandate_end"),
    View("handing over", SECRETARIAT, HANDOVER, url="roundtable:mandate_hand_over"),
    View("people, to an institution", FOCAL_POINT, at(BASE), url="roundtable:people"),
    View("its own institution", FOCAL_POINT, at(HEALTH), url="roundtable:institution"),
]
