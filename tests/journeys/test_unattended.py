"""Somebody leaves a screen with a file on it: after a quarter of an hour there is nothing to read, and nothing is lost.

No test waits: the browser's clock is moved (`page.clock`). `visit` fails a block at any complaint of the page policy.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_violations, sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("X4")]
DESK = "asso-accueil"
TYPED = {"fr": "Elle préfère être appelée le matin", "ar": "تفضل الاتصال بها صباحا"}
LOCKED = {"fr": "Votre guichet est verrouillé", "ar": "مكتبكم مقفل"}
NOTE, HERE = "textarea[name=question]", "**/account/here/"
# What the tab keeps, and what the page still holds: everything that somebody who opens the tools would see.
LEFT = "() => JSON.stringify([{...sessionStorage}, {...localStorage}, document.documentElement.outerHTML])"
LOCK = """token => fetch('/account/here/', {
  method: 'POST', body: new URLSearchParams({csrfmiddlewaretoken: token, lock: '1'}),
})"""


@contextmanager
def at_a_file(browser: Browser, live: Live, language: str = "fr") -> Iterator[Page]:
    """A worker at a referral that they received, with a clock that the test moves."""
    with visit(browser, live.url, language=language) as page:
        page.clock.install()
        sit_at(page, DESK)
        page.goto("/casework/")
        page.goto(str(page.locator("main a[href^='/casework/referrals/']").first.get_attribute("href")))
        unfold(page)
        yield page


def unfold(page: Page) -> None:
    page.locator(f"details:has({NOTE}) summary").click()


def leave_alone(page: Page) -> None:
    """Nobody touches anything for a quarter of an hour; the clock of a machine that slept jumps likewise."""
    page.clock.fast_forward("15:01")
    page.clock.run_for(1_500)


def unlock(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=proof_exercise]").click()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_is_emptied_and_what_was_typed_comes_back_after_the_second_factor(
    live: Live, browser: Browser, language: str
) -> None:
    """Red when the text is kept as typed, or when the server is not told to lock."""
    with at_a_file(browser, live, language) as page:
        address = page.url
        service = page.locator("h1").inner_text()
        page.fill(NOTE, TYPED[language])
        page.clock.fast_forward("14:50")
        page.clock.run_for(1_500)
        expect(page.locator(NOTE)).to_be_visible()
        with page.expect_navigation():
            leave_alone(page)
        expect(page.locator("h1")).to_have_text(LOCKED[language])
        left = page.evaluate(LEFT)
        assert TYPED[language] not in left
        assert service not in left
        assert '"kept"' in left
        assert axe_violations(page) == []
        assert page.url == address
        page.reload()
        unlock(page)
        expect(page.locator(NOTE)).to_have_value(TYPED[language])
        assert page.url == address
        assert axe_violations(page) == []
        assert page.evaluate("sessionStorage.getItem('kept')") == "{}"


def test_the_way_back_shows_nothing_while_the_desk_is_locked(live: Live, browser: Browser) -> None:
    with at_a_file(browser, live) as page:
        page.fill(NOTE, TYPED["fr"])
        with page.expect_navigation():
            leave_alone(page)
        for move in (page.go_back, page.go_forward):
            move()
            expect(page.locator("h1")).to_have_text(LOCKED["fr"])
            assert TYPED["fr"] not in page.content()


def test_a_second_tab_locks_too_stays_open_while_the_first_is_used_and_comes_back_with_it(
    live: Live, browser: Browser
) -> None:
    """Red when tabs do not speak with each other."""
    with at_a_file(browser, live) as first:
        second = first.context.new_page()
        second.goto(first.url)
        unfold(second)
        second.fill(NOTE, TYPED["fr"])
        first.clock.fast_forward("10:00")
        first.locator("h1").click()
        first.clock.fast_forward("10:00")
        first.clock.run_for(1_500)
        expect(second.locator(NOTE)).to_be_visible()
        with second.expect_navigation(), first.expect_navigation():
            leave_alone(first)
        expect(second.locator("h1")).to_have_text(LOCKED["fr"])
        unlock(first)
        expect(second.locator(NOTE)).to_have_value(TYPED["fr"])


def test_without_a_connection_nothing_can_be_read_and_nothing_is_lost(live: Live, browser: Browser) -> None:
    """Red when the page is only covered: here nothing else replaces it."""
    with at_a_file(browser, live) as page:
        page.fill(NOTE, TYPED["fr"])
        page.context.set_offline(True)
        leave_alone(page)
        expect(page.locator("main [role=alert]")).to_be_visible()
        left = page.evaluate(LEFT)
        assert TYPED["fr"] not in left
        assert "/referrals/" not in page.locator("body").inner_html()
        assert axe_violations(page) == []
        with page.expect_navigation():
            page.context.set_offline(False)
        unlock(page)
        expect(page.locator(NOTE)).to_have_value(TYPED["fr"])


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(live: Live, browser: Browser) -> None:
    """Red when a field is filled whatever stands in it now."""

    def changed(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=answer, body=answer.text().replace("</textarea>", "Leur texte</textarea>", 1))  # type: ignore[attr-defined]

    with at_a_file(browser, live) as page:
        page.fill(NOTE, TYPED["fr"])
        with page.expect_navigation():
            leave_alone(page)
        page.route(page.url, changed)
        unlock(page)
        expect(page.locator("main section[role=status] textarea")).to_have_value(TYPED["fr"])
        expect(page.locator(NOTE)).to_have_value("Leur texte")


def test_a_sheet_of_the_first_line_comes_back_at_its_question(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.clock.install()
        sit_at(page, DESK)
        page.goto("/worried/labour/")
        with page.expect_navigation():
            page.locator("main button[value=person]").click()
        page.locator("label[for=q01-yes]").click()
        question = page.locator("h1").inner_text()
        with page.expect_navigation():
            leave_alone(page)
        assert question not in page.evaluate(LEFT)
        unlock(page)
        page.wait_for_url("**/worried/labour/")
        expect(page.locator("h1")).to_have_text(question)
        expect(page.locator("#q01-yes")).to_be_checked()


def test_who_types_on_is_heard_by_the_server_and_who_is_locked_there_is_locked_here(
    live: Live, browser: Browser
) -> None:
    """Red when the beat is left out, or when its answer is not looked at."""
    with at_a_file(browser, live) as page:
        with page.expect_request(HERE) as said:
            page.fill(NOTE, TYPED["fr"])
            page.clock.run_for(61_000)
        assert "lock" not in (said.value.post_data or "")
        page.evaluate(LOCK, page.locator("[name=csrfmiddlewaretoken]").first.input_value())
        page.locator(NOTE).press("End")
        with page.expect_navigation():
            page.clock.run_for(61_000)
        unlock(page)
        expect(page.locator(NOTE)).to_have_value(TYPED["fr"])
