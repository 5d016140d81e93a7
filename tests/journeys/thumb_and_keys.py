"""Two ways of working through the same pages: a thumb on a telephone, and a keyboard with nothing beside it.

Every page that is opened fits the width of its window.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ElementHandle, Locator

from tests.browser import visit
from tests.journeys.passages import Worker
from tests.journeys.test_text_becomes_form import FRESH, MOST_TABS, THERE
from tests.journeys.test_thread import Phone, enter
from tests.running import Live

# What a thumb needs, in pixels: the target itself, or the lines that a link in words stands on.
SMALLEST = 24
ROOM = """one => {
  const box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const line = look.display === 'inline' ? parseFloat(look.lineHeight) : 0;
  return Math.min(box.width, Math.max(box.height, line));
}"""
# Where a day or an hour was put into a sentence that was not made for it.
FAULTS = ("de aujourd", "de hier", "de avant-hier")
WHOLE = "[...document.querySelectorAll('.lang button')].every(one => one.offsetHeight < 48)"
FITS = "document.documentElement.scrollWidth <= innerWidth"


class Walker(Worker, ABC):
    """Somebody who fills forms and goes on; how a thing is pressed, ticked, picked and typed differs."""

    def go(self, target: str, /, form: str = "main", **fields: str | list[str]) -> None:
        self._send(target, form, fields)
        self._proves()
        self._keep()
        assert not self.page.locator("main .errors").count(), self.page.locator("main").inner_text()

    def refused_at(self, target: str, /, form: str = "main", **fields: str | list[str]) -> str:
        """The same where a refusal is awaited: the page with its sentence, past the second factor where it is asked."""
        self._send(target, form, fields)
        self._proves()
        self._keep()
        return self.text()

    def _send(self, target: str, form: str, fields: Mapping[str, str | list[str]]) -> None:
        self.fill_in(form, **fields)
        place = self.unfolded(self.page.locator(target).first)
        # On the way there the address may change by its mark: that is not the page that is waited for.
        self.reach(place)
        with self.page.expect_navigation():
            self.press(place)

    def fill_in(self, form: str, **fields: str | list[str]) -> None:
        for name, said in fields.items():
            values = [said] if isinstance(said, str) else said
            first = self.page.locator(f"{form} [name='{name}']").first
            kind = first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind in ("radio", "checkbox"):
                for value in values if kind == "checkbox" else [self.known(form, name, values)]:
                    one = self.page.locator(f"{form} [name='{name}'][value='{value}']").first
                    self.tick(self.unfolded(one))
            elif kind == "select":
                self.pick(self.unfolded(first), values)
            else:
                self.write(self.unfolded(first), values[0])

    def known(self, form: str, name: str, values: list[str]) -> str:
        """The first of these answers that this installation has."""
        return next(one for one in values if self.page.locator(f"{form} [name='{name}'][value='{one}']").count())

    def unfolded(self, place: Locator) -> Locator:
        """What is folded is unfolded first, from the outside in."""
        while not place.is_visible():
            closed = place.locator("xpath=ancestor::details[not(@open)]").first
            self.press(closed.locator("summary").first)
        return place

    @abstractmethod
    def reach(self, place: Locator) -> None:
        """Be where it can be pressed."""

    @abstractmethod
    def press(self, place: Locator) -> None:
        """Press a link, a button or a summary."""

    @abstractmethod
    def tick(self, place: Locator) -> None:
        """Choose a box or a circle."""

    @abstractmethod
    def pick(self, place: Locator, values: list[str]) -> None:
        """Choose of a list."""

    @abstractmethod
    def write(self, place: Locator, text: str) -> None:
        """Write into a field, in place of what stands there."""

    def _keep(self) -> None:
        super()._keep()
        assert self.page.evaluate(FITS), f"{self.page.url} is wider than its window"
        assert self.page.evaluate(WHOLE), "a word of a button in the bar is broken"
        assert not [fault for fault in FAULTS if fault in self.seen[-1]], self.page.url


class Thumb(Walker):
    """Taps, each on something that is large enough for one."""

    def reach(self, place: Locator) -> None:
        assert place.evaluate(ROOM) >= SMALLEST, f"too small for a thumb: {place}"

    def press(self, place: Locator) -> None:
        self.reach(place)
        place.click()

    def tick(self, place: Locator) -> None:
        around = place.locator("xpath=ancestor::label")
        assert around.evaluate("one => getComputedStyle(one).display") == "flex", "a box lies on its words"
        if not place.is_checked():
            self.press(around)
        assert place.is_checked()

    def pick(self, place: Locator, values: list[str]) -> None:
        place.select_option(next(one for one in values if one in options(place)))

    def write(self, place: Locator, text: str) -> None:
        place.click()
        place.fill(text)


class Keys(Walker):
    """Tab from stop to stop, past the head of the page by its first link; Enter, Space and arrows."""

    def reach(self, place: Locator) -> None:
        self._stop_at(place)

    def press(self, place: Locator) -> None:
        self.reach(place)
        self.page.keyboard.press("Enter")

    def tick(self, place: Locator) -> None:
        found = self._stop_at(place)
        if place.is_checked():
            return
        self.page.keyboard.press("Space")
        for _ in range(15):
            if found.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{place} cannot be chosen by the keyboard")

    def pick(self, place: Locator, values: list[str]) -> None:
        known = options(place)
        wanted = next(one for one in values if one in known)
        self._stop_at(place)
        self.page.keyboard.press("Home")
        for _ in known:
            if place.input_value() == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{wanted} cannot be chosen by the arrows")

    def write(self, place: Locator, text: str) -> None:
        self._stop_at(place)
        if place.get_attribute("type") == "date":
            year, month, day = text.split("-")
            text = f"{month}{day}{year}"
        else:
            self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _stop_at(self, place: Locator) -> ElementHandle:
        wanted = place.element_handle()
        if self.page.evaluate(FRESH, wanted):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.matches('a.skip')"):
                self.page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            if self.page.evaluate(THERE, wanted):
                return wanted
            self.page.keyboard.press("Tab")
        pytest.fail(f"{place} cannot be reached by Tab")


def options(place: Locator) -> list[str]:
    found: list[str] = place.locator("option").evaluate_all("all => all.map(one => one.value)")
    return found


@contextmanager
def walking(browser: Browser, place: Live, who: str, *, language: str) -> Iterator[Walker]:
    """Somebody signed in: with a telephone in French, at a desk with a keyboard in Arabic."""
    phone = language == "fr"
    with visit(browser, place.url, language=language, phone=phone) as page:
        page.goto("/")
        enter(Phone(page), place, who)
        yield (Thumb if phone else Keys)(who, page, place)
