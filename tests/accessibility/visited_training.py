"""Trainings: the plan and its lines, sessions held, of today and to come, tests, certificates, awareness."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at

TRAINER, FOCAL, HOLDER = "formation", "point-focal-sante", "point-focal-asso"
HOME, NEEDS = at("/training/"), at("/training/needs/")
PLAN = after(HOME, "main ul.rows a[href^='/training/plans/']")
SESSIONS = "main ul.rows a[href^='/training/sessions/']"
LINES = "main a[href^='/training/lines/']:not([href$='/results/'])"
ASSESSMENTS = "main ul.rows a[href^='/training/needs/']"
FORMS = "main ul.rows a[href^='/training/forms/']"
ENTRY, CERTIFICATES = "main a[href$='/entry/']", "main a[href$='/certificates/']"
ACTIVITIES = "main ul.rows a[href^='/training/awareness/']"
NEW_ACTIVITY = "main a[href^='/training/awareness/lines/']"
LIST = [{"name": "list.csv", "mimeType": "text/csv", "buffer": b"name,function\nYasmine Qortobia,Accueil\n"}]


def one_of(reach: Callable[[Page], None], links: str, sign: str, *, via: str = "") -> Callable[[Page], None]:
    """On from the first page behind one of the links (or `via` below it) that shows `sign`."""

    def reach_on(page: Page) -> None:
        reach(page)
        found = page.locator(links).evaluate_all("all => all.map(one => one.getAttribute('href'))")
        for address in dict.fromkeys(found):
            page.goto(f"{address}{via}")
            place = page.locator(sign).first
            if place.count():
                page.goto(str(place.get_attribute("href")))
                return
        raise AssertionError(f"nothing behind {links} shows {sign}")

    return reach_on


def ending(word: str) -> str:
    """A link of the page that ends so."""
    return f"main a[href$='/{word}/']"


def open_test(page: Page) -> None:
    """The test that is open today, at the address which the trainer reads out."""
    HOME(page)
    found = page.locator(SESSIONS).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for address in dict.fromkeys(found):
        page.goto(f"{address}tests/")
        read_out = page.locator("main p > span[dir=ltr]")
        if read_out.count():
            page.goto(read_out.first.inner_text())
            return
    raise AssertionError("no test is open")


def sent_test(page: Page) -> None:
    """What is said after the answers were sent."""
    open_test(page)
    page.goto(f"{page.url}sent/")


def to_check(page: Page) -> None:
    """One that nobody looked at yet, on the page of its line."""
    ACTIVITY(page)
    one_of(after(lambda _page: None, "main p.lead a[href^='/training/lines/']"), ACTIVITIES, ending("check"))(page)


def read_list(page: Page) -> None:
    """A list that was read and waits to be taken in."""
    FILE(page)
    page.locator("main input[type=file]").set_input_files(LIST)
    with page.expect_navigation():
        page.locator("main form .btn").first.click()


OPEN_DAY = one_of(HOME, SESSIONS, ending("1"))
TESTS = one_of(HOME, SESSIONS, ending("tests"))
FILE = one_of(HOME, SESSIONS, ending("people/list"), via="people/")
RESULTS = one_of(HOME, SESSIONS, ending("results"), via="tests/")
ACTIVITY = one_of(PLAN, LINES, ACTIVITIES)

VIEWS: list[View] = [
    View("a form of a test", SECRETARIAT, after(at("/training/forms/"), FORMS), url="training:form"),
    View("needs of an institution", FOCAL, after(NEEDS, ASSESSMENTS), url="training:need"),
    View("the plan of a year", SECRETARIAT, PLAN, url="training:plan"),
    View("how far needs are covered", SECRETARIAT, after(PLAN, ending("coverage")), url="training:coverage"),
    View("a line of the plan", SECRETARIAT, after(PLAN, LINES), url="training:line"),
    View("results of a line", SECRETARIAT, one_of(PLAN, LINES, ending("results")), url="training:line_results"),
    View("practice before and after", SECRETARIAT, one_of(PLAN, LINES, ending("effect")), url="training:practice"),
    View("a session", SECRETARIAT, after(HOME, SESSIONS), url="training:session"),
    View("tests of a session", TRAINER, TESTS, url="training:tests"),
    View("sheets are entered", SECRETARIAT, one_of(HOME, SESSIONS, ENTRY, via="tests/"), url="training:entry"),
    View("slips with codes", TRAINER, one_of(HOME, SESSIONS, ending("slips"), via="tests/"), url="training:slips"),
    View("what the tests show", TRAINER, RESULTS, url="training:results"),
    View("who takes part", TRAINER, one_of(HOME, SESSIONS, ending("people")), url="training:people"),
    View("a half-day", TRAINER, OPEN_DAY, url="training:half_day"),
    View("certificates of a session", TRAINER, one_of(HOME, SESSIONS, CERTIFICATES), url="training:certificates"),
    View("a test is taken", TRAINER, open_test, url="training:test"),
    View("a test was sent", TRAINER, sent_test, url="training:test_sent"),
    View("names from a file", FOCAL, FILE, url="training:import_read"),
    View("names from a file, read", FOCAL, read_list, url="training:import"),
    View("awareness, shown", HOLDER, ACTIVITY, url="training:activity"),
    View("awareness is planned", HOLDER, one_of(PLAN, LINES, NEW_ACTIVITY), url="training:activity_new"),
    View("awareness is checked", HOLDER, to_check, url="training:activity_check"),
]
