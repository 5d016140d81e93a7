"""The first line to its result, and the answer to a referral, by the keyboard alone; and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility.every_view import VIEWS
from tests.accessibility.visited import ADULT, RECEIVER
from tests.browser import sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("X5")]
# Where the focus is, and whether somebody can see that it is there.
HERE = "document.activeElement.matches(%r)"
VISIBLE = """() => {
  const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
  const around = one.closest('label') || one;
  const ring = [one, around].some(it => {
    const style = getComputedStyle(it);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  return ring && box.width > 0 && look.visibility === 'visible';
}"""
MOST_TABS = 120


class Keys:
    """Somebody without a mouse; every stop of the focus must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: str) -> None:
        """Tab until the focus is there."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(HERE % target):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(VISIBLE), f"the focus is lost before {target}"
        pytest.fail(f"{target} cannot be reached by Tab")

    def press(self, target: str, key: str = "Enter") -> None:
        """Reach it, press it, and arrive."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, name: str, value: str) -> None:
        """Into the group of answers, then to this one by the arrows."""
        self.reach(f"input[name={name}]")
        for _ in range(12):
            if self.page.evaluate(HERE % f"input[value={value}]:checked"):
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{value} of {name} cannot be chosen by the arrows")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_first_line_reaches_its_result_by_keyboard(live: Live, browser: Browser, language: str) -> None:
    with visit(browser, live.url, language=language, phone=False) as page:
        keys = Keys(page)
        page.goto("/worried/")
        page.keyboard.press("Tab")
        assert page.evaluate(HERE % "a.skip")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        keys.press("main a[href='/worried/labour/']")
        keys.press("main button[value=person]")
        keys.choose("q01", "yes")
        keys.press("form#sheet .actions button[value=next]")
        keys.choose("q06", "adult")
        keys.choose("q08", "yes")
        keys.press("form#sheet .actions .quiet[value=result]", "Space")
        expect(page.locator("main button[value=refuse]")).to_be_visible()
        keys.reach("main button[value=refuse]")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url("**/account/leave/")


def test_a_referral_is_answered_by_keyboard(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="ar", phone=False) as page:
        sit_at(page, RECEIVER)
        page.goto("/casework/")
        waiting = page.locator("main li:has(.chip.wait, .chip.late) a[href^='/casework/referrals/']").first
        page.goto(waiting.get_attribute("href") or "")
        keys = Keys(page)
        keys.reach("details:has(form[action$='/ask/']) > summary")
        page.keyboard.press("Enter")
        keys.reach("textarea[name=question]")
        page.keyboard.type("؟")
        keys.press("form[action$='/ask/'] button")
        expect(page.locator("[role=status]").first).to_be_visible()


@pytest.mark.night
@pytest.mark.parametrize(("language", "turn"), [("fr", 0), ("ar", 1)])
def test_every_page_can_be_reached_without_javascript(live: Live, browser: Browser, language: str, turn: int) -> None:
    """What htmx does in place comes as a page of its own; the way is the same. Each language sees every second page.

    By day half of the pages are reached so while they are looked at for barriers (test_pages.py).
    """
    for who in dict.fromkeys(view.who for view in VIEWS):
        mine = [view for view in VIEWS if view.who == who and not view.name.startswith("/") and not view.deep][turn::2]
        if not mine:
            continue
        with visit(browser, live.url, language=language, script=False) as page:
            if who:
                sit_at(page, who)
            for view in mine:
                view.reach(page)
                assert page.locator("h1").count() == 1, view.name


def test_the_result_is_the_same_page_with_and_without_javascript(live: Live, browser: Browser) -> None:
    said = []
    for script in (True, False):
        with visit(browser, live.url, language="ar", script=script) as page:
            ADULT(page)
            said.append(page.locator("main").inner_text())
    assert said[0] == said[1]
