"""The search of an institution as a lead and an officer see it, and two files side by side."""

from tests.accessibility.visited import View, after, at

LEAD, OFFICER = "hopital-centre", "hopitaux-donnees"
ALL = at("/duplicates/")

VIEWS = [
    View("duplicates of an institution", LEAD, ALL, url="duplicates:all"),
    View("duplicates, for the officer", OFFICER, ALL),
    View("two files side by side", LEAD, after(ALL, "main a[href^='/duplicates/pairs/']"), url="duplicates:pair"),
]
