"""Pages of minutes, letters and papers, and the taps that lead to them in the invented country."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urljoin
from uuid import uuid4

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, filled
from tests.accessibility.visited_tables import CYCLE, FOCAL_POINT, of_a_table

Reach = Callable[[Page], None]
MAIN = "main form .btn:not(.second):not(.quiet)"
# The second table of the invented country met 92 days ago or on the working day before, and its minutes went round five
# days later, for ten days: in the middle of them, whichever weekday it is, and when midnight comes in between.
IN_TIME = timedelta(days=84)


def beside(reach: Reach, place: str) -> Reach:
    """The address beside the one that a reach leads to."""

    def reach_on(page: Page) -> None:
        reach(page)
        page.goto(urljoin(page.url, place))

    return reach_on


APPROVED, ROUND = of_a_table(1, "minutes"), of_a_table(2, "minutes")
LETTERS = beside(CYCLE, "letters/")
NEW = beside(CYCLE, "letters/new/?kind=designation&institution=health")
LETTER = after(LETTERS, "main section:nth-of-type(1) ul.rows a")
DRAFTED = after(NEW, MAIN)
CORRECTION = after(ROUND, "main a[href$='/correction/']")


def numbered(page: Page) -> None:
    """A draft with a number that no other letter has."""
    after(filled(DRAFTED, number=uuid4().hex[:8]), MAIN)(page)


def entered(page: Page) -> None:
    """A correction that came by mail while it could, and the page that settles it."""
    day = (date.today() - IN_TIME).isoformat()
    form = filled(CORRECTION, "input[value=mail]", institution="justice", received_on=day, text="Lire dix jours.")
    after(after(form, MAIN), "main a[href^='/round-tables/minutes/corrections/']")(page)


VIEWS: list[View] = [
    View("locked minutes", SECRETARIAT, APPROVED, url="roundtable:minutes"),
    View("minutes in two languages", SECRETARIAT, after(APPROVED, "main a[href*='mode=both']"), deep=True),
    View("minutes that go round", FOCAL_POINT, ROUND, url="roundtable:minutes"),
    View("correction", SECRETARIAT, CORRECTION, url="roundtable:correction"),
    View("mistakes in a correction", SECRETARIAT, after(CORRECTION, MAIN)),
    View("settling a correction", SECRETARIAT, entered, url="roundtable:settle"),
    View("register of letters", SECRETARIAT, LETTERS, url="roundtable:letters"),
    View("letters of an institution", FOCAL_POINT, LETTERS, url="roundtable:letters"),
    View("a letter", SECRETARIAT, LETTER, url="roundtable:letter"),
    View("new letter", SECRETARIAT, NEW, url="roundtable:letter_new"),
    View("draft of a letter", SECRETARIAT, DRAFTED, url="roundtable:letter"),
    View("a letter without its number", SECRETARIAT, after(DRAFTED, MAIN), deep=True),
    View("letter to be cleared", SECRETARIAT, numbered, url="roundtable:letter", deep=True),
    View("letter that came in", SECRETARIAT, beside(CYCLE, "letters/in/"), url="roundtable:letter_in"),
    View("mistakes in a letter that came in", SECRETARIAT, after(beside(CYCLE, "letters/in/"), MAIN)),
    View("a paper", SECRETARIAT, after(LETTER, "main form button[value=docx]"), url="roundtable:paper"),
]
