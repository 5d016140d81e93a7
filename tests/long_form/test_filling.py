"""A long form in the browser: one thing at a time, by keyboard, in three languages, without losing an answer."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_violations
from tests.long_form import hands
from tests.long_form.hands import SAVED, STATE, at_a_form, on, saved

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]


def fill_all(page: Page) -> None:
    """One answer of each kind, each on its page."""
    page.locator("#q-g1-t-field").fill("Amal & <b>co</b>")
    for name, value in (
        ("long", "deux\nlignes"),
        ("age", "17"),
        ("day", "2026-01-02"),
        ("hour", "10:30"),
        ("pay", "2.5"),
    ):
        show(page, f"q-g1-{name}")
        page.locator(f"#q-g1-{name}-field").fill(value)
    show(page, "q-g1-many")
    for box in page.locator("#q-g1-many input").all():
        box.check()
    show(page, "q-g1-one")
    page.locator("#q-g1-one-field").select_option("y")
    show(page, "q-ev-stage-line0")
    page.locator("#q-ev-stage-line0 input[value=a]").check()
    page.locator("#q-ev-k-line0 input[value=x]").check()
    page.locator("#q-ev-what-field-line0").fill("quoi")
    page.locator(".add-repeat-btn").click()
    page.locator("#q-ev-stage-line1 input[value=b]").check()


def show(page: Page, id_: str) -> None:
    """Forwards until the question is in sight."""
    for _ in range(40):
        if page.locator(f"#{id_}").is_visible():
            return
        page.locator("[data-next]").click()
    raise AssertionError(id_)


EXPECTED = {
    "/data/g1/t": "Amal & <b>co</b>", "/data/g1/long": "deux\nlignes", "/data/g1/age": "17",
    "/data/g1/day": "2026-01-02", "/data/g1/pay": "2.5", "/data/g1/many": "x y", "/data/g1/one": "y",
    "/data/ev[1]/stage": "a", "/data/ev[1]/k": "x",
    "/data/ev[1]/what": "quoi", "/data/ev[2]/stage": "b", "/data/total": "34",
}  # fmt: skip


def without_hour(xml: str) -> dict[str, str]:
    found = hands.answers(xml)
    assert found.pop("/data/g1/hour").startswith("10:30")
    return found


def test_a_change_of_language_keeps_every_answer(trial: str, browser: Browser) -> None:
    """Red when the chooser of the language stands inside the form: the record is then emptied without a word."""
    with at_a_form(browser, trial, "trial-language") as page:
        fill_all(page)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert without_hour(saved(page, "trial-language")[-1]) == EXPECTED
        page.locator("#form-languages").select_option("ar")
        expect(page.locator("form.or")).to_have_attribute("dir", "rtl")
        expect(page.locator("[data-heading]")).to_have_text("حدث")
        assert axe_violations(page) == []
        expect(page.locator("#q-ev-what-field-line0")).to_have_value("quoi")
        page.locator("#q-ev-what-field-line0").fill("ماذا")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert without_hour(saved(page, "trial-language")[-1]) == {**EXPECTED, "/data/ev[1]/what": "ماذا"}
        page.reload()
        hands.ready(page)
        page.locator("#form-languages").select_option("en")
        show(page, "q-ev-stage-line1")
        expect(page.locator("#q-ev-stage-line1 input[value=b]")).to_be_checked()


def test_the_focus_goes_to_the_heading_of_the_page_and_the_keyboard_answers(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-keys") as page:
        page.locator("[data-next]").press("Enter")
        expect(page.locator("[data-heading]")).to_be_focused()
        expect(page.locator("p[data-place]")).to_have_text("Partie 2 sur 11")
        on(page, "Étape")
        page.locator("#q-ev-stage-line0 input[value=a]").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#q-ev-stage-line0 input[value=b]")).to_be_checked()
        page.locator("#q-ev-stage-line0 [data-clear]").press("Enter")
        expect(page.locator("#q-ev-stage-line0 input:checked")).to_have_count(0)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert "<stage/>" in saved(page, "trial-keys")[-1]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_no_page_of_the_form_breaks_a_rule_of_accessibility(trial: str, browser: Browser, language: str) -> None:
    with at_a_form(browser, trial, "trial-axe", language=language) as page:
        for _ in range(11):
            assert axe_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            if page.locator("[data-next]").is_visible():
                page.locator("[data-next]").click()
        page.locator("[data-end]").click()
        expect(page.locator("[data-wrong]")).to_be_focused()
        assert axe_violations(page) == []


def test_what_is_missing_and_what_does_not_fit_is_said_at_the_question_and_in_a_list(
    trial: str, browser: Browser
) -> None:
    with at_a_form(browser, trial, "trial-wrong") as page:
        field = page.locator("#q-g1-t-field")
        expect(field).to_have_attribute("aria-required", "true")
        edge = "getComputedStyle(document.querySelector('#{}')).borderColor"
        calm = f"{edge.format('q-g1-t')} === {edge.format('q-g1-many')}"
        assert page.evaluate(calm)
        on(page, "Âge")
        age = page.locator("#q-g1-age-field")
        age.fill("500")
        age.blur()
        expect(age).to_have_attribute("aria-invalid", "true")
        expect(age).to_have_attribute("aria-describedby", "q-g1-age-constraint")
        expect(page.locator("#q-g1-age-constraint")).to_have_text("Entre 1 et 119", use_inner_text=True)
        on(page, "Étape")
        page.locator("[data-end]").click()
        links = page.locator("[data-wrong] a")
        expect(links).to_have_count(2)
        links.first.click()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        assert not page.evaluate(calm)
        field.fill("là")
        field.blur()
        expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_finished_form_is_what_was_saved_and_the_server_finds_it_true(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-end") as page:
        fill_all(page)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        draft = saved(page, "trial-end")[-1]
        with page.expect_navigation() as went:
            page.locator("[data-end]").click()
        told = went.value.json()  # type: ignore[union-attr]
        assert told["instance"] == hands.instance_id(draft)
        assert told["values"]["ev"][0]["what"] == "quoi"
        assert told["values"]["total"] == "34"


def test_what_a_closed_question_held_comes_back_when_it_opens_again_and_is_not_sent(
    trial: str, browser: Browser
) -> None:
    with at_a_form(browser, trial, "trial-closed") as page:
        fill_all(page)
        page.locator("#q-ev-stage-line0 input[value=b]").check()
        expect(page.locator("#q-ev-what-field-line0")).to_be_hidden()
        page.locator("#q-ev-stage-line0 input[value=a]").check()
        expect(page.locator("#q-ev-what-field-line0")).to_have_value("quoi")
        page.locator("#q-ev-stage-line0 input[value=b]").check()
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        page.reload()
        hands.ready(page)
        show(page, "q-ev-stage-line0")
        expect(page.locator("#q-ev-what-field-line0")).to_be_hidden()
        page.locator("#q-ev-stage-line0 input[value=a]").check()
        expect(page.locator("#q-ev-what-field-line0")).to_have_value("quoi")
        page.locator("#q-ev-stage-line0 input[value=b]").check()
        with page.expect_navigation() as went:
            page.locator("[data-end]").click()
        assert "quoi" not in went.value.json()["xml"]  # type: ignore[union-attr]


def test_a_finish_that_the_server_refuses_comes_back_with_every_answer_and_links(trial: str, browser: Browser) -> None:
    """A browser may be made to send anything: the server looks for itself."""
    with at_a_form(browser, trial, "trial-refused") as page:
        on(page, "Âge")
        page.locator("#q-g1-age-field").fill("17")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        page.evaluate(
            """xml => {
              const form = document.querySelector("[data-finish]");
              [form.elements.xml.value, form.elements.revision.value] = [xml, 1];
              form.submit();
            }""",
            saved(page, "trial-refused")[-1],
        )
        page.wait_for_url("**/finish/")
        hands.ready(page)
        link = page.locator("[data-wrong] a")
        expect(link).to_contain_text("Texte gras & co – Il manque une réponse ici.")
        assert axe_violations(page) == []
        link.click()
        expect(page.locator("#q-g1-t-field")).to_be_focused()
        page.locator("#q-g1-t-field").fill("là")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert hands.answers(saved(page, "trial-refused")[-1])["/data/g1/age"] == "17"
