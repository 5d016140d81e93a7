"""Somebody speaks of dying: asked, acted and looked again, on a phone in French and at a desk in Arabic; and a
consultation is offered and declined without anything ending by it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility.visited import SENDER
from tests.accessibility.visited_crisis import CRISIS, RUNS
from tests.browser import axe_violations, sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("D5")]
ACTS = "main section.do ol.rows li"


def go(page: Page, target: str) -> None:
    with page.expect_navigation():
        page.locator(target).first.click()


def acts(page: Page) -> list[str]:
    return [one.strip() for one in page.locator(ACTS).all_inner_texts()]


def test_on_a_phone_in_french(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="fr", phone=True) as page:
        sit_at(page, SENDER)
        RUNS(page)
        expect(page.locator("main")).to_contain_text("Quelqu’un revoit la personne au plus tard")
        pressing = acts(page)
        assert "Ne laissez pas la personne seule" in pressing[0]
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("main [name=plan][value=no]").check()
        page.locator("main [name=means][value=no]").check()
        page.fill("main #words", "Dit avoir dormi")
        go(page, "main button[value=look_again]")
        calmer = acts(page)
        assert sorted(calmer) == sorted(pressing)
        assert calmer != pressing
        # Something is missing: nothing that was typed is lost.
        page.fill("main #done_words", "Appel à la collègue")
        go(page, "main button[value=record]")
        expect(page.locator("main .errors")).to_be_visible()
        expect(page.locator("main #done_words")).to_have_value("Appel à la collègue")
        page.locator("main [name=acts][value=stay]").check()
        page.locator("main [name=stays][value=colleague]").check()
        page.locator("main [name=told][value=told]").check()
        go(page, "main button[value=record]")
        expect(page.locator("main")).to_contain_text("Appel à la collègue")
        # The same person on the same day does not end it.
        go(page, "main button[value=end]")
        expect(page.locator("main .errors")).to_contain_text("quelqu’un d’autre du guichet")
        go(page, "main nav a[href$='/first-days/']")
        page.locator("main [name=said][value=declined]").check()
        go(page, "main form[action$='/offer/'] .btn")
        expect(page.locator("main")).to_contain_text("La personne décline pour l’instant")
        assert axe_violations(page) == []


def test_at_a_desk_in_arabic(live: Live, browser: Browser) -> None:
    with visit(browser, live.url, language="ar", phone=False) as page:
        sit_at(page, SENDER)
        CRISIS(page)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("main section.do")).to_contain_text("لا تتركوا")
        expect(page.locator("main")).to_contain_text("الإسعاف الطبي")
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
