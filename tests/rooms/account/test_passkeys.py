"""Passkeys in a real browser, with the virtual authenticator that Chromium offers over its own protocol.

`visit` fails a block in which anything was refused by the content policy, a script failed, or another host was asked.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser import axe_violations, sit_at, visit
from tests.running import Live, demo_environment

pytestmark = [pytest.mark.browser, pytest.mark.capability("X4")]
DESK = "hopital-nord"
# Moves the second factor of every session an hour back, as the clock would.
AGE = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "himaya.config.settings"
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    store = SessionStore(row.session_key)
    if "proven" in store:
        store["proven"] -= 3600
        store.save()
"""


@contextmanager
def authenticator(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """A device that holds passkeys and whose holder shows a finger each time."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session, added["authenticatorId"]


def add_passkey(page: Page, name: str = "clé bleue") -> None:
    page.goto("/account/ways-in/key/")
    page.locator("#name").fill(name)
    page.locator("#make").click()
    page.wait_for_url("**/account/ways-in/")


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form[action='/account/out/'] button").click()


def test_a_passkey_is_made_and_opens_the_desk_without_a_password(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page, authenticator(page) as (session, device):
        sit_at(page, DESK)
        add_passkey(page)
        expect(page.locator("main")).to_contain_text("clé bleue")
        assert axe_violations(page) == []
        assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
        sign_out(page)
        page.goto("/account/in/?next=/casework/")
        assert axe_violations(page) == []
        page.locator("#with_key").click()
        page.wait_for_url("**/casework/")
        expect(page.locator("header .desk")).not_to_be_empty()


def test_a_passkey_confirms_a_step_that_reaches_far_and_the_form_goes_on(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page, authenticator(page):
        sit_at(page, DESK)
        add_passkey(page)
        subprocess.run([sys.executable, "-c", AGE], env=demo_environment(live.home), check=True)
        page.locator("details:has(form[action='/account/ways-in/codes/']) summary").click()
        page.locator("form[action='/account/ways-in/codes/'] button").click()
        expect(page.locator("#proof_code")).to_be_visible()
        assert axe_violations(page) == []
        page.locator("#with_key").click()
        expect(page.locator(".codes li")).to_have_count(10)
        expect(page.locator("[data-print]")).to_be_visible()


def test_a_device_without_the_key_or_without_a_finger_gets_a_sentence_and_the_code_still_does(
    live: Live, browser: Browser
) -> None:
    with visit(browser, live.url) as page, authenticator(page) as (session, device):
        sit_at(page, DESK)
        add_passkey(page)
        sign_out(page)
        session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
        page.goto("/account/in/")
        page.locator("#with_key").click()
        expect(page.locator("[data-passkey-failed]")).to_be_visible()
        expect(page.locator("#username")).to_be_visible()


def test_without_script_the_page_offers_the_code_and_no_dead_button(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, script=False) as page:
        page.goto("/account/in/")
        expect(page.locator("#with_key")).to_be_hidden()
        expect(page.locator("#code")).to_be_visible()
