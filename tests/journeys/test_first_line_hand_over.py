"""From the result to another institution's desk, signing in on the way; the receiving desk sees what was agreed."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe_violations, sit_at, visit
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C2", "E1")]
NAME = "Rahma Essaghir"


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form#sheet button[value=next]").click()


def to_summary(page: Page) -> None:
    """A sheet about an adult, offered, signed in from the sheet itself, up to the last page."""
    page.goto("/worried/labour/")
    page.locator("#region").select_option("nord")
    page.locator("main button[value=person]").click()
    page.locator("#q01-yes").check()
    go_on(page)
    page.locator("#q06-adult").check()
    page.locator("#q08-yes").check()
    page.locator("main .actions .quiet[value=result]").click()
    page.locator("main button[value=offer]").click()
    page.locator("button[formaction='/account/demo/inspection-nord/']").click()
    page.locator("#route-consent").check()
    go_on(page)
    page.locator("#service-emergency_shelter").check()
    page.locator("#urgency-soon").check()
    page.locator("#language_spoken").select_option("ary")
    page.locator("#interpreter-none").check()
    page.locator("#group-woman").check()
    go_on(page)
    page.locator("#desk-asso-accueil").check()
    go_on(page)
    page.locator("#share-needs").uncheck()
    go_on(page)
    page.locator("#contact_way-place").check()
    page.locator("#full_name").fill(NAME)
    go_on(page)
    page.locator("#same-new, #agreed-yes").first.wait_for()
    if page.locator("#same-new").count():
        page.locator("#same-new").check()
        go_on(page)


@pytest.mark.parametrize(
    ("language", "script", "phone"),
    [pytest.param("fr", True, False), ("ar", False, True)],
)
def test_a_person_is_handed_over_and_the_other_desk_sees_only_what_was_agreed(
    live: Live, browser: Browser, language: str, script: bool, phone: bool
) -> None:
    with visit(browser, live.url, language=language, script=script, phone=phone) as page:
        to_summary(page)
        go_on(page)
        assert page.locator("#errors").count() == 1
        page.locator("#agreed-yes").check()
        go_on(page)
        reference = page.locator("main .ref.number").inner_text()
        assert len(reference) == 9
        assert NAME not in page.locator("body").inner_text()
        assert page.url.startswith(f"{live.url}/hand-over/sent/")
    with visit(browser, live.url, language=language) as page:
        sit_at(page, "asso-accueil")
        page.goto("/casework/")
        assert NAME not in page.locator("body").inner_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_page_of_the_hand_over_has_a_barrier(live: Live, browser: Browser, language: str) -> None:
    with visit(browser, live.url, language=language) as page:
        seen: list[str] = []
        page.on("load", lambda _page: seen.append(page.url))
        to_summary(page)
        assert axe_violations(page) == []
        for _back in range(6):
            with page.expect_navigation():
                page.locator("main form#sheet button[value=back]").click()
            assert axe_violations(page) == [], page.locator("h1").inner_text()
        assert {url.removeprefix(live.url).split("?")[-1] for url in seen} <= {
            "/worried/labour/",
            "/hand-over/",
            "/account/demo/inspection-nord/",
        }
