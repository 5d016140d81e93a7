"""The consultation on a text, what was said of it clause by clause, and the settling, in the invented country."""

from collections.abc import Iterator
from datetime import date, timedelta

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled
from tests.accessibility.visited_texts import EMPTY

FOCAL_POINT = "point-focal-droits"
DOCUMENTS = at("/round-tables/documents/")
MAIN = "main form .btn:not(.second):not(.quiet)"


def _drafts(page: Page) -> Iterator[str]:
    """The addresses of the drafts of the demo nation that are under way."""
    DOCUMENTS(page)
    links = page.locator("main a[href*='/round-tables/documents/']").all()
    for address in [str(link.get_attribute("href")) for link in links]:
        page.goto(address)
        drafts = page.locator("main h2 a[href*='/round-tables/drafts/']")
        if drafts.count():
            yield str(drafts.first.get_attribute("href"))


def consulted(page: Page) -> None:
    """The consultation on the first text of the demo nation that is under way."""
    page.goto(f"{next(_drafts(page))}consultation/")


def to_settle(page: Page) -> None:
    """The first amendment that waits to be settled."""
    for draft in _drafts(page):
        page.goto(f"{draft}consultation/said/")
        if page.locator(SETTLE).count():
            page.goto(str(page.locator(SETTLE).first.get_attribute("href")))
            return
    raise AssertionError("no amendment of the demo nation waits to be settled")


def open_round(page: Page) -> None:
    """A round on a text of one article that was begun for it."""
    article = after(filled(after(EMPTY, "main a[href*='/clauses/new/']"), "input[value=article]"), MAIN)
    after(filled(article, text_fr="Recevoir la personne."), MAIN)(page)
    draft = page.url.split("/drafts/")[1].split("/")[0]
    page.goto(f"/round-tables/drafts/{draft}/consultation/")
    last = (date.today() + timedelta(days=9)).isoformat()
    after(filled(lambda _page: None, closes_on=last), "main button[value=open]")(page)


SETTLE = "main section a[href$='/settle/']"
SAID = after(consulted, "main nav a[href$='/said/']")
AMENDMENT = after(SAID, "main section a[href*='/amendments/']:not([href$='/settle/'])")
CLAUSE = after(open_round, "main ol.rows a[href*='/clauses/']")

VIEWS: list[View] = [
    View("consultation on a text", SECRETARIAT, consulted, url="roundtable:consultation"),
    View("what was said on a text", SECRETARIAT, SAID, url="roundtable:consultation_said"),
    View(
        "comments on the whole text",
        SECRETARIAT,
        after(consulted, "main a[href$='/whole/']"),
        url="roundtable:consultation_whole",
    ),
    View("an amendment", SECRETARIAT, AMENDMENT, url="roundtable:amendment"),
    View("a comment", SECRETARIAT, after(SAID, "main section a[href*='/comments/']"), url="roundtable:comment"),
    View(
        "settling an amendment",
        SECRETARIAT,
        to_settle,
        url="roundtable:amendment_settle",
    ),
    View("consultation, to an institution", FOCAL_POINT, consulted, url="roundtable:consultation"),
    View("what was said, to an institution", FOCAL_POINT, SAID, url="roundtable:consultation_said"),
    View("an open round", SECRETARIAT, open_round, url="roundtable:consultation", deep=True),
    View("a clause in a round", SECRETARIAT, CLAUSE, url="roundtable:consultation_clause", deep=True),
    View(
        "an amendment to write, with mistakes",
        SECRETARIAT,
        after(CLAUSE, "main a[href$='/amend/replace/']", MAIN),
        url="roundtable:amend",
        deep=True,
    ),
    View(
        "a clause to add",
        SECRETARIAT,
        after(CLAUSE, "main a[href$='/amend/insert/']"),
        url="roundtable:amend",
        deep=True,
    ),
    View(
        "a stance to enter, with mistakes",
        SECRETARIAT,
        after(open_round, "main a[href*='/stances/']", MAIN),
        url="roundtable:stance",
        deep=True,
    ),
]
