"""The first sign-in of somebody new in a nation: what the administrator gave, a factor, a password of their own."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import codes
from tests.browser import axe_violations, visit
from tests.running import Live, himaya

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.capability("X4")]
OWN = "a sentence that nobody gave me"
FIELDS = "input[name=old], input[name=new], input[name=again]"


def added(env: Mapping[str, str], username: str, language: str) -> str:
    """Somebody new, by the operator's command; the first password that it showed."""
    drawn = {name: value for name, value in env.items() if name != "HIMAYA_NEW_PASSWORD"}
    words = ("account", "add", username, "--desk", "test-shelter", "--role", "front_line", "--language", language)
    found = re.search(r"First password, shown once: (\S+)", himaya(*words, env=drawn))
    assert found is not None
    return found[1]


def send(page: Page, field: str) -> None:
    with page.expect_navigation():
        page.locator(f"main form:has(input[name={field}]) button.btn").first.click()


def enter(page: Page, username: str, password: str, code: str = "") -> None:
    page.goto("/account/in/")
    for name, typed in {"username": username, "password": password, "code": code}.items():
        page.fill(f"input[name={name}]", typed)
    send(page, "password")


def choose(page: Page, old: str, new: str) -> None:
    for name, typed in {"old": old, "new": new, "again": new}.items():
        page.fill(f"input[name={name}]", typed)
    send(page, "old")


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("ar", False)])
def test_somebody_new_chooses_a_password_of_their_own(
    live_production: Live, browser: Browser, language: str, phone: bool
) -> None:
    username = f"new-{language}"
    given = added(live_production.env, username, language)
    with visit(browser, live_production.url, language=language, phone=phone) as page:
        enter(page, username, given)
        secret = page.locator("main section code").inner_text().replace(" ", "")
        page.fill("input[name=code]", codes.of(secret, codes.half_minute(page.wait_for_timeout)))
        send(page, "code")
        recovery = page.locator("ul.codes code").all_inner_texts()
        with page.expect_navigation():
            page.locator("main form button.btn:not(.second)").click()
        page.goto("/casework/")
        expect(page).to_have_url(re.compile("/account/password/$"))
        assert page.locator("nav a").count() == 0
        choose(page, given, given)
        expect(page.locator("#error")).to_be_visible()
        assert [one.input_value() for one in page.locator(FIELDS).all()] == ["", "", ""]
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        choose(page, given, OWN)
        page.goto("/casework/")
        expect(page).to_have_url(re.compile("/casework/$"))
    with visit(browser, live_production.url, language=language, phone=phone) as page:
        enter(page, username, given, recovery[0])
        expect(page.locator("#error")).to_be_visible()
        enter(page, username, OWN, recovery[0])
        page.goto("/account/password/")
        assert axe_violations(page) == []
        assert page.locator(FIELDS).count() == 3
