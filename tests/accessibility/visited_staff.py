"""The pages of accounts: what is open to one, what a change of roles would do, and a way back in by two people."""

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, NOBODY, View, after, at, elsewhere, filled

# Two accounts of one institution at which no other view or journey sits: one is let back in by the other.
OPERATOR, LEAD, LOST = "technique", "action-sociale-centre", "action-sociale-sud"
ACCOUNT = after(at("/staff/"), "main ul.rows a:not([href*='/resets/'])")
ROLES, RESET, UNDER_WAY = "form[action$='/roles/'] .btn", "form[action$='/reset/'] .btn", "main a[href*='/resets/']"


def opened(page: Page, target: str) -> None:
    """The page behind a link, once it is here: a click returns while the last page can still be asked."""
    with page.expect_navigation():
        page.locator(target).first.click()


def of_account(page: Page, name: str) -> None:
    """The page of an account, on whichever page of the list it stands."""
    page.goto("/staff/")
    while not page.locator(line := f"main ul.rows a b bdi:text-is('{name}')").count():
        assert page.locator("main a[rel=next]").count(), f"no account {name}"
        opened(page, "main a[rel=next]")
    opened(page, line)


def of_the_lost(page: Page) -> None:
    """The page of the account that is to be let back in."""
    of_account(page, LOST)


def asked(page: Page) -> None:
    """A reset that was asked for a moment ago, or is asked for now."""
    of_the_lost(page)
    if page.locator(UNDER_WAY).count():
        opened(page, UNDER_WAY)
        return
    page.check("input[name=reason][value=telephone_lost]")
    with page.expect_navigation():
        page.locator(RESET).first.click()


def handed_over(page: Page) -> None:
    """The way in, shown this once to the lead who approved what the administrator asked for."""
    with elsewhere(page, OPERATOR) as other:
        of_the_lost(other)
        if other.locator(UNDER_WAY).count():
            opened(other, UNDER_WAY)
            with other.expect_navigation():
                other.locator("main button[value=stop]").click()
        asked(other)
    page.goto("/staff/")
    opened(page, UNDER_WAY)
    page.check("input[name=met]")
    with page.expect_navigation():
        page.locator("main button[value=approve]").click()


HOLDER = "enfance-nord"
QUALIFY = "main a[href$='/qualification/']"


def of_the_holder(page: Page) -> None:
    """The page of somebody who holds a qualification."""
    of_account(page, HOLDER)


QUALIFYING = after(of_the_holder, QUALIFY)
VIEWS: list[View] = [
    View(
        "back into an account, wrong",
        NOBODY,
        after(filled(at("/account/way-back/"), username="x", way="y", password="z", again="z"), MAIN),
    ),
    View("an account", OPERATOR, ACCOUNT, url="staff:account"),
    View("an account, no desk chosen", OPERATOR, after(ACCOUNT, ROLES)),
    View("what is open to an account", OPERATOR, after(ACCOUNT, "main a[href$='/view/']"), url="staff:view"),
    View(
        "what a change of roles would do",
        OPERATOR,
        after(filled(ACCOUNT, "input[value=desk_lead]", desk="inspection-sud"), ROLES),
        url="staff:roles",
    ),
    View("a reset, one's own asking", OPERATOR, asked, url="staff:reset"),
    View("the way in, this once", LEAD, handed_over, url="staff:reset"),
    View("a qualification to enter", OPERATOR, QUALIFYING, url="staff:qualify"),
    View("a qualification to enter, nothing written", OPERATOR, after(QUALIFYING, "main form .btn")),
    View(
        "a qualification, one to end",
        OPERATOR,
        after(of_the_holder, "main a[href*='/qualifications/']"),
        url="staff:qualification",
    ),
]
