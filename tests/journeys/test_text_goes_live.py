"""A nation adopts its first text: the model of the house becomes a text, a clause comes to mean more, the form follows.

By the pages alone, in production mode on PostgreSQL, under the rules of a cycle that asks for no days of trial. In the
browser of a desk the new question is then asked, says why, and leaves the case that was opened before as it was.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from himaya.kernel import clock
from tests.browser import visit
from tests.journeys.hands import MAIN, SEATS, WORDS, Hand, Secretary
from tests.journeys.test_text_becomes_form import NOTES, SAMPLE, with_a_debt
from tests.journeys.test_thread import Phone, hand_over, to_result
from tests.running import Live

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.capability("A5", "A6", "A7", "B3", "B5"),
]
TITLE = "Repérage de la nation"
TEXTS = {
    "fr": "Qui reçoit l’argent ? Faut-il rembourser quelqu’un avant de partir ?",
    "ar": "من يتسلم المال؟ هل يجب رد دين لأحد قبل المغادرة؟",
    "en": "Who receives the money? Must someone be paid back before leaving?",
}
AUDIENCE_DESK = "test-inspection"


@dataclass
class Drafter(Secretary):
    """The secretariat, from the model of the house to a form on the screens."""

    def loosen_rules(self, cycle: str) -> None:
        """No days of trial and no notice, so that a journey sees the end."""
        self.open(f"{cycle}rules/")
        self.write("pilot_days", "0")
        self.write("notice_days", "0")
        self.go(MAIN)

    def enter_text(self, cycle: str) -> str:
        """A document of the cycle that begins from the form in force; returns the address of its draft."""
        self.open(f"{cycle}documents/")
        self.write("title_fr", TITLE)
        self.choose("kind", "screening")
        self.write("decide_on", clock.today().isoformat())
        self.go(MAIN)
        self.open("/round-tables/documents/")
        self.go(f"main a:has-text('{TITLE}')")
        self.open(f"{self.page.url}begin/")
        self.tap("main input[name=source][value=forms]")
        self.tap("main input[name=names][value=first-line-labour]")
        self.go(MAIN)
        return self.page.url.partition("?")[0]

    def change_meaning(self, draft: str) -> None:
        self.open(f"{draft}clauses/FL-15/")
        for code, text in TEXTS.items():
            self.write(f"text_{code}", text)
            self.tap(f"main input[name=checked][value={code}]")
        self.write("triage", "13")
        self.tap("main input[name=meaning][value=other]")
        self.go("main button[value=write]")
        self.open(f"{draft}missing/")
        self.go("main button[value=table]")

    def decide(self, cycle: str, seats: Mapping[str, str]) -> None:
        """A table of today with everybody there; the text is its first point."""
        table = self.plan(cycle)
        self.convene(table)
        for institution in seats.values():
            self.enter_answer(table, institution, "mail", "present")
        self.open_session(table)
        self.mark_all(table, seats)
        self.open(f"{table}room/")
        self.next_point()
        self.put()
        self.agree(*seats.values())
        self.go("#now button[name=do][value=conclude]")

    def release(self) -> str:
        """Through the gates that the secretariat passes, up to the reviews; returns the address of the release."""
        self.open("/round-tables/releases/")
        self.go(f"main form:has-text('{TITLE}') button[name=edition]")
        self.go("main button[value=checks]")
        assert self.page.locator(f"main tr:has-text('{SAMPLE['fr']}') td b").count()
        self.go("main button[value=golden]")
        self.go("main button[value=impact]")
        self.tap(f"main input[name=desks][value={AUDIENCE_DESK}]")
        self.go("main button[value=begin_pilot]")
        self.write("finding", NOTES["fr"])
        self.tap("main input[name=harmful][value=no]")
        self.go("main button[value=find]")
        self.go("main button[value=end_pilot]")
        return self.page.url

    def revise_modules(self, address: str) -> None:
        """What trainings teach of the form, at the link beside the greyed button that waits for it."""
        self.open(address)
        assert not self.page.locator("main button[value=schedule]").count()
        self.go("main a[href='/training/courses/']")
        while self.page.locator("main button[value=revised]").count():
            self.go("main button[value=revised]")

    def announce(self, address: str) -> None:
        self.open(address)
        self.write("effective_on", clock.today().isoformat())
        self.go("main button[value=schedule]")


def sign(page: Page, address: str) -> None:
    """One half of the review, by whoever sits there."""
    reviewer = Hand(page, "fr")
    reviewer.open(address)
    reviewer.write("note", NOTES["fr"])
    reviewer.go("main button[value=review]")


def test_a_nation_adopts_a_text_and_its_desks_ask_what_it_says(live_production: Live, browser: Browser) -> None:
    live, seats = live_production, SEATS["live_production"]

    def at_a_desk(language: str, *, phone: bool) -> AbstractContextManager[Page]:
        return visit(browser, live.url, language=language, phone=phone)

    with at_a_desk("ar", phone=True) as there, at_a_desk("fr", phone=False) as here:
        to_result(Phone(there))
        hand_over(Phone(there), live)
        there.goto("/casework/cases/mine/")
        case = there.locator("main li a[href^='/casework/cases/']").first.get_attribute("href") or ""
        live.sign_in(here, live.people["secretariat"])
        office = Drafter(here, "fr", words=WORDS["fr"])
        for institution in seats.values():
            account = live.people["focal"] if institution == seats["click"] else ""
            office.designate(institution, f"Deleguee {institution}", account=account)
        cycle = office.open_cycle(seats)
        office.loosen_rules(cycle)
        office.change_meaning(office.enter_text(cycle))
        office.decide(cycle, seats)
        release = office.release()
        with at_a_desk("fr", phone=True) as focal, at_a_desk("fr", phone=True) as officer:
            live.sign_in(focal, live.people["focal"])
            sign(focal, release)
            live.sign_in(officer, live.people["officer"])
            sign(officer, release)
            office.open(release)
            while here.locator("main button[value=language]").count():
                office.tap("main input[name=language]")
                office.go("main button[value=language]")
            focal.goto(release)
            Hand(focal, "fr").go("main button[value=acknowledge]")
        office.revise_modules(release)
        office.announce(release)
        here.wait_for_timeout(10_000)
        why = with_a_debt(there, TEXTS["ar"], "ar", result="offer.lead")
        there.goto(why)
        assert WORDS["ar"]["wording"] in there.locator("main").inner_text()
        there.goto(case)
        assert there.locator("main a[href*='/assess/']").count()
