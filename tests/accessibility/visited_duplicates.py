"""Two files side by side."""

from tests.accessibility.visited import View, after, at

LEAD = "hopital-centre"
ALL = at("/duplicates/")

VIEWS = [
    View("two files side by side", LEAD, after(ALL, "main a[href^='/duplicates/pairs/']"), url="duplicates:pair"),
]
