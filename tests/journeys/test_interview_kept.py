"""An interview whose desk locks, and one whose server dies: nothing typed is lost, and nothing readable stays."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import sit_at, visit
from tests.journeys.test_interview import LEADER, a_case, begin, prepare, send
from tests.long_form.hands import LEFT, SAVED, STATE, UNSAVED, ready
from tests.long_form.serving import answers_within, free_port
from tests.running import Live, demo_environment

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
TYPED = "Canari parle de la maison près du puits"
# Pasted out of a word processor, with its end of line that no XML may hold.
PASTED = "Canari a compté\vles jours"
ACCOUNT = "textarea[name='/data/p4_account/account']"


@contextmanager
def in_a_sitting(browser: Browser, base: str, *, clock: bool = False, leader: str = LEADER) -> Iterator[Page]:
    """The leader of a sitting at the free account of the form."""
    with visit(browser, base, phone=False) as page:
        sit_at(page, leader)
        a_case(page)
        send(page, "main form button.btn")
        at = str(re.sub(r"prepare/$", "", page.url))
        prepare(page, at, new_interpreter=True)
        begin(page, at, first=True)
        if clock:
            page.clock.install()
            page.reload()
        to_the_account(page)
        yield page


def to_the_account(page: Page) -> None:
    ready(page)
    for _part in range(40):
        if page.locator(f"[data-holder] {ACCOUNT}:visible").count():
            return
        page.locator("[data-next]").click()
    raise AssertionError("no page of the form shows the free account")


def test_a_desk_that_locks_in_a_sitting_gives_back_every_word(live: Live, browser: Browser) -> None:
    """Red when the page is emptied before its words are sealed, or when the room does not open them again."""
    # Of another desk: the files of the first are taken by the journey beside.
    with in_a_sitting(browser, live.url, clock=True, leader="inspection-entretien") as page:
        page.route("**/interviews/*/draft/", lambda route: route.abort())
        page.locator(ACCOUNT).fill(TYPED)
        expect(page.locator(STATE)).to_have_text(UNSAVED["fr"])
        with page.expect_navigation():
            page.clock.fast_forward("15:01")
            page.clock.run_for(2_000)
        expect(page.locator("h1")).to_have_text("Votre guichet est verrouillé")
        # The emptied page says the same until the server's comes, which alone asks for a proof.
        expect(page.locator("button[name=proof_exercise]")).to_be_visible()
        left = page.evaluate(LEFT) + page.evaluate("document.documentElement.outerHTML")
        assert "unsent." in left
        assert TYPED not in left
        page.unroute("**/interviews/*/draft/")
        with page.expect_navigation():
            page.locator("button[name=proof_exercise]").click()
        to_the_account(page)
        expect(page.locator(ACCOUNT)).to_have_value(TYPED)
        page.clock.run_for(3_000)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert page.evaluate(LEFT) == "[{},{}]"


def test_a_server_that_is_killed_in_a_sitting_costs_no_word(
    prepared_store: Path, browser: Browser, tmp_path: Path
) -> None:
    """Killed at once, as when the power goes; the tab is closed too before it comes back on the same data.

    What is pasted before has a character that no record may hold; red when it is sent: then nothing is saved any more.
    """
    home = tmp_path / "home"
    shutil.copytree(prepared_store, home)
    server = Server(home)
    try:
        with in_a_sitting(browser, server.url) as page:
            page.locator(ACCOUNT).fill(PASTED)
            expect(page.locator(STATE)).to_have_text(UNSAVED["fr"])
            expect(page.locator(STATE)).to_have_text(SAVED["fr"])
            page.reload()
            to_the_account(page)
            expect(page.locator(ACCOUNT)).to_have_value("Canari a comptéles jours")
            server.kill()
            page.locator(ACCOUNT).fill(TYPED)
            expect(page.locator(f"{STATE}.late")).to_be_visible()
            left = page.evaluate(LEFT)
            assert "unsent." in left
            assert TYPED not in left
            address, context = page.url, page.context
            page.close(run_before_unload=False)
            server.start()
            again = context.new_page()
            again.goto(address)
            to_the_account(again)
            expect(again.locator(ACCOUNT)).to_have_value(TYPED)
            expect(again.locator(STATE)).to_have_text(SAVED["fr"])
            assert again.evaluate(LEFT) == "[{},{}]"
            again.reload()
            to_the_account(again)
            expect(again.locator(ACCOUNT)).to_have_value(TYPED)
    finally:
        server.kill()


class Server:
    """The pages of a demo installation at one address, that can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.url = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        words = [
            "-m",
            "gunicorn",
            "--threads",
            "8",
            "--bind",
            f"127.0.0.1:{self.port}",
            "himaya.config.wsgi:application",
        ]
        env = {
            **demo_environment(self.home),
            "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
            "HIMAYA_PAGES_ONLY": "1",
        }
        with (self.home.parent / "log").open("ab") as log:
            # A group of its own, so that its workers die with it.
            self.process = subprocess.Popen(
                [sys.executable, *words, "himaya.config.wsgi:application"],
                env=env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert answers_within(f"{self.url}/", seconds=60), (self.home.parent / "log").read_text()

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=15)
