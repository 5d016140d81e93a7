"""The short path in the browser: what it leaves out is out of sight, and no change of path costs an answer."""

import pytest
from playwright.sync_api import Browser, Page, expect

from himaya.instruments import catalogue, short_path
from tests.browser import axe_violations
from tests.long_form.hands import SAVED, STATE, answers, at_a_form, ready, saved

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
NAME, PLACE = "interview-adult", "p[data-place]"
FORM = next(one for one in catalogue.current() if one.name == NAME)
SHORT, WHOLE = short_path.lengths(FORM)
# Open only after an answer that nobody gives here.
LATER = {"life_in_danger", "safe_hours"}


def choose(page: Page, path: str) -> None:
    page.locator(f"[data-path] input[value={path}]").check()


def forward(page: Page, name: str) -> None:
    """Turn pages until the question is in sight."""
    for _ in range(WHOLE.screens):
        if page.locator(f"[id$='-{name}']:visible").count():
            return
        page.locator("[data-next]").click()
    raise AssertionError(name)


def back_to_the_path(page: Page) -> None:
    while page.locator("button[data-back]").is_visible():
        page.locator("button[data-back]").click()


def in_sight(page: Page) -> set[str]:
    """Every question and note of every page, by name; how a question is left goes with it."""
    seen: set[str] = set()
    while True:
        ids = page.eval_on_selector_all(
            "[data-holder] .question", "all => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.uid)"
        )
        seen |= {row.name for row in FORM.survey if row.uid in ids and not row.name.endswith("_left")}
        if not page.locator("[data-next]").is_visible():
            return seen
        page.locator("[data-next]").click()


def test_a_change_of_path_shows_and_hides_and_loses_nothing(trial: str, browser: Browser) -> None:
    """Seen red with the path not looked at, and with an answer beyond it out of sight."""
    with at_a_form(browser, trial, NAME) as page:
        expect(page.locator(PLACE)).to_have_text(f"Partie 1 sur {WHOLE.screens}")
        choose(page, "short")
        expect(page.locator(PLACE)).to_have_text(f"Partie 1 sur {SHORT.screens}")
        assert axe_violations(page) == []
        on_it = {row.name for row in FORM.survey if row.short and not row.name.endswith("_left")}
        assert in_sight(page) == on_it - LATER
        expect(page.locator("[data-end]")).to_be_visible()
        back_to_the_path(page)
        choose(page, "whole")
        expect(page.locator(PLACE)).to_have_text(f"Partie 1 sur {WHOLE.screens}")
        forward(page, "hours")
        page.locator("[id$='-hours-field']").fill("14")
        back_to_the_path(page)
        choose(page, "short")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert answers(saved(page, NAME)[-1])["/data/p5e_work/hours"] == "14"
        page.reload()
        ready(page)
        expect(page.locator(PLACE)).to_have_text(f"Partie 1 sur {SHORT.screens}")
        forward(page, "hours")
        expect(page.locator("[id$='-hours-field']")).to_have_value("14")
        assert not page.locator("[id$='-rest_day']:visible").count()
        while page.locator("[data-next]").is_visible():
            page.locator("[data-next]").click()
        page.locator("[data-end]").click()
        expect(page.locator("body")).to_contain_text('"hours": "14"')
        expect(page.locator("body")).to_contain_text('"interview_length": "short"')
