"""Releases, the register of harm, and what changes for a desk, in the invented country."""

from tests.accessibility.visited import SECRETARIAT, SENDER, View, after, at

LEAD = "inspection-sud"
RELEASES, HARMS, CHANGES = at("/round-tables/releases/"), at("/round-tables/harms/"), at("/changes/")
RELEASE = after(RELEASES, "main ul.rows a[href*='/releases/']")
HARM = after(HARMS, "main ul.rows a[href*='/harms/']")

VIEWS: list[View] = [
    View("releases", SECRETARIAT, RELEASES, url="roundtable:releases"),
    View("release with its gates", SECRETARIAT, RELEASE, url="roundtable:release"),
    View("release, to a reviewer", LEAD, RELEASE, url="roundtable:release"),
    View("register of harm", SECRETARIAT, HARMS, url="roundtable:harms"),
    View("report of harm", SECRETARIAT, HARM, url="roundtable:harm"),
    View("what changes for a desk", SENDER, CHANGES, url="changes:all"),
]
