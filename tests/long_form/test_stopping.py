"""An answer at which the form stops: not while it is typed, then at once, with every word and a way on."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import axe_violations
from tests.long_form.hands import SAVED, STATE, at_a_form, ready, saved
from tests.long_form.site import STOP, STOPS

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
FIELD = "#q-g1-t-field"


def test_the_form_stops_once_the_field_is_left_and_keeps_what_was_typed(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-stops") as page:
        page.locator(FIELD).press_sequentially(STOPS)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        expect(page.locator("[data-stop]")).to_be_hidden()
        expect(page.locator(FIELD)).to_be_enabled()
        page.locator(FIELD).blur()
        expect(page.locator("[data-stop]")).to_be_visible()
        expect(page.locator("[data-stop] a")).to_have_attribute("href", STOP.go)
        expect(page.locator(FIELD)).to_be_disabled()
        expect(page.locator(FIELD)).to_have_value(STOPS)
        expect(page.locator("[data-finish]")).to_be_hidden()
        assert STOPS in saved(page, "trial-stops")[-1]
        assert axe_violations(page) == []


def test_a_page_that_hears_of_it_late_sends_what_was_typed_before_once(trial: str, browser: Browser) -> None:
    """Two windows: in the other one the answer was given."""
    with at_a_form(browser, trial, "trial-stops-late") as page:
        other = page.context.new_page()
        other.goto("/trial/trial-stops-late/")
        ready(other)
        page.locator(FIELD).fill(STOPS)
        page.locator(FIELD).blur()
        expect(page.locator("[data-stop]")).to_be_visible()
        other.locator(FIELD).fill("les miens")
        expect(other.locator("[data-stop]")).to_be_visible()
        expect(other.locator(FIELD)).to_have_value("les miens")
        # Its revision is an old one: the person says what stands, and nothing of the other's is overwritten unasked.
        expect(other.locator("[data-conflict]")).to_be_visible()


def test_the_parts_of_a_long_form_lead_to_their_first_pages(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "long") as page:
        page.locator("[data-outline] summary").click()
        links = page.locator("[data-outline] a")
        expect(links).to_have_count(20)
        links.nth(7).click()
        expect(page.locator("[data-heading]")).to_have_text("Question 70")
        expect(page.locator("[data-heading]")).to_be_focused()
        expect(page.locator("[data-outline] a[aria-current]")).to_have_text("Question 70")
        assert axe_violations(page) == []
