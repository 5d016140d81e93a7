"""Two hours without a lost word: a line that breaks, a tab that dies, a desk that locks, two who write at once.

No test waits: the browser's clock is moved where time matters. Each form has an address and a draft of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe_violations, sit_at
from tests.long_form import hands
from tests.long_form.hands import LEFT, SAVED, STATE, UNSAVED, at_a_form, cut, mend, ready, saved

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
FIELD = "#q-g1-t-field"
TYPED = {"fr": "Elle parle de la maison près du puits", "ar": "تتحدث عن الدار قرب البئر"}

LOCK = """token => fetch('/account/here/', {
  method: 'POST', body: new URLSearchParams({csrfmiddlewaretoken: token, lock: '1'}),
})"""


def type_in(page: Page, words: str) -> None:
    page.locator(FIELD).fill(words)


def test_what_is_typed_is_saved_while_the_field_is_still_open_and_comes_back_under_one_id(
    trial: str, browser: Browser
) -> None:
    """Red when the record hears of a text only as its field is left."""
    with at_a_form(browser, trial, "trial-open") as page:
        expect(page.locator(STATE)).to_have_text("Rien à enregistrer pour l’instant.")
        type_in(page, TYPED["fr"])
        expect(page.locator(STATE)).to_have_text(UNSAVED["fr"])
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        first = saved(page, "trial-open")[-1]
        assert TYPED["fr"] in first
        assert page.evaluate(LEFT) == "[{},{}]"
        page.reload()
        ready(page)
        expect(page.locator(FIELD)).to_have_value(TYPED["fr"])
        page.locator(FIELD).fill("plus court")
        expect(page.locator(STATE)).to_have_text(UNSAVED["fr"])
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert hands.instance_id(saved(page, "trial-open")[-1]) == hands.instance_id(first)


def test_somebody_who_types_on_is_saved_within_ten_seconds(trial: str, browser: Browser) -> None:
    """Red when every key puts the saving off again."""
    with at_a_form(browser, trial, "trial-on", clock=True) as page:
        page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
        with page.expect_response("**/draft/"):
            for second in range(10):
                page.locator(FIELD).press_sequentially(f"{second} ")
                page.clock.run_for(900)
        assert "0 1 2 3" in saved(page, "trial-on")[0]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_without_a_connection_the_words_wait_as_ciphertext_and_go_out_when_it_is_back(
    trial: str, browser: Browser, language: str
) -> None:
    name = f"trial-cut-{language}"
    with at_a_form(browser, trial, name, language=language) as page:
        cut(page, name)
        type_in(page, TYPED[language])
        expect(page.locator(f"{STATE}.late")).to_have_text(UNSAVED[language])
        expect(page.locator("[data-said]")).to_have_text(UNSAVED[language])
        left = page.evaluate(LEFT)
        assert "unsent." in left
        assert TYPED[language] not in left
        assert axe_violations(page) == []
        mend(page, name)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator(STATE)).to_have_text(SAVED[language])
        assert TYPED[language] in saved(page, name)[-1]
        assert page.evaluate(LEFT) == "[{},{}]"


def test_a_tab_that_is_killed_gives_its_words_back_and_the_server_gets_them(trial: str, browser: Browser) -> None:
    """Red when what waits lies in the tab, or when it is bound to the session alone."""
    with at_a_form(browser, trial, "trial-killed") as page:
        cut(page, "trial-killed")
        type_in(page, TYPED["fr"])
        expect(page.locator(f"{STATE}.late")).to_be_visible()
        # Another tab that lives has words of its own: they are not taken for lost ones.
        other = page.context.new_page()
        other.goto("/trial/trial-killed/")
        ready(other)
        expect(other.locator(FIELD)).to_have_value("")
        # A tab that dies sends nothing any more.
        page.evaluate("() => { window.fetch = () => Promise.reject(new Error()); }")
        page.close(run_before_unload=False)
        mend(other, "trial-killed")
        other.reload()
        ready(other)
        expect(other.locator(FIELD)).to_have_value(TYPED["fr"])
        expect(other.locator("[data-returned]")).to_be_visible()
        expect(other.locator(STATE)).to_have_text(SAVED["fr"])
        assert TYPED["fr"] in saved(other, "trial-killed")[-1]
        assert other.evaluate(LEFT) == "[{},{}]"


def test_a_saving_whose_answer_was_lost_is_known_again_as_ones_own(trial: str, browser: Browser) -> None:
    """Red when every later revision is taken for somebody else's."""
    with at_a_form(browser, trial, "trial-unanswered") as page:

        def lost(route: Route) -> None:
            route.fetch()
            route.abort()

        page.route("**/trial/trial-unanswered/draft/", lost, times=1)
        type_in(page, "premier")
        expect(page.locator(f"{STATE}.late")).to_be_visible()
        type_in(page, "deuxième")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        expect(page.locator("[data-conflict]")).to_be_hidden()
        assert "deuxième" in saved(page, "trial-unanswered")[-1]


def test_words_typed_before_somebody_else_saved_are_offered_and_overwrite_nothing(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-apart") as page:
        type_in(page, "d'abord")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        cut(page, "trial-apart")
        type_in(page, "les miens")
        expect(page.locator(f"{STATE}.late")).to_be_visible()
        somewhere_else(page, "trial-apart", "d'abord", "les leurs")
        page.reload()
        ready(page)
        expect(page.locator(FIELD)).to_have_value("les leurs")
        mend(page, "trial-apart")
        page.locator("[data-returned] [data-do=keep]").click()
        expect(page.locator(FIELD)).to_have_value("les miens")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert "les miens" in saved(page, "trial-apart")[-1]


def somewhere_else(page: Page, name: str, of: str, to: str) -> None:
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        f"/trial/{name}/elsewhere/",
        form={"csrfmiddlewaretoken": token, "of": of, "to": to},
        headers={"Referer": page.url},
    )


@contextmanager
def in_conflict(browser: Browser, trial: str, name: str) -> Iterator[Page]:
    with at_a_form(browser, trial, name) as page:
        type_in(page, "premier")
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        somewhere_else(page, name, "premier", "autre")
        type_in(page, "deuxième")
        expect(page.locator("[data-conflict]")).to_be_visible()
        yield page


def test_a_later_revision_is_never_overwritten_unless_the_person_says_so(trial: str, browser: Browser) -> None:
    with in_conflict(browser, trial, "trial-clash") as page:
        assert axe_violations(page) == []
        assert "autre" in saved(page, "trial-clash")[-1]
        type_in(page, "troisième")
        expect(page.locator(FIELD)).to_have_value("troisième")
        assert "autre" in saved(page, "trial-clash")[-1]
        page.locator("[data-do=mine]").click()
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert "troisième" in saved(page, "trial-clash")[-1]


def test_the_person_may_take_what_was_saved_instead(trial: str, browser: Browser) -> None:
    with in_conflict(browser, trial, "trial-theirs") as page:
        with page.expect_navigation():
            page.locator("[data-do=theirs]").click()
        ready(page)
        expect(page.locator(FIELD)).to_have_value("autre")
        assert page.evaluate(LEFT) == "[{},{}]"


def unlock(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=proof_exercise]").click()
    ready(page)


def test_a_desk_left_alone_shows_nothing_and_the_unsaved_words_come_back_after_the_second_factor(
    trial: str, browser: Browser
) -> None:
    """Red when the page is emptied before its words are sealed."""
    with at_a_form(browser, trial, "trial-idle", clock=True) as page:
        cut(page, "trial-idle")
        type_in(page, TYPED["fr"])
        with page.expect_navigation():
            page.clock.fast_forward("15:01")
            page.clock.run_for(2_000)
        expect(page.locator("h1")).to_have_text("Votre guichet est verrouillé")
        # The emptied page says the same until the server's comes, which alone asks for a proof.
        expect(page.locator("button[name=proof_exercise]")).to_be_visible()
        left = page.evaluate(LEFT) + page.content()
        assert "unsent." in left
        assert TYPED["fr"] not in left
        mend(page, "trial-idle")
        unlock(page)
        expect(page.locator(FIELD)).to_have_value(TYPED["fr"])
        page.clock.run_for(3_000)
        expect(page.locator(STATE)).to_have_text(SAVED["fr"])
        assert TYPED["fr"] in saved(page, "trial-idle")[-1]


def test_a_desk_that_the_server_locked_is_emptied_at_the_next_saving(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-locked") as page:
        page.evaluate(LOCK, page.locator("[name=csrfmiddlewaretoken]").first.input_value())
        with page.expect_navigation():
            type_in(page, TYPED["fr"])
        expect(page.locator("h1")).to_have_text("Votre guichet est verrouillé")
        # The emptied page says the same until the server's comes, which alone asks for a proof.
        expect(page.locator("button[name=proof_exercise]")).to_be_visible()
        assert TYPED["fr"] not in page.evaluate(LEFT) + page.content()
        unlock(page)
        expect(page.locator(FIELD)).to_have_value(TYPED["fr"])


def test_who_signs_in_after_another_cannot_open_what_that_one_left(trial: str, browser: Browser) -> None:
    with at_a_form(browser, trial, "trial-other") as page:
        cut(page, "trial-other")
        type_in(page, TYPED["fr"])
        expect(page.locator(f"{STATE}.late")).to_be_visible()
        page.goto("/account/leave/")
        page.context.clear_cookies()
        sit_at(page, "enfance-nord")
        mend(page, "trial-other")
        page.goto("/trial/trial-other/")
        ready(page)
        expect(page.locator(FIELD)).to_have_value("")
        assert "unsent." in page.evaluate(LEFT)
