"""Documents, drafts clause by clause, their preview and what was adopted, in the invented country."""

from itertools import count

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled
from tests.accessibility.visited_tables import CYCLE

NUMBERS = count(1)
FOCAL_POINT = "point-focal-droits"
MAIN = "main form .btn:not(.second):not(.quiet)"
DOCUMENTS = at("/round-tables/documents/")
DOCUMENT = after(DOCUMENTS, "main ul.rows a[href*='/round-tables/documents/']")
DRAFT = after(DOCUMENT, "main h2 a[href*='/round-tables/drafts/']")
EDITION = after(DOCUMENT, "main ul.rows a[href*='/round-tables/editions/']:not([href$='/changes/'])")
CLAUSE = after(DRAFT, "main article a[href*='/clauses/']:not([href*='/new/'])")
QUESTION = after(DRAFT, "main article:has(details) a[href*='/clauses/']:not([href*='/new/'])")
NEW = after(DRAFT, "main article a[href*='/clauses/new/']")
PREVIEW = after(DRAFT, "main nav a[href$='/preview/']")


def fresh(page: Page) -> None:
    """A document of the demo nation's cycle in which nobody wrote yet."""
    title = f"Fiche {next(NUMBERS)}"
    CYCLE(page)
    page.goto(f"{page.url}documents/")
    after(filled(lambda _page: None, title_fr=title, title_ar=title, kind="procedure"), MAIN)(page)
    after(lambda _page: None, f"main a[href*='/round-tables/documents/']:text-is('{title}')")(page)


def to_missing(page: Page) -> None:
    """What is missing as a page of its own: with a script it comes into the draft by itself."""
    DRAFT(page)
    page.goto(f"{page.url.rstrip('/')}/missing/")


BEGIN = after(fresh, "main a[href$='/begin/']")
EMPTY = after(filled(BEGIN, "input[value=empty]"), MAIN)

VIEWS: list[View] = [
    View("a text with its editions", SECRETARIAT, DOCUMENT, url="roundtable:document"),
    View("a draft clause by clause", SECRETARIAT, DRAFT, url="roundtable:draft"),
    View("a clause to write", SECRETARIAT, QUESTION, url="roundtable:clause"),
    View("mistakes in a clause", SECRETARIAT, after(filled(QUESTION, text_fr="", text_ar="", text_en=""), MAIN)),
    View("the kind of a new clause", SECRETARIAT, NEW, url="roundtable:clause_new"),
    View("mistakes in a new clause", SECRETARIAT, after(filled(NEW, "input[value=question]"), MAIN, MAIN)),
    View("what stands before the table", SECRETARIAT, to_missing, url="roundtable:draft_missing"),
    View("forms of a draft", SECRETARIAT, PREVIEW, url="roundtable:draft_preview"),
    View(
        "a form as the officer will see it",
        SECRETARIAT,
        after(PREVIEW, "main ul.rows a"),
        url="roundtable:draft_preview_form",
    ),
    View("an adopted text", SECRETARIAT, EDITION, url="roundtable:edition"),
    View(
        "what an edition changed",
        SECRETARIAT,
        after(EDITION, "main a[href$='/changes/']"),
        url="roundtable:edition_changes",
    ),
    View("a form of an edition", SECRETARIAT, after(EDITION, "main ul.rows a"), url="roundtable:edition_form"),
    View("a draft, to an institution", FOCAL_POINT, DRAFT, url="roundtable:draft"),
    View("a clause, to an institution", FOCAL_POINT, CLAUSE, url="roundtable:clause"),
    View("what a text begins from", SECRETARIAT, BEGIN, url="roundtable:draft_begin", deep=True),
    View("mistakes in a beginning", SECRETARIAT, after(BEGIN, MAIN), deep=True),
    View("an empty draft", SECRETARIAT, EMPTY, url="roundtable:draft", deep=True),
    View("a spreadsheet to read in", SECRETARIAT, after(BEGIN, "main a[href$='/import/']"),
         url="roundtable:draft_import", deep=True),
    View("no spreadsheet", SECRETARIAT, after(BEGIN, "main a[href$='/import/']", MAIN), deep=True),
]  # fmt: skip
