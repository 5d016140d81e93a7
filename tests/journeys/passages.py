"""What the passages of three people share: each worker in a browser of their own, and forms filled by their fields."""

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from himaya.kernel import clock
from tests.browser import visit
from tests.journeys.test_thread import Phone, enter
from tests.running import Live

MAIN = "main form .actions .btn:not(.second):not(.quiet)"
# The desk of each person in the two installations: the demo first.
DESKS: Mapping[str, tuple[str, str]] = {
    "labour": ("inspection-nord", "test-inspection"),
    "ngo": ("asso-accueil", "test-shelter"),
    "health": ("hopital-nord", "test-hospital"),
    "law": ("asso-droits", "test-lawyers"),
    "child": ("enfance-nord", "test-children"),
    "justice": ("parquet-centre", "test-prosecution"),
}


def in_days(days: int) -> str:
    """A day as a field takes it, so many days from today."""
    return (clock.today() + timedelta(days=days)).isoformat()


@dataclass
class Worker:
    """Somebody at a desk with a browser of their own; `seen` is every page they were shown, for what must not be."""

    who: str
    page: Page
    place: Live
    seen: list[str] = field(default_factory=list)

    def open(self, address: str) -> int:
        """Go to an address, through the second factor where it is asked for; returns the status."""
        answer = self.page.goto(address)
        self._proves()
        self._keep()
        return answer.status if answer is not None else 0

    def go(self, target: str, **fields: str | list[str]) -> None:
        """Fill these fields, then tap what leads on; what the page objects to is the failure."""
        self.fill(**fields)
        place = self.page.locator(target).first
        if not place.is_visible():
            place.locator("xpath=ancestor::details[1]/summary").click()
        with self.page.expect_navigation():
            place.click()
        self._proves()
        self._keep()
        assert not self.page.locator("main .errors").count(), self.page.locator("main").inner_text()

    def refused(self, target: str, **fields: str | list[str]) -> str:
        """The same where a refusal is awaited: the page with its sentence."""
        self.fill(**fields)
        place = self.page.locator(target).first
        if not place.is_visible():
            place.locator("xpath=ancestor::details[1]/summary").click()
        with self.page.expect_navigation():
            place.click()
        self._keep()
        return self.text()

    def fill(self, **fields: str | list[str]) -> None:
        """Each field by its name: a radio or a box by its value, a list by the first value it knows, else typed."""
        for name, value in fields.items():
            self._fill(name, [value] if isinstance(value, str) else value)

    def _fill(self, name: str, values: list[str]) -> None:
        place = self.page.locator(f"main [name='{name}']").first
        kind = place.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if not place.is_visible():
            with contextlib.suppress(Exception):
                place.locator("xpath=ancestor::details[1][not(@open)]/summary").click(timeout=500)
        if kind == "select":
            known = place.locator("option").evaluate_all("all => all.map(one => one.value)")
            place.select_option(next(value for value in values if value in known))
        elif kind in ("radio", "checkbox"):
            for value in values:
                self.page.locator(f"main [name='{name}'][value='{value}']").first.check()
        else:
            place.fill(values[0])

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def link(self, target: str) -> str:
        """The path behind a link of the page."""
        found = urlsplit(self.page.locator(target).first.get_attribute("href") or "")
        return found.path

    def desk(self, who: str) -> list[str]:
        """The desk of somebody, as either installation names it."""
        return list(DESKS[who])

    def _proves(self) -> None:
        if self.page.locator("[name=proof_exercise]").count():
            with self.page.expect_navigation():
                self.page.locator("[name=proof_exercise]").click()
        elif self.page.locator("main #proof_code").count():
            self.page.fill("#proof_code", self.place.code(self.page, self.place.people[self.who]))
            with self.page.expect_navigation():
                self.page.locator(MAIN).first.click()

    def _keep(self) -> None:
        self.seen.append(self.page.content())


@contextmanager
def at(browser: Browser, place: Live, who: str, *, language: str = "fr", phone: bool = False) -> Iterator[Worker]:
    """Somebody signed in at their desk, in a browser of their own."""
    with visit(browser, place.url, language=language, phone=phone) as page:
        page.goto("/")
        enter(Phone(page), place, who)
        yield Worker(who, page, place)
