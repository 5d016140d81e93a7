"""What the browser tests of long forms do again and again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from playwright.sync_api import Browser, Page, expect

from tests.browser import sit_at, visit

DESK = "asso-accueil"
STATE, READY = "p[data-state]", "[data-ready]"
SAVED = {"fr": re.compile(r"^Enregistré à \d\d:\d\d\.$"), "ar": re.compile(r"^تم الحفظ في \d\d:\d\d\.$")}
UNSAVED = {"fr": re.compile(r"^Pas encore enregistré, depuis"), "ar": re.compile(r"^لم يُحفظ بعد، منذ")}
# Everything that somebody who opens the tools would find in this browser.
LEFT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"


@contextmanager
def at_a_form(
    browser: Browser, base: str, name: str, *, language: str = "fr", clock: bool = False, phone: bool = True
) -> Iterator[Page]:
    """A worker at the trial page of a form, opened and ready."""
    with visit(browser, base, language=language, phone=phone) as page:
        if clock:
            page.clock.install()
        sit_at(page, DESK)
        page.goto(f"/trial/{name}/")
        ready(page)
        yield page


def ready(page: Page) -> None:
    expect(page.locator(READY)).to_be_attached()


def on(page: Page, text: str) -> None:
    """Turn pages until one shows these words."""
    for _ in range(60):
        if page.locator("[data-holder] [data-current]").get_by_text(text, exact=False).first.is_visible():
            return
        page.locator("[data-next]").click()
    raise AssertionError(f"no page shows {text}")


def saved(page: Page, name: str) -> list[str]:
    """What the server has of a draft."""
    found: Any = page.request.get(f"/trial/{name}/seen/").json()
    return list(found["saved"])


def answers(xml: str) -> dict[str, str]:
    """Path -> text of every filled leaf, without what the device fills in itself."""
    root = etree.fromstring(xml.encode())
    tree, found = root.getroottree(), {}
    for one in root.iter():
        text = (one.text or "").strip()
        path = re.sub(r"\*|\w+:", "", tree.getpath(one)) if "}" not in str(one.tag) else etree.QName(one).localname
        if not len(one) and text and etree.QName(one).localname not in ("start", "end", "today", "instanceID"):
            found[path] = text
    return found


def instance_id(xml: str) -> str:
    return re.findall(r"<(?:\w+:)?instanceID>([^<]+)<", xml)[0]


def cut(page: Page, name: str) -> None:
    """Nothing reaches the draft's address any more, from no tab."""
    page.context.route(f"**/trial/{name}/draft/", lambda route: route.abort())


def mend(page: Page, name: str) -> None:
    page.context.unroute(f"**/trial/{name}/draft/")
