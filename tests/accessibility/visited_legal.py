"""The pages of the law, in the invented country; a demand goes from hand to hand in sessions of its own."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.accessibility.visited import (
    MAIN,
    OFFICER_OF_DATA,
    SENDER,
    View,
    after,
    at,
    elsewhere,
    filled,
    proven,
    reference_of_a_file,
)

# Of the institution of SENDER.
OFFICER, COUNSEL = "inspection-donnees", "inspection-conseil"
OF_ONE = "main ul.rows a"
OPEN = "main form:has([name=verb][value=open]) .btn"
TO_ANSWER = at("/legal/requests/to-answer/")


def recorded(page: Page) -> None:
    """A demand about the first file of SENDER, written down by the officer of their institution."""
    reference = reference_of_a_file(page)
    filled(
        at("/legal/demands/new/"),
        asker="prosecution",
        power="prosecutor_order",
        aim="proceed",
        who="X",
        asked="Y",
        file=reference,
    )(page)
    with page.expect_navigation():
        page.locator(MAIN).first.click()


def decided(page: Page) -> None:
    """The same, advised by counsel and decided: what the desk is to prepare."""
    with elsewhere(page, OFFICER) as officer:
        recorded(officer)
        address = urlsplit(officer.url).path
        with elsewhere(page, COUNSEL) as counsel:
            counsel.goto(address)
            counsel.check("input[name=advice][value=give_less]")
            counsel.fill("form:has([value=advise]) textarea", "Z")
            with counsel.expect_navigation():
                counsel.click("form:has([value=advise]) .btn")
        officer.goto(address)
        for part in ("dates", "answers"):
            officer.check(f"input[name=parts][value={part}]")
        officer.fill("#decide-text", "Z")
        with officer.expect_navigation():
            officer.click("form:has([value=decide]) .btn")
    page.goto("/legal/demands/to-prepare/")


LEAD_OF_HOSPITAL, OFFICER_OF_HOSPITAL = "hopital-centre", "hopitaux-donnees"
FIRST_EXPORT, LAST_EXPORT = "main .rows li:first-child a", "main .rows li:last-child a"


def to_prepare(page: Page) -> None:
    """A question whose answer is not prepared yet: the list is in the order of days, and one is released already."""
    proven(after(TO_ANSWER, OF_ONE))(page)
    TO_ANSWER(page)
    for address in page.locator(OF_ONE).evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        page.goto(address)
        if page.locator(OPEN).count():
            return


VIEWS: list[View] = [
    View("an entry of the register, nothing typed", OFFICER_OF_DATA, after(at("/legal/write/authorisation/"), MAIN)),
    View("a new demand, nothing typed", OFFICER_OF_DATA, after(at("/legal/demands/new/"), MAIN)),
    View("a demand", OFFICER, recorded, url="legal:demand"),
    View("a demand to prepare", SENDER, after(decided, OF_ONE), url="legal:prepare"),
    View("a demand prepared", SENDER, after(decided, OF_ONE, MAIN)),
    View("a new question, nothing typed", OFFICER_OF_DATA, after(at("/legal/requests/new/"), MAIN)),
    View("a question", OFFICER_OF_DATA, after(at("/legal/requests/"), OF_ONE), url="legal:request"),
    View("a question to answer", SENDER, proven(after(TO_ANSWER, OF_ONE)), url="legal:answer"),
    View("a question to answer, opened", SENDER, after(to_prepare, OPEN)),
    View("a new export, nothing typed", LEAD_OF_HOSPITAL, after(at("/legal/exports/new/"), MAIN)),
    View("an export to fetch", LEAD_OF_HOSPITAL, after(at("/legal/exports/"), FIRST_EXPORT), url="legal:export"),
    View("an export to decide", OFFICER_OF_HOSPITAL, after(at("/legal/exports/"), LAST_EXPORT), url="legal:export"),
]
