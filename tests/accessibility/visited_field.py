"""Why a question is asked, harm that was noticed, signals from the field."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accessibility.visited import MAIN, NOBODY, QUESTIONS, SECRETARIAT, SENDER, View, after
from tests.accessibility.visited_tables import CYCLE


def why(*more: str) -> Callable[[Page], None]:
    """The reason of the first question of the first line: the link opens a page of its own, so it is followed here."""

    def reach(page: Page) -> None:
        QUESTIONS(page)
        address = page.locator("main a[href^='/why/']").first.get_attribute("href") or ""
        page.goto("".join((address, *more)))

    return reach


def signals(page: Page) -> None:
    """The signals beside the cycle of the demo nation."""
    CYCLE(page)
    page.goto(f"{page.url}signals/")


VIEWS: list[View] = [
    View("why this question", NOBODY, why(), url="why:clause"),
    View("why this question, at a desk", SENDER, why(), url="why:clause"),
    View("harm noticed", SENDER, why("harm/"), url="why:harm"),
    View("harm noticed, something missing", SENDER, after(why("harm/"), MAIN), url="why:harm"),
    View("signals from the field", SECRETARIAT, signals, url="roundtable:signals"),
]
