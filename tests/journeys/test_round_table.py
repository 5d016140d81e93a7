"""A new secretary and an empty cycle: convened, answered by click, mail and letter, held, decided, minuted, approved.

In French against the demo and in Arabic against a nation's installation on PostgreSQL, by the pages alone. What
is typed and tapped is counted: the whole of it must fit into half an hour of screen time.
"""

from collections.abc import Mapping

import icalendar
import pytest
from playwright.sync_api import Browser, Page, expect

from himaya.kernel import clock
from tests.browser import visit
from tests.journeys.hands import HALF_AN_HOUR, WORDS, FocalPoint, Secretary, hold
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("A2", "A3", "A6", "A8")]


def test_from_an_empty_cycle_to_approved_minutes(
    place: tuple[Live, Mapping[str, str]], browser: Browser, language: str
) -> None:
    live, seats = place
    with (
        visit(browser, live.url, language=language, phone=False) as desk,
        visit(browser, live.url, language=language, phone=True) as telephone,
    ):
        live.sign_in(desk, live.people["secretariat"])
        live.sign_in(telephone, live.people["focal"])
        secretary = Secretary(desk, language, words=WORDS[language])
        focal = FocalPoint(telephone, language, words=WORDS[language])
        for institution in seats.values():
            account = live.people["focal"] if institution == seats["click"] else ""
            secretary.designate(institution, f"Deleguee {institution}", account=account)
        cycle = secretary.open_cycle(seats)
        first = secretary.plan(cycle)
        secretary.add_point(first)
        secretary.convene(first)
        focal.answer()
        secretary.enter_answer(first, seats["mail"], "mail", "present")
        secretary.enter_answer(first, seats["letter"], "letter", "present")
        the_calendar_opens(desk, first)
        hold(secretary, first, seats)
        secretary.circulate(first)
        focal.ask_correction(first)
        secretary.settle(first)
        papers_are_made(desk, first)
        second = secretary.plan(cycle)
        secretary.convene(second)
        secretary.open_session(second)
        secretary.mark_all(second, seats)
        secretary.approve(first)
        hash_line = desk.locator("main span[dir=ltr] bdi").all_inner_texts()
        assert len("".join(hash_line).replace(" ", "")) == 64
        assert secretary.seconds() < HALF_AN_HOUR, f"{secretary.taps} taps, {secretary.letters} letters"


def the_calendar_opens(page: Page, table: str) -> None:
    """The invitation as a calendar takes it: the right hour in the nation's zone."""
    answer = page.request.get(f"{table}meeting.ics")
    assert answer.ok
    event = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")[0]
    assert event.decoded("DTSTART").astimezone(clock.here()).date() == clock.today()
    assert event.decoded("DTSTART").astimezone(clock.here()).hour == 0


def papers_are_made(page: Page, table: str) -> None:
    """The minutes side by side, as a DOCX that the worker makes while the page says how far it is."""
    page.goto(f"{table}minutes/")
    form = page.locator("main form[action$='/papers/']").first
    form.locator("select[name=mode]").select_option("both")
    with page.expect_navigation():
        form.locator("button[value=docx]").click()
    link = page.locator("main a[href$='/file/']")
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename == "minutes.docx"
