"""The register of recommendations and one of them in several states, in the invented country."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled
from tests.accessibility.visited_tables import of_a_table

FOCAL_POINT = "point-focal-droits"
REGISTER, NEW = "/round-tables/recommendations/", at("/round-tables/recommendations/new/")
MAIN = "main form .btn:not(.second):not(.quiet)"
TO_ONE = "main ul.rows a[href*='/recommendations/']"
AT_TABLE = of_a_table(1, "recommendations")


def in_state(state: str) -> Callable[[Page], None]:
    """The first recommendation of the demo in a state."""
    return after(at(f"{REGISTER}?state={state}"), TO_ONE)


ENTERED = after(filled(NEW, text_fr="Publier les chiffres chaque année"), MAIN)
SAY_NOTHING = "main details:has([name=grade_note]) button"

VIEWS: list[View] = [
    View("no recommendation matches", SECRETARIAT, at(f"{REGISTER}?q=xyz&source=audit")),
    View("mistakes in a recommendation", SECRETARIAT, after(NEW, MAIN), url="roundtable:recommendation_new"),
    View("recommendation being formulated", SECRETARIAT, ENTERED, url="roundtable:recommendation", deep=True),
    View(
        "changing a recommendation",
        SECRETARIAT,
        after(ENTERED, "main a[href$='/edit/']"),
        url="roundtable:recommendation_edit",
        deep=True,
    ),
    View("recommendation under way", SECRETARIAT, in_state("in_progress"), url="roundtable:recommendation"),
    View("mistakes in a grade", SECRETARIAT, after(in_state("in_progress"), SAY_NOTHING)),
    View("recommendation verified", SECRETARIAT, in_state("verified"), url="roundtable:recommendation"),
    View("recommendations of a table", SECRETARIAT, AT_TABLE, url="roundtable:table_recommendations"),
    View("mistakes at a table", SECRETARIAT, after(AT_TABLE, MAIN), url="roundtable:table_recommendations"),
    View("recommendation, to an institution", FOCAL_POINT, after(at(REGISTER), TO_ONE)),
]
