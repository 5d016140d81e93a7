"""Estimates in the invented country: the list with its form, one that is ready, one that was stopped."""

from tests.accessibility.visited import OFFICER_OF_DATA, SECRETARIAT, View, after, at

ALL = at("/estimates/")
ASK = "main form[enctype] .btn"
READY = after(ALL, "main ul.rows li:nth-of-type(2) a")
STOPPED = after(ALL, "main ul.rows li:nth-of-type(1) a")

VIEWS: list[View] = [
    View("mistakes in asking for an estimate", SECRETARIAT, after(ALL, ASK)),
    View("estimate that is ready", SECRETARIAT, READY, url="estimates:one"),
    View("estimate that was stopped", SECRETARIAT, STOPPED, url="estimates:one"),
    View("estimate that is ready, to the officer", OFFICER_OF_DATA, READY, url="estimates:one"),
]
