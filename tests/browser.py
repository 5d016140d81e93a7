"""A real browser for journeys: Debian's Chromium, driven from Python, no network but the server under test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests import codes

# The shell draws the same pages without the windows and menus of a desktop, which cost more than the pages.
_DRIVEN = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = next((one for one in _DRIVEN if one.exists()), _DRIVEN[-1])
_AXE = Axe()
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
# How often it is asked whether a page is there, and how long between, in milliseconds.
MOST_LOOKS, BETWEEN_LOOKS = 600, 50
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name and no address but this machine's is ever resolved.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """One headless browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Browser, base: str, *, language: str = "fr", phone: bool = True, script: bool = True
) -> Iterator[Page]:
    """A page of a fresh visitor. A CSP violation, a script error or a request elsewhere fails the block."""
    context: BrowserContext = browser.new_context(
        base_url=base, viewport=PHONE if phone else DESK, java_script_enabled=script, locale=language
    )
    context.add_cookies([{"name": "l", "value": language, "url": base}])
    context.add_init_script(_TELLS_WHEN_IT_LEAVES)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message.text) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if _is_elsewhere(asked.url, base) else None)
    try:
        yield page
    finally:
        context.close()
    # Said in words: what a page complained of is the whole of the failure.
    assert complaints == [], complaints


def _is_complaint(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text


def _is_elsewhere(url: str, base: str) -> bool:
    return not url.startswith((base, "data:", "about:", "blob:"))


# A click returns as soon as the browser knows of it. Whoever looks then may look at the page that is being left.
_TELLS_WHEN_IT_LEAVES = """
for (const kind of ["submit", "click"]) addEventListener(kind, event => {
    const link = kind === "click" && event.target.closest?.("a[href]:not([download]):not([target])");
    const leaves = kind === "submit" || link && link.origin === location.origin && link.pathname !== location.pathname;
    if (leaves && !event.defaultPrevented) window.leaving = true;
});
addEventListener("pageshow", () => delete window.leaving);
"""


def axe_violations(page: Page) -> list[str]:
    """What the accessibility rules object to: rule and place, nothing else. A page that is on its way is waited for."""
    _wait_until_there(page)
    page.evaluate(_AXE.axe_script)
    # What no rule objects to stays in the browser: to fetch it cost half as much as the rules.
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(told => told.violations)")
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def _wait_until_there(page: Page) -> None:
    """Asked again and again from outside: what a page waits for itself is a string that its policy forbids to run."""
    for _look in range(MOST_LOOKS):
        # The document went away while it was asked.
        with suppress(Error):
            if page.evaluate("!window.leaving && document.readyState === 'complete'"):
                return
        page.wait_for_timeout(BETWEEN_LOOKS)
    raise AssertionError(f"{page.url} is left and nothing comes")


def sit_at(page: Page, username: str) -> None:
    """Take a demo desk from the first page."""
    page.goto("/")
    button = page.locator(f"form[action='/account/demo/{username}/'] button")
    if not button.is_visible():
        page.locator("main details summary").first.click()
    with page.expect_navigation():
        button.click()


def shown_code(page: Page, _username: str) -> str:
    """The code that the exercise shows beside its field, asked for anew: the page tells that of when it was opened."""
    codes.half_minute(page.wait_for_timeout)
    again = html.fromstring(page.request.get(page.url).text())
    (shown,) = again.xpath("//*[@id='code']/following-sibling::*[@class='hint']//bdi")
    return str(shown.text_content())


def prove(page: Page, code: Callable[[], str], go_on: Callable[[], None]) -> None:
    """Fill in a code and go on. Where its five seconds were not enough for a busy machine, once more with the next."""
    for _turn in range(2):
        page.fill("#code", code())
        go_on()
        if not page.locator("#code-error").count():
            return
