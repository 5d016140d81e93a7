"""The first line on a phone survives what happens to a phone: back, a reload, another page, minutes in the pocket."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from himaya.kernel import clock, keys
from himaya.web.frontline import token
from tests.browser import BETWEEN_LOOKS, MOST_LOOKS, PHONE, axe_violations, sit_at, visit
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C1")]
KEPT = "() => sessionStorage.getItem('sheet')"
CANARY = "assault_pregnancy"
# Whatever a script or somebody with the phone could find beside what is on the screen.
TRACES = "() => JSON.stringify([{...sessionStorage}, {...localStorage}, history.state, location.href, document.cookie])"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])


def at(page: Page, number: int) -> None:
    """Wait for that page of questions."""
    expect(page.locator("main .stepper")).to_contain_text(f"{number}")
    expect(page.locator(f"[data-place='ask.{number - 1}']")).to_have_count(1)


def on(page: Page) -> None:
    page.locator("form#sheet .actions .btn").first.click()


def tick(page: Page, choice: str) -> None:
    """Tick, and wait until the tab keeps it."""
    before = page.evaluate(KEPT)
    page.locator(f"#{choice}").check()
    for _look in range(MOST_LOOKS):
        # Asked from outside: what a page waits for itself is a string that its policy forbids to run.
        if page.evaluate(KEPT) != before:
            return
        page.wait_for_timeout(BETWEEN_LOOKS)
    raise AssertionError("what was ticked is not kept")


def two_pages(page: Page) -> None:
    """The first page filled in and sent, the second one with a tick that was not sent yet."""
    page.goto("/worried/")
    page.locator("main a[href='/worried/health/']").click()
    page.locator("main button[value=person]").click()
    at(page, 1)
    for choice in ("q01-yes", f"q03-{CANARY}"):
        tick(page, choice)
    on(page)
    at(page, 2)
    tick(page, "q06-adult")


def as_it_was(page: Page, number: int) -> None:
    at(page, number)
    for choice in (("q01-yes", f"q03-{CANARY}"), ("q06-adult",))[number - 1]:
        expect(page.locator(f"#{choice}")).to_be_checked()


def nothing_kept(page: Page) -> None:
    assert page.evaluate(KEPT) is None
    assert set(page.evaluate("() => history.state") or {}) <= {"page", "sheet"}


def as_if_never_begun(page: Page) -> None:
    """The page before the first question, word for word as whoever never answered anything finds it."""
    expect(page.locator("main form[data-begins]")).to_be_visible()
    nothing_kept(page)
    assert page.evaluate("() => history.state") is None
    assert page.locator("input:checked").count() == 0
    fresh = page.context.new_page()
    fresh.goto("/worried/health/")
    assert page.locator("body").inner_text() == fresh.locator("body").inner_text()
    fresh.close()


@LANGUAGES
def test_back_reload_and_another_page_lose_no_answer(live: Live, browser: Browser, language: str) -> None:
    with visit(browser, live.url, language=language) as page:
        two_pages(page)
        page.go_back()
        as_it_was(page, 1)
        page.go_back()
        expect(page.locator("main form[data-begins]")).to_be_visible()
        page.go_forward()
        as_it_was(page, 1)
        page.reload()
        as_it_was(page, 1)
        page.go_forward()
        as_it_was(page, 2)
        page.reload()
        as_it_was(page, 2)
        page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
        as_it_was(page, 2)
        page.goto("/")
        page.go_back()
        as_it_was(page, 2)
        assert page.locator("html").get_attribute("lang") == language
        assert axe_violations(page) == []
        assert CANARY not in page.evaluate(TRACES)
        assert "q03" not in page.evaluate(TRACES)
        assert page.url == f"{live.url}/worried/health/"
        # Nor does anything but the page itself say it: the history has a number for each page and a random name.
        assert page.evaluate("() => Object.keys(history.state)") == ["page", "sheet"]


@LANGUAGES
def test_the_result_the_refusal_and_the_way_out_leave_nothing_in_the_tab(
    live: Live, browser: Browser, language: str
) -> None:
    with visit(browser, live.url, language=language) as page:
        two_pages(page)
        page.locator("form#sheet button[value=result]").click()
        expect(page.locator("main button[value=refuse]")).to_be_visible()
        nothing_kept(page)
        # While the page itself is there, going back to a question is no loss.
        page.go_back()
        as_it_was(page, 2)
        page.go_forward()
        page.locator("main button[value=print]").click()
        expect(page.locator("[data-print]")).to_be_visible()
        page.go_back()
        page.locator("main button[value=refuse]").click()
        expect(page.locator("main button[value=confirm]")).to_be_visible()
        nothing_kept(page)
        page.locator("main button[value=confirm]").click()
        page.wait_for_url("**/refused/")
        nothing_kept(page)
        page.go_back()
        as_if_never_begun(page)
    with visit(browser, live.url, language=language) as page:
        two_pages(page)
        page.locator("[data-quick-exit]").click()
        page.wait_for_url("**/account/leave/")
        nothing_kept(page)
        page.go_back()
        as_if_never_begun(page)


def test_another_tab_a_copied_one_and_a_browser_that_was_closed_show_nothing(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        two_pages(page)
        held = page.evaluate(KEPT)
        other = page.context.new_page()
        other.goto("/worried/health/")
        assert other.evaluate(KEPT) is None
        # What a browser does that copies a tab, or opens yesterday's: the same storage, the same history.
        copy = page.context.new_page()
        copied(copy, held, live.url)
        expect(copy.locator("main form[data-begins]")).to_be_visible()
        nothing_kept(copy)
        as_it_was(page, 2)
        cookies = [one for one in page.context.cookies() if one["name"] == "l"]
        context: BrowserContext = browser.new_context(base_url=live.url)
        context.add_cookies(cookies)  # type: ignore[arg-type]
        copy = context.new_page()
        copied(copy, held, live.url)
        as_if_never_begun(copy)
        context.close()


def copied(page: Page, held: str, base: str) -> None:
    page.goto("/worried/health/")
    page.evaluate(
        """held => {
            sessionStorage.setItem('sheet', held);
            history.replaceState({ page: 2, sheet: JSON.parse(held).tab }, '');
        }""",
        held,
    )
    page.reload()


@LANGUAGES
def test_after_five_minutes_it_is_asked_first_and_a_new_situation_lets_go(
    live: Live, browser: Browser, language: str
) -> None:
    with visit(browser, live.url, language=language) as page:
        page.clock.install()
        two_pages(page)
        page.clock.fast_forward("05:10")
        expect(page.locator("[data-continue]")).to_be_visible()
        expect(page.locator("main")).to_be_hidden()
        assert page.locator("input[type=radio]:visible").count() == 0
        assert axe_violations(page) == []
        page.locator("[data-continue]").click()
        as_it_was(page, 2)
        page.clock.fast_forward("05:10")
        page.locator("[data-anew]").click()
        page.wait_for_url("**/worried/")
        nothing_kept(page)


@LANGUAGES
@pytest.mark.parametrize(("minutes", "opens"), [(6, True), (31, False)])
def test_a_tab_that_lay_in_the_pocket_asks_when_it_is_loaded_again(
    live: Live, browser: Browser, language: str, minutes: int, opens: bool
) -> None:
    with visit(browser, live.url, language=language) as page:
        two_pages(page)
        grow_older(page, live, minutes)
        page.reload()
        expect(page.locator("main h1")).to_be_visible()
        if not opens:
            return as_if_never_begun(page)
        expect(page.locator("main button[value=continue]")).to_be_visible()
        assert axe_violations(page) == []
        assert page.locator("input[type=radio]").count() == 0
        page.locator("main button[value=continue]").click()
        as_it_was(page, 2)
        page.go_back()
        as_it_was(page, 1)
    return None


@LANGUAGES
def test_a_page_that_lay_open_for_half_an_hour_is_gone_with_its_answers(
    live: Live, browser: Browser, language: str
) -> None:
    """Red when the page only covers itself: "Continue" showed the answers however long it had lain there."""
    with visit(browser, live.url, language=language) as page:
        page.clock.install()
        two_pages(page)
        page.clock.fast_forward("29:50")
        expect(page.locator("[data-continue]")).to_be_visible()
        page.clock.fast_forward("00:20")
        as_if_never_begun(page)
        page.go_back()
        as_if_never_begun(page)


@LANGUAGES
@pytest.mark.parametrize("held", ["next", "keep"])
def test_an_answer_that_comes_after_the_way_out_shows_keeps_and_opens_nothing(
    live: Live, browser: Browser, language: str, held: str
) -> None:
    """A page was asked for, or a tick is being sealed, when somebody leaves; the answer comes afterwards. Red when the
    way out does not give up what is asked for: the tick put the seal back into the tab."""
    with visit(browser, live.url, language=language) as page:
        two_pages(page)
        seal = page.evaluate(KEPT)
        ended: list[str] = []
        waiting: list[Route] = []
        page.on("requestfailed", lambda one: ended.append(one.url))
        page.on("requestfinished", lambda one: ended.append(one.url))
        page.route("**/worried/health/", lambda route: waiting.append(route) if _posts(route) else route.continue_())
        if held == "next":
            page.locator("form#sheet .actions .btn").first.click(no_wait_after=True)
        else:
            page.locator("#q06-child").check()
        wait_for(page, lambda: waiting)
        # The way out itself waits too, so that the page which is left is still there when the late answer comes.
        leaving: list[Route] = []
        page.route("**/account/leave/", lambda route: leaving.append(route))
        page.locator("[data-quick-exit]").click(no_wait_after=True)
        wait_for(page, lambda: leaving)
        with suppress(Error):  # The browser has given it up.
            waiting[0].continue_()
        wait_for(page, lambda: f"{live.url}/worried/health/" in ended)
        leaving[0].continue_()
        page.wait_for_url("**/account/leave/")
        page.unroute_all()
        assert page.evaluate(KEPT) is None
        page.go_back()
        as_if_never_begun(page)
        # Nor does the seal of before open anything for whoever wrote it down.
        copied(page, seal, live.url)
        as_if_never_begun(page)


def _posts(route: Route) -> bool:
    return route.request.method == "POST"


def wait_for(page: Page, there: Callable[[], object]) -> None:
    for _look in range(MOST_LOOKS):
        if there():
            return
        page.wait_for_timeout(BETWEEN_LOOKS)
    raise AssertionError("it did not come")


def test_two_sheets_in_one_tab_are_not_mixed_up(live: Live, browser: Browser) -> None:
    """Red when the history counts pages only: page 1 of the first sheet and of the second are the same number."""
    with visit(browser, live.url) as page:
        two_pages(page)
        page.goto("/worried/labour/")
        page.locator("main button[value=person]").click()
        at(page, 1)
        tick(page, "q01-no")
        page.go_back()
        expect(page.locator("main form[data-begins]")).to_be_visible()
        page.go_back()
        # The first sheet gave way to the second: its pages show nothing, and not those of the other.
        as_if_never_begun_but_kept(page)
        page.go_forward()
        page.go_forward()
        at(page, 1)
        expect(page.locator("#q01-no")).to_be_checked()


def as_if_never_begun_but_kept(page: Page) -> None:
    expect(page.locator("main form[data-begins]")).to_be_visible()
    assert page.url.endswith("/worried/health/")
    assert page.locator("input:checked").count() == 0


def test_a_refusal_by_another_page_is_shown_and_nothing_is_sent_twice(live: Live, browser: Browser) -> None:
    """Red when a page without our script is opened by sending the form once more: what writes would write twice."""
    with visit(browser, live.url) as page:
        two_pages(page)
        page.context.clear_cookies(name="c")
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
        on(page)
        expect(page.locator("form#sheet")).to_have_count(0)
        assert page.locator("main h1").is_visible()
        assert len(sent) == 1


def grow_older(page: Page, live: Live, minutes: int) -> None:
    """Seal what the tab keeps anew, as it would have been sealed some minutes ago."""
    (form,) = [one["value"] for one in page.context.cookies() if one["name"] == "c"]
    with override_settings(SECRET_KEY=keys.web_secret(live.home / "keys")):
        kept = json.loads(page.evaluate(KEPT))
        sheet, _age = token.unseal_kept(kept["kept"], f"{form}|")
        with clock.stopped(clock.now() - timedelta(minutes=minutes)):
            kept["kept"] = token.seal_kept(sheet, f"{form}|")
    page.evaluate("kept => sessionStorage.setItem('sheet', kept)", json.dumps(kept))


@LANGUAGES
def test_a_link_within_the_page_loses_neither_the_page_nor_what_was_chosen(
    live: Live, browser: Browser, language: str
) -> None:
    """Seen red with the browser's own step to a mark: it is a page of the history without a number, so the first page
    was asked for and put in place of the one that stood there."""
    with visit(browser, live.url, language=language) as page:
        page.goto("/worried/health/")
        page.locator("#region").select_option("nord")
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        past_the_head(page)
        assert page.locator("#region").input_value() == "nord"
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('main') !== null")
        page.locator("main button[value=person]").click()
        at(page, 1)
        tick(page, "q01-yes")
        asked.clear()
        past_the_head(page)
        at(page, 1)
        expect(page.locator("#q01-yes")).to_be_checked()
        assert (asked, page.url) == ([], f"{live.url}/worried/health/")
        page.go_back()
        expect(page.locator("main form[data-begins]")).to_be_visible()


def past_the_head(page: Page) -> None:
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_without_a_connection_the_page_says_so_and_keeps_what_stands_there(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        two_pages(page)
        page.context.set_offline(True)
        on(page)
        expect(page.locator("[role=alert]")).to_be_visible()
        expect(page.locator("#q06-adult")).to_be_checked()
        page.context.set_offline(False)
        on(page)
        at(page, 3)


def test_without_scripts_the_pages_go_on_and_say_what_back_may_cost(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="fr", script=False) as page:
        page.goto("/worried/health/")
        assert "JavaScript n’est pas actif" in page.locator("main").inner_text()
        page.locator("main button[value=person]").click()
        assert "JavaScript n’est pas actif" in page.locator("main").inner_text()
        page.locator("#q01-yes").check()
        on(page)
        page.locator("form#sheet button[value=back]").click()
        assert page.locator("#q01-yes").is_checked()


def refused_at_the_door(page: Page) -> None:
    page.locator("#username").fill("nobody")
    page.locator("#password").fill("wrong")
    page.locator("#password").press("Enter")
    expect(page.locator("#error")).to_be_visible()


def test_the_page_of_signing_in_goes_back_to_the_result_and_never_asks_to_send_again(
    live: Live, browser: Browser
) -> None:
    with visit(browser, live.url, language="ar") as page:
        two_pages(page)
        page.locator("form#sheet button[value=result]").click()
        page.locator("main button[value=offer]").click()
        expect(page.locator("#username")).to_be_visible()
        page.go_back()
        expect(page.locator("main button[value=offer]")).to_be_visible()
        nothing_kept(page)
        page.go_forward()
        expect(page.locator("#username")).to_be_visible()
        # The page says that the answers are kept, and so they are: loaded again, and after a wrong password.
        page.reload()
        expect(page.locator("#username")).to_be_visible()
        assert CANARY not in page.evaluate(TRACES)
        refused_at_the_door(page)
        page.locator("form#sheet button[value=result]").click()
        expect(page.locator("main button[value=offer]")).to_be_visible()
        page.go_back()
        expect(page.locator("[data-place=sign_in]")).to_have_count(1)
        page.go_forward()
        expect(page.locator("main button[value=offer]")).to_be_visible()
        nothing_kept(page)
        page.locator("main button[value=change]").click()
        as_it_was(page, 2)


def test_the_hand_over_goes_back_page_by_page(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="fr") as page:
        sit_at(page, "inspection-nord")
        page.goto("/worried/labour/")
        page.locator("#region").select_option("nord")
        page.locator("main button[value=person]").click()
        page.locator("#q06-adult, #q01-yes").first.check()
        page.locator("form#sheet button[value=result]").click()
        page.locator("main button[value=offer]").click()
        page.locator("#route-consent").check()
        on(page)
        page.locator("#service-emergency_shelter").check()
        page.locator("#urgency-soon").check()
        page.go_back()
        expect(page.locator("#route-consent")).to_be_checked()
        page.go_forward()
        expect(page.locator("#urgency-soon")).to_be_checked()
        page.reload()
        expect(page.locator("main p.card.say[role=status]")).to_be_visible()
        expect(page.locator("#route-consent")).to_be_visible()
        page.go_back()
        expect(page.locator("#route-consent")).to_be_visible()
        page.go_back()
        expect(page.locator("main button[value=offer]")).to_be_visible()
        nothing_kept(page)
