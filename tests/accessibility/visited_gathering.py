"""A list that is read in, what is grouped, and what is planned for it, in the invented country."""

import re
from datetime import date

from playwright.sync_api import FilePayload, Page

from tests.accessibility.visited import SECRETARIAT, View, after, at, filled

IMPORT, CLUSTERS, ACTIONS = (
    at(f"/round-tables/{place}/") for place in ("recommendations/import", "clusters", "follow-up-actions")
)
MAIN = "main form .btn:not(.second):not(.quiet)"
# Two that are ready, one with a fault, one that says what the first says.
LIST = """Recommandation;Recommandation en arabe;Chef de file;Échéance
Former les inspecteurs du travail de chaque région au premier entretien;تكوين مفتشي الشغل في كل جهة;Barreau;2031-12-31
Ouvrir un fonds d’aide au retour volontaire;إحداث صندوق للعودة الطوعية;;
Publier les chiffres;;;un jour
Former au premier entretien les inspecteurs du travail de chaque région;;;
"""


def read(page: Page) -> None:
    """A list that was read, row by row."""
    filled(IMPORT, source_kind="upr")(page)
    page.locator("#file").set_input_files(FilePayload(name="list.csv", mimeType="text/csv", buffer=LIST.encode()))
    with page.expect_navigation():
        page.locator(MAIN).first.click()


def imported(page: Page) -> None:
    """The same, in the register."""
    read(page)
    leave = page.locator("main input[name=twins][value=take]")
    if leave.count():
        leave.check()
    with page.expect_navigation():
        page.locator("main button[value=confirm]").click()


def numbers(page: Page) -> str:
    """The numbers of the first two that came from it."""
    imported(page)
    found = page.locator("main ul.rows .ref").all_inner_texts()
    return ", ".join(re.sub(r"\D", "", one) for one in found[:2])


def grouped(page: Page) -> None:
    """A cluster of two."""
    wanted = numbers(page)
    page.goto(f"/round-tables/clusters/?numbers={wanted}")
    filled(lambda _page: None, title_fr="Premier entretien", title_ar="المقابلة الأولى")(page)
    with page.expect_navigation():
        page.locator("#form .btn").click()
    with page.expect_navigation():
        page.locator("main h2 a[href*='/clusters/']").first.click()


def planned(page: Page) -> None:
    """An action that serves a cluster, late from tomorrow on."""
    grouped(page)
    with page.expect_navigation():
        page.locator("main a[href*='/follow-up-actions/?numbers']").click()
    filled(lambda _page: None, text="Former trente inspecteurs", entity="Barreau", due_on=date.today().isoformat())(
        page
    )
    with page.expect_navigation():
        page.locator("#plan .btn").click()


VIEWS: list[View] = [
    View("mistakes in a list", SECRETARIAT, after(IMPORT, MAIN), url="roundtable:recommendations_import"),
    View("a list that was read", SECRETARIAT, read, url="roundtable:import_batch"),
    View("a list in the register", SECRETARIAT, imported, url="roundtable:import_batch", deep=True),
    View("what resembles each other", SECRETARIAT, at("/round-tables/clusters/?suggest=yes"), deep=True),
    View("mistakes in a cluster", SECRETARIAT, after(CLUSTERS, "#form .btn"), url="roundtable:clusters"),
    View("a cluster", SECRETARIAT, grouped, url="roundtable:cluster", deep=True),
    View("follow-up actions", SECRETARIAT, planned, url="roundtable:follow_up_actions", deep=True),
    View("mistakes in an action", SECRETARIAT, after(ACTIONS, "#plan .btn"), url="roundtable:follow_up_actions"),
    View(
        "a follow-up action",
        SECRETARIAT,
        after(planned, "main ul.rows a[href*='/follow-up-actions/']"),
        url="roundtable:follow_up_action",
        deep=True,
    ),
]
