"""A recommendation's reports and evidence, the links to answer by, and their desk, in the invented country."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import NOBODY, SECRETARIAT, View, after, at
from tests.browser import sit_at

LINKS = at("/round-tables/reply-links/")
TO_ONE, TO_PROGRESS = "main ul.rows a[href*='/recommendations/']", "main a[href$='/progress/']"


def shelf(state: str) -> Callable[[Page], None]:
    """The progress of the first recommendation of the demo in a state."""
    return after(at(f"/round-tables/recommendations/?state={state}"), TO_ONE, TO_PROGRESS)


UNDER_WAY, VERIFIED = shelf("in_progress"), shelf("verified")
REPORT = after(UNDER_WAY, "main ul.rows a[href*='/progress-reports/']")
WITHDRAWN = after(VERIFIED, "main a[href$='/withdraw/']")


def make(page: Page, institution: str) -> None:
    """A link for a delegate of an institution who speaks; whoever only validates gets none."""
    LINKS(page)
    options = page.locator("main select[name=who] option").evaluate_all("all => all.map(one => one.value)")
    for value in (one for one in options if one.startswith(f"{institution}:")):
        LINKS(page)
        if not page.locator("#role").is_visible():
            page.locator("main summary").first.click()
        page.locator("main select[name=who]").select_option(value)
        page.locator("main select[name=role]").select_option("speaking")
        with page.expect_navigation():
            page.locator("main button[value=make]").click()
        if page.locator("main [role=status]").count():
            return


def first_lead(page: Page) -> str:
    """Who leads the first recommendation under way."""
    UNDER_WAY(page)
    options = page.locator("main select[name=who] option").evaluate_all("all => all.map(one => one.value)")
    return str(next(one for one in options if one.startswith("i:"))).removeprefix("i:")


def made(page: Page) -> None:
    """The page of links, with one that opens."""
    make(page, first_lead(page))


def desk(page: Page) -> None:
    """The desk of a link, which needs no account: the secretariat makes it, and its address is opened elsewhere."""
    sit_at(page, SECRETARIAT)
    made(page)
    address = page.locator("main input[readonly]").first.input_value()
    page.context.clear_cookies(name="s")
    page.goto(address)


VIEWS: list[View] = [
    View("a reply link that opens", SECRETARIAT, made, url="roundtable:reply_links", deep=True),
    View("mistakes in a reply link", SECRETARIAT, after(LINKS, "main button[value=make]")),
    View("progress of a recommendation", SECRETARIAT, UNDER_WAY, url="roundtable:progress"),
    View("mistakes in a report", SECRETARIAT, after(UNDER_WAY, "main button[value=hand_in]")),
    View("mistakes in evidence", SECRETARIAT, after(UNDER_WAY, "#give .btn"), url="roundtable:evidence_add"),
    View("progress report", SECRETARIAT, REPORT, url="roundtable:progress_report"),
    View("evidence to withdraw", SECRETARIAT, WITHDRAWN, url="roundtable:evidence_withdraw"),
    View("desk of a reply link", NOBODY, desk, url="reply:desk", deep=True),
    View("at a reply link", NOBODY, after(desk, "main ul.rows a[href^='/reply/']"), url="reply:one", deep=True),
]
