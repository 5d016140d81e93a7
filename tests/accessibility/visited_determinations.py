"""The pages of a decision: the chain, asking, reading back, telling, a review, the body's desk, the register."""

from playwright.sync_api import Page

from tests.accessibility.found import showing
from tests.accessibility.visited import MAIN, SECRETARIAT, SENDER, View, after, at, filled

BODY = "parquet-centre"
CHAIN = "main nav a[href^='/determinations/cases/']"
# The file on which a decision was told, whose chain offers a review; and the one on which a request waits.
decided = showing("main a[href$='/again/']", onward=CHAIN)
waiting = showing("main input[name=request]", onward=CHAIN)


def asking(page: Page) -> None:
    """The sheet of the next step, begun by the reasoning."""
    decided(page)
    page.goto(f"{page.url}ask/identified/")


AGAIN = after(decided, "main a[href$='/again/']")
TOLD = after(decided, "main a[href$='/told/']")
ALL = at("/determinations/")
# Legal counsel of another association, asked to read one sheet.
ELSEWHERE, ASKED = "asso-droits", at("/determinations/advice/")
# The file of the desk that asked them.
elsewhere = showing("main input[value=take_back_counsel]", onward=CHAIN)
VIEWS = [
    View("what was decided of a person", SENDER, decided, url="determinations:of_case"),
    View("a request that waits for a body", SENDER, waiting),
    View("asking a body", SENDER, asking, url="determinations:ask"),
    View("a review of a decision", SENDER, AGAIN, url="determinations:again"),
    View("a review, something missing", SENDER, after(filled(AGAIN, wishes=""), "main button[value=read]")),
    View("what the body reads", SENDER, after(AGAIN, "main button[value=read]")),
    View("telling the person", SENDER, TOLD, url="determinations:told"),
    View("telling, something missing", SENDER, after(TOLD, MAIN)),
    View("notes on acts under threat", SENDER, after(decided, "main a[href$='/note/']"), url="determinations:note"),
    View(
        "notes, something missing", SENDER, after(after(decided, "main a[href$='/note/']"), "main button[value=draft]")
    ),
    View("a request at its body", BODY, after(ALL, "main .rows a"), url="determinations:request"),
    View("a request, something missing", BODY, after(after(ALL, "main .rows a"), MAIN)),
    View("a sheet that waits for counsel of another desk", "asso-accueil", elsewhere),
    View("sheets that wait for counsel", ELSEWHERE, ASKED, url="determinations:advised"),
    View("a sheet at counsel of another desk", ELSEWHERE, after(ASKED, "main .rows a"), url="determinations:advice"),
    View("a decision at its body", BODY, after(ALL, "main section:last-of-type .rows a")),
    View(
        "who decides, something missing",
        SECRETARIAT,
        after(at("/determinations/bodies/"), "main button[value=propose]"),
    ),
]
