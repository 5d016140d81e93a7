"""Exchange with other systems: counting in the words of a standard, and taking in a file of one."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page

from himaya.adapters import sheets
from tests.accessibility.visited import MAIN, View, after, at

LEAD = "hopital-centre"
TAKE, COUNT = "/exchange/take/", "/exchange/counted/"
BEFORE = "main ul.rows a[href^='/exchange/taken/']"
FINE = {"con_Consent": "TRUE", "prs_First_Name": "Invented Person", "prs_Gender": "Feminine", "cas_Status": "Active"}
ADDRESS = FINE | {"prs_MailingStreet": "Invented street"}
FAULTY = FINE | {"prs_Gender": "Woman", "prs_Birthdate": "1999"}


def counted(page: Page) -> None:
    """The files of the year, counted."""
    page.goto(COUNT)
    page.locator("main select[name=purpose]").select_option("count_in_standard")
    with page.expect_navigation():
        page.locator(MAIN).click()


def chosen(row: dict[str, str], *buttons: str) -> Callable[[Page], None]:
    """A file of one row, and these buttons one after another: each time the file is chosen again."""

    def reach(page: Page) -> None:
        body = sheets.as_csv(list(row), [list(row.values())])
        page.goto(TAKE)
        for button in buttons:
            page.locator("#file").set_input_files(FilePayload(name="file.csv", mimeType="text/csv", buffer=body))
            page.locator("main input[name=basis][value=agreed]").check()
            with page.expect_navigation():
                page.locator(f"main button[value={button}]").click()

    return reach


def taken(page: Page) -> None:
    """What a file brought; in another language it was taken in already."""
    page.goto(TAKE)
    if not page.locator(BEFORE).count():
        chosen(FINE, "look", "take")(page)
    after(at(TAKE), BEFORE)(page)


VIEWS: list[View] = [
    View("counts, no purpose said", LEAD, after(at(COUNT), MAIN)),
    View("counts, made", LEAD, counted),
    View("a file of the standard, nothing chosen", LEAD, after(at(TAKE), "main button[value=look]")),
    View("a file of the standard with faults", LEAD, chosen(FAULTY, "look")),
    View("a file of the standard with columns that nothing keeps", LEAD, chosen(ADDRESS, "look", "take")),
    View("a file of the standard that can be taken in", LEAD, chosen(FINE, "look")),
    View("what a file brought", LEAD, taken, url="exchange:taken"),
]
