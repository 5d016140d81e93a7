"""Pages that are found by what they show: files of one day stand in an order without meaning, new at each start."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

FILES = "main ul.rows a[href^='/casework/cases/']:not([href$='/mine/'])"
# Where each was found on each server, so that a desk's files are walked once and not for every page.
_FOUND: dict[tuple[str, ...], str] = {}


def showing(sign: str, *, onward: str, listed: str = "/casework/cases/", links: str = FILES) -> Callable[[Page], None]:
    """By a list and the link `onward` from one of its lines, to the first page that shows `sign`."""

    def reach(page: Page) -> None:
        key = (urlsplit(page.url).netloc, listed, onward, sign)
        if key in _FOUND:
            page.goto(_FOUND[key])
            if page.locator(sign).count():
                return
        page.goto(listed)
        for address in _addresses(page, links):
            page.goto(address)
            for further in _addresses(page, onward)[:1]:
                page.goto(further)
                if page.locator(sign).count():
                    _FOUND[key] = page.url
                    return
        raise AssertionError(f"nothing that {listed} lists shows {sign}")

    return reach


def _addresses(page: Page, links: str) -> list[str]:
    found = page.locator(links).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(found))
