"""The pages of a person's rights: the list, the facts, one right, something missing in it, and a copy to keep."""

from tests.accessibility.visited import CASE, MAIN, SENDER, View, after

RIGHTS = after(CASE, "main a[href^='/rights/']")
ONE = after(RIGHTS, "main a[href$='/right/wages/']")
COPY = after(RIGHTS, "main a[href$='/copy/']")

VIEWS = [
    View("rights of a person", SENDER, RIGHTS, url="rights:of_case"),
    View("facts for their rights", SENDER, after(RIGHTS, "main a[href$='/facts/']"), url="rights:facts"),
    View("a right", SENDER, ONE, url="rights:one"),
    View("a right, something missing", SENDER, after(ONE, "main form:has(input[value=set_day]) .btn")),
    View("who looked at a file", SENDER, after(RIGHTS, "main a[href$='/readers/']"), url="rights:readers"),
    View("a copy to keep", SENDER, COPY, url="rights:copy"),
    View("a copy to keep, something missing", SENDER, after(COPY, MAIN)),
]
