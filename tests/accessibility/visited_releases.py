"""A release and a report of harm, in the invented country."""

from tests.accessibility.visited import SECRETARIAT, View, after, at

LEAD = "inspection-sud"
RELEASES, HARMS = at("/round-tables/releases/"), at("/round-tables/harms/")
RELEASE = after(RELEASES, "main ul.rows a[href*='/releases/']")
HARM = after(HARMS, "main ul.rows a[href*='/harms/']")

VIEWS: list[View] = [
    View("release with its gates", SECRETARIAT, RELEASE, url="roundtable:release"),
    View("release, to a reviewer", LEAD, RELEASE, url="roundtable:release"),
    View("report of harm", SECRETARIAT, HARM, url="roundtable:harm"),
]
