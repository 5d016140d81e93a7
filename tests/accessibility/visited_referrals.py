"""The pages of referrals deepened: a need, a partner and its link, a case that is offered, quiet files, the door."""

from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, SENDER, View, after, at

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


def paper(page: Page) -> None:
    """The questions before a paper, of the newest referral whose reference opens something."""
    at("/casework/sent/")(page)
    for sent in page.locator("main ul.rows a[href^='/casework/referrals/']").all():
        where = f"{sent.get_attribute('href')}paper/"
        if page.request.get(urljoin(page.url, where)).ok:
            page.goto(urljoin(page.url, where))
            return
    raise AssertionError("no sent referral of the demo nation has a paper")


def advised(page: Page) -> None:
    """What is advised, and what the person wishes."""
    paper(page)
    for name in ("finds", "harm"):
        page.locator(f"main input[name={name}][value=yes]").check()
    page.locator("main button[value=advise]").click()


VIEWS = [
    View("before a paper with a reference", SENDER, paper, url="casework:paper"),
    View("a paper, what is advised", SENDER, advised, url="casework:paper", deep=True),
    View("sent, those that wait", SENDER, WAITING),
    View("a referral to a partner", SENDER, PARTNER),
    View("a need of two desks", SENDER, NEED, url="casework:need"),
    View("a case that is offered", SENDER, HAND_OVER, url="casework:handover"),
    View("an offer", SENDER, offered, url="casework:handover_answer"),
    View("a link, shown once", SENDER, LINK, url="casework:link", deep=True),
    View("the door of a link", SENDER, door, url="partner:door", deep=True),
    View("a link, none chosen", SENDER, after(PARTNER, MAIN), deep=True),
]
