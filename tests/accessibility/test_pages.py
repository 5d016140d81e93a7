"""No page has a barrier that a machine can see, in French and Arabic, on a phone and on a desk, light and dark."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, Request

from tests import sampled
from tests.accessibility.every_view import VIEWS, by_visitor
from tests.accessibility.visited import View
from tests.browser import DESK, PHONE, axe_violations, sit_at, visit
from tests.running import Live
from tests.security.test_matrix import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.capability("X5")]
WHO = [who for who, _views in by_visitor()]
# Answers that are no page of their own: redirections, pictures, what only a session in the making sees.
NO_PAGE = {
    # Nothing changes for a desk of the demo before a text is adopted: the journey of the texts looks at these.
    "changes:one",
    "casework:assess",
    "account:enrol",
    "account:factor_picture",
    "account:sign_out",
    "account:go_on",
    "account:here",
    "account:passkey",
    "account:desk",
    "account:language",
    "account:demo_desk",
    "casework:places",
    "casework:answer",
    "casework:file",
    "casework:send_on",
    # Asked of who fills in the form of a sitting that goes on: the journey of an interview looks at it.
    "interviews:finish",
    # Files for calendars.
    "tasks:feed",
    "training:calendar",
    # There from an hour before a half-day until half an hour after: the journey of trainings looks at it.
    "training:square",
    "public",
    "public_check",
    "public_rest",
    "reply:evidence",
    "roundtable:calendar",
    "roundtable:draft_export",
    "roundtable:edition_export",
    "roundtable:evidence",
    "roundtable:import_template",
    "roundtable:paper_file",
    "roundtable:picture_table",
    "monitoring:file",
    "monitoring:one_file",
    "roundtable:recommendations_export",
    "roundtable:room_now",
}


def name_of(address: str) -> str:
    """The name of an address; empty when there is none."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


# Without script a desk that was left is locked by loading its page again after a quarter of an hour: no case may lie
# open on a screen (tests/rooms/account/test_unattended.py). The rule allows that for no page.
LOCKS_ITSELF = "meta-refresh: ['meta[http-equiv=\"refresh\"]']"


def barriers(page: Page, view: View, *, plain: bool = False) -> list[str]:
    """What the rules object to, and a page wider than its window; `plain` came without script."""
    known = LOCKS_ITSELF if plain else ""
    found = [f"{view.name}: {one}" for one in axe_violations(page) if one != known]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append(f"{view.name}: wider than the window")
    return found


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    language: str
    phone: bool
    dark: bool

    def put_on(self, page: Page, base: str) -> None:
        page.context.add_cookies([{"name": "l", "value": self.language, "url": base}])
        page.set_viewport_size(PHONE if self.phone else DESK)
        page.emulate_media(color_scheme="dark" if self.dark else "light")


def stays(request: Request) -> bool:
    """True for a page that comes again the same when it is loaded again: nothing was posted on the way to it."""
    before = request.redirected_from
    return request.method == "GET" and (before is None or stays(before))


def look(live: Live, browser: Browser, who: str, views: list[View], looks: tuple[Look, Look]) -> None:
    """Each page in one of both looks, its neighbour in the other, every second pair of them without script.

    The next commit takes the other look, the one after it turns script on or off. `make night` takes both looks.
    """
    found: list[str] = []
    with visit(browser, live.url, language=looks[0].language, phone=looks[0].phone) as page:
        wire = page.context.new_cdp_session(page)
        loaded: list[Request] = []
        page.on("request", lambda asked: loaded.append(asked) if asked.is_navigation_request() else None)
        if who:
            sit_at(page, who)
        else:
            page.goto("/")
        for place, view in enumerate(views, sampled.turn(4)):
            first, second = looks if place % 2 else looks[::-1]
            # The sheet of the first line has its own way without script (tests/journeys/test_thread.py).
            plain = place // 2 % 2 == 0 and not view.deep
            wire.send("Emulation.setScriptExecutionDisabled", {"value": plain})
            first.put_on(page, live.url)
            view.reach(page)
            # For the rules, which are a script themselves: those of the page are not run any more.
            wire.send("Emulation.setScriptExecutionDisabled", {"value": False})
            found += seen(page, view, first, plain=plain)
            if sampled.NIGHT:
                found += seen(page, view, turned(page, live, second, first, again=stays(loaded[-1])))
            assert view.url in ("", name_of(urlsplit(page.url).path)), view.name
    assert found == []


def turned(page: Page, live: Live, look: Look, before: Look, *, again: bool) -> Look:
    """The same page in its other look. What was posted cannot be loaded again: it keeps its language."""
    look = look if again else replace(look, language=before.language)
    look.put_on(page, live.url)
    if again:
        page.reload()
    return look


def seen(page: Page, view: View, look: Look, *, plain: bool = False) -> list[str]:
    """The barriers of a page in a look; of a desk that nobody touched, at every second commit."""
    assert page.locator("h1").count() == 1, view.name
    assert view.fixed or page.locator("html").get_attribute("lang") == look.language, view.name
    return barriers(page, view, plain=plain) if is_held_against_the_rules(page, view) else []


def is_held_against_the_rules(page: Page, view: View) -> bool:
    """True for pages of a desk whose code changed, and for the others at every second commit."""
    desks, here = sampled.desks_touched(), name_of(urlsplit(page.url).path).partition(":")[0]
    return sampled.NIGHT or desks is None or here in desks or sampled.chosen(f"{view.who} {view.name}", 2)


# Each page gets the looks of one pair, so that it is seen in both languages, at both widths and in both schemes;
# neighbours get the other pair, so that each combination that matters is seen on half of all pages.
PAIRS = (
    (Look("fr", phone=True, dark=False), Look("ar", phone=False, dark=True)),
    (Look("fr", phone=False, dark=True), Look("ar", phone=True, dark=False)),
)


@pytest.mark.parametrize("turn", range(len(PAIRS)))
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_without_barrier(live: Live, browser: Browser, who: str, turn: int) -> None:
    look(live, browser, who, dict(by_visitor())[who][turn :: len(PAIRS)], PAIRS[turn])


def test_every_address_with_a_page_is_looked_at() -> None:
    """An address that shows a page to somebody and that no view reaches fails here."""
    reached = {view.url or name_of(view.name) for view in VIEWS}
    shown = {row.url for row in ROWS if row.method == "GET" and 200 in row.expect.values()}
    assert shown - NO_PAGE - reached == set()


def test_the_rules_find_a_barrier_that_was_planted(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.goto("/account/in/")
        page.evaluate("document.querySelector('label[for=username]').remove(); document.body.style.width = '900px'")
        found = barriers(page, VIEWS[0])
        assert any("label" in one for one in found)
        assert any("wider" in one for one in found)
