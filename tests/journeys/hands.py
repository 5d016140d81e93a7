"""The people of a journey at their pages: what a new secretary and a delegate tap and type. Both are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from himaya.kernel import clock

SECONDS_A_TAP, SECONDS_A_LETTER, HALF_AN_HOUR = 4.0, 0.4, 30 * 60
# Who answers how, and who presides, in the two installations.
SEATS: Mapping[str, Mapping[str, str]] = {
    "live": {"click": "health", "mail": "association-mizan", "letter": "justice", "chair": "human-rights-delegation"},
    "live_production": {
        "click": "labour-inspectorate",
        "mail": "test-association",
        "letter": "justice",
        "chair": "cnclt",
    },
}
WORDS = {
    "fr": {
        "title": "Cycle d’essai",
        "item": "Délai de prise en charge",
        "wording": "La prise en charge commence dans les 48 heures.",
        "other_wording": "تبدأ المواكبة داخل أجل 48 ساعة.",
        "said": "Les institutions ont comparé leurs délais.",
        "other_said": "قارنت المؤسسات آجالها.",
        "correction": "Ajouter que le délai court jour et nuit.",
        "answer": "Ajouté.",
        "place": "Siège",
    },
    "ar": {
        "title": "دورة تجريبية",
        "item": "أجل المواكبة",
        "wording": "تبدأ المواكبة داخل أجل 48 ساعة.",
        "other_wording": "La prise en charge commence dans les 48 heures.",
        "said": "قارنت المؤسسات آجالها.",
        "other_said": "Les institutions ont comparé leurs délais.",
        "correction": "المرجو إضافة أن الأجل يسري ليلا ونهارا.",
        "answer": "أضيف.",
        "place": "المقر",
    },
}
MAIN = "main form .actions .btn:not(.second):not(.quiet)"


@dataclass
class Hand:
    """Somebody at a page; counts taps and letters."""

    page: Page
    language: str
    taps: int = 0
    letters: int = 0
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def other(self) -> str:
        return "ar" if self.language == "fr" else "fr"

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.taps += 1

    def go(self, target: str) -> None:
        """A tap that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(target).first.click()
        self.taps += 1

    def tap(self, target: str) -> None:
        place = self.page.locator(target).first
        if not place.is_visible():
            place.locator("xpath=ancestor::details[1]/summary").click()
            self.taps += 1
        place.check() if place.get_attribute("type") in ("radio", "checkbox") else place.click()
        self.taps += 1

    def write(self, name: str, text: str) -> None:
        place = self.page.locator(f"main [name={name}]").first
        if not place.is_visible():
            place.locator("xpath=ancestor::details[1]/summary").click()
        place.fill(text)
        self.taps += 1
        self.letters += len(text)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main select[name={name}]").first.select_option(value)
        self.taps += 2

    def seconds(self) -> float:
        return self.taps * SECONDS_A_TAP + self.letters * SECONDS_A_LETTER


class Secretary(Hand):
    """What a new secretary does, in the order in which the pages lead."""

    def designate(self, institution: str, name: str, *, account: str = "") -> None:
        """Somebody with a mandate, where there is nobody yet."""
        self.open(f"/round-tables/people/institutions/{institution}/")
        if not self.page.locator("main a[href*='/mandate/?role=titular']").count():
            return
        self.go("main a[href$='/delegate/']")
        self.write("name_latin", name)
        self.write("name_arabic", "مندوب التجربة")
        self.write("function_fr", "Point focal")
        if account:
            self.write("account", account)
        self.go(MAIN)
        if "/mandate/" not in self.page.url:
            self.go("main a[href*='/mandate/?role=titular']")
        if not self.page.locator("main select[name=person]").input_value():
            options = self.page.locator("main select[name=person] option").evaluate_all("all => all.map(o => o.value)")
            self.choose("person", options[-1])
        self.tap("main input[name=role][value=titular]")
        self.write("letter_reference", "17/2026")
        self.write("letter_on", clock.today().isoformat())
        self.go(MAIN)

    def open_cycle(self, seats: Mapping[str, str]) -> str:
        """A cycle with four seats and the default rules; returns its address."""
        self.open("/round-tables/")
        self.go("main a[href='/round-tables/cycles/new/']")
        self.write(f"title_{self.language}", self.words["title"])
        self.choose("organiser", seats["chair"])
        for institution in seats.values():
            self.tap(f"main input[name=seated][value={institution}]")
        self.go(MAIN)
        return self.page.url

    def plan(self, cycle: str) -> str:
        """A table of today; returns its address."""
        self.open(cycle)
        self.go("main a[href$='/plan/']")
        self.write("day", clock.today().isoformat())
        self.write("from", "00:05")
        self.write("until", "23:55")
        self.write("place", self.words["place"])
        self.go(MAIN)
        return self.page.url.split("/agenda")[0].rstrip("/") + "/"

    def add_point(self, table: str) -> None:
        self.open(f"{table}agenda/")
        self.write("title_fr", WORDS["fr"]["item"])
        self.write("title_ar", WORDS["ar"]["item"])
        self.go("main button[value=add]")

    def convene(self, table: str) -> None:
        self.open(f"{table}convene/")
        self.write("answer_by", clock.today().isoformat())
        self.go(MAIN)

    def enter_answer(self, table: str, institution: str, how: str, answer: str) -> None:
        """An answer that came by mail or by letter."""
        self.open(f"{table}invitations/")
        self.go(f"main li#of-{institution} a[href*='/invitations/']")
        self.choose("how", how)
        self.write("received_on", clock.today().isoformat())
        self.tap(f"main input[name=answer][value^={answer}]")
        self.go(MAIN)

    def open_session(self, table: str) -> None:
        self.open(f"{table}open/")
        self.tap("main input[name=chair]")
        self.go(MAIN)

    def mark_all(self, table: str, seats: Mapping[str, str]) -> None:
        self.open(f"{table}attendance/")
        for institution in seats.values():
            self.go(f"main li#at-{institution} button[value^=present-]")

    def next_point(self) -> None:
        self.go("#now button[name=do][value=start]")

    def finish_point(self) -> None:
        """What was said is noted, the point is finished."""
        self.write("said_fr", WORDS["fr"]["said"])
        self.write("said_ar", WORDS["ar"]["said"])
        self.go("main button[name=do][value=say]")
        self.go("main button[name=do][value=finish]")

    def put(self) -> None:
        self.write("wording_fr", WORDS["fr"]["wording"])
        self.write("wording_ar", WORDS["ar"]["wording"])
        self.go("main button[name=do][value=put]")

    def agree(self, *institutions: str) -> None:
        for institution in institutions:
            button = self.page.locator(f"#at-{institution} button[value=agree]")
            button.click()
            expect(button).to_have_count(0)
            self.taps += 1

    def close(self, table: str) -> None:
        self.open(f"{table}close/")
        self.go(MAIN)

    def circulate(self, table: str) -> None:
        self.open(f"{table}minutes/")
        expect(self.page.locator("main a[href^='#point-']")).to_have_count(0)
        self.go("main button[value=circulate]")

    def settle(self, table: str) -> None:
        """The correction that waits is taken, and a new version goes round."""
        self.open(f"{table}minutes/")
        self.go("main a[href*='/minutes/corrections/']")
        self.write("answer", self.words["answer"])
        self.tap("main input[type=radio]")
        self.go(MAIN)

    def approve(self, table: str) -> None:
        self.open(f"{table}minutes/")
        self.go("main button[value=approve]")
        self.go("main button[value=lock]")


@dataclass
class FocalPoint(Hand):
    """What a delegate of an institution does at its own screen."""

    def answer(self) -> None:
        """From the first page to the answer: present."""
        self.open("/round-tables/")
        self.go("main a[href*='/invitations/']")
        self.tap("main input[name=answer]")
        self.go(MAIN)

    def ask_correction(self, table: str) -> None:
        self.open(f"{table}minutes/")
        self.go("main a[href$='/minutes/correction/']")
        self.write("text", self.words["correction"])
        self.go(MAIN)


def hold(secretary: Secretary, table: str, seats: Mapping[str, str]) -> None:
    """The session: opened, everybody marked, each point taken, a question decided on the first, closed."""
    secretary.open_session(table)
    secretary.mark_all(table, seats)
    secretary.open(f"{table}room/")
    secretary.next_point()
    secretary.put()
    secretary.agree(*seats.values())
    secretary.go("#now button[name=do][value=conclude]")
    secretary.finish_point()
    while secretary.page.locator("#now button[name=do][value=start]").count():
        secretary.next_point()
        secretary.finish_point()
    secretary.close(table)
