"""Nothing leaves: all that tests start runs without a way out, and works, with no report of the page policy.

Every process of Himaya that a test starts gets `tests/shut`, every browser resolves no other host, and `visit` and
`serving` fail on the first try. So each journey is a proof; here it is shown that the lock is one, and every desk's
first pages are seen.
"""

import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.browser import visit
from tests.running import Live, plain_environment

TRIES = """
import socket

def tried(work):
    try:
        work()
    except PermissionError:
        return "shut"
    except OSError as fault:
        return type(fault).__name__
    return "open"
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
with socket.create_server(("127.0.0.1", 0)) as here:
    print(tried(lambda: socket.create_connection(here.getsockname())))
print(tried(lambda: socket.socket().connect(("192.0.2.1", 80))))
print(tried(lambda: socket.getaddrinfo("host.example", 443)))
print(tried(lambda: udp.sendto(b"x", ("192.0.2.1", 53))))
"""
PAGES_OF_A_DESK = 12


def test_a_process_reaches_this_machine_and_no_other_and_its_try_is_written_down(tmp_path: Path) -> None:
    """Planted fault: `tests/shut` left out of the path."""
    env = plain_environment(EGRESS_NOTES=str(tmp_path / "notes"))
    done = subprocess.run([sys.executable, "-c", TRIES], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["open", "shut", "shut", "shut"]
    assert (tmp_path / "notes").read_text().split() == [
        *("socket.connect", "192.0.2.1"),
        *("socket.getaddrinfo", "host.example"),
        *("socket.sendto", "192.0.2.1"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("address", ["http://host.example/", "http://192.0.2.1/"])
def test_the_browser_finds_no_other_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        context.new_page().goto(address)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "fault",
    [
        "document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))",
        "document.body.append(Object.assign(document.createElement('img'), {src: 'http://host.example/a.png'}))",
    ],
)
def test_a_breach_of_the_page_policy_fails_the_visit(live: Live, browser: Browser, fault: str) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"), visit(browser, live.url) as page:
        page.goto("/")
        page.evaluate(fault)


@pytest.mark.browser
def test_everything_works_and_nothing_leaves_while_the_way_out_is_shut(live: Live, browser: Browser) -> None:
    """Planted fault: a style sheet of another host in the frame of the pages."""
    seen = 0
    for person, language in zip(live.people.values(), cycle(("ar", "fr", "en")), strict=False):
        with visit(browser, live.url, language=language) as page:
            live.sign_in(page, person)
            links = page.locator("main a[href^='/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
            for address in ["/", *dict.fromkeys(links)][:PAGES_OF_A_DESK]:
                answer = page.goto(address)
                assert answer is not None
                assert answer.status == 200, address
                seen += 1
    assert seen > 20
