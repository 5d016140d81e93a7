"""The pages of referrals deepened: a need, a partner and its link, a case that is offered, quiet files, the door."""

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, NOBODY, SENDER, View, after, at

WAITING = at("/casework/sent/?kind=waiting")
# What the desk without accounts is called in each language.
NAMES = ("Relais de nuit", "محطة الليل", "Night relay")
PARTNER = after(WAITING, ", ".join(f"main ul.rows li:has-text('{name}') a" for name in NAMES))
NEED = after(PARTNER, "main a[href*='/needs/']")
HAND_OVER = after(NEED, "main .stepper a", "main a[href$='/hand-over/']")
LINK = after(PARTNER, "main button[value=make]")


def offered(page: Page) -> None:
    """The offer as both of its desks see it."""
    HAND_OVER(page)
    page.goto(str(page.locator("main form[action*='/hand-overs/']").get_attribute("action")))


def door(page: Page) -> None:
    """Where a link leads to, before its code."""
    LINK(page)
    page.goto(page.locator("#address").input_value())


VIEWS = [
    View("sent, those that wait", SENDER, WAITING),
    View("a referral to a partner", SENDER, PARTNER),
    View("a need of two desks", SENDER, NEED, url="casework:need"),
    View("a case that is offered", SENDER, HAND_OVER, url="casework:handover"),
    View("an offer", SENDER, offered, url="casework:handover_answer"),
    View("quiet files", SENDER, at("/casework/quiet/"), url="casework:quiet"),
    View("a link, shown once", SENDER, LINK, url="casework:link", deep=True),
    View("the door of a link", SENDER, door, url="partner:door", deep=True),
    View("a link, none chosen", SENDER, after(PARTNER, MAIN), deep=True),
    View("a link that is over", NOBODY, at("/partner/done/"), url="partner:done"),
]
