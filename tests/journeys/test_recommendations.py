"""From a table to verified, with a lead that only writes letters, and its movement at the next table.

In French against the demo, in Arabic against a nation's installation on PostgreSQL, by the pages alone.
"""

import io
import json
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from himaya.kernel import clock
from tests.browser import visit
from tests.journeys.hands import MAIN, WORDS, FocalPoint, Secretary
from tests.running import Live, said_in_public

pytestmark = [pytest.mark.browser, pytest.mark.capability("A9", "A11")]
FRENCH = "Former les magistrats de garde à l’accueil des personnes protégées."
ARABIC = "تكوين قضاة المداومة في استقبال الأشخاص المحميين."
ONE = re.compile(r"/round-tables/recommendations/[0-9a-f-]{36}/$")


class Follower(Secretary):
    """What a new secretary does with a recommendation, in the order in which the pages lead."""

    def authorise(self, institution: str) -> None:
        """A validating authority by letter of designation, where there is none yet: the same delegate signs."""
        self.open(f"/round-tables/people/institutions/{institution}/")
        wanted = "main a[href*='/mandate/?role=validating']"
        if not self.page.locator(wanted).count():
            return
        self.go(wanted)
        if not self.page.locator("main select[name=person]").input_value():
            options = self.page.locator("main select[name=person] option").evaluate_all("all => all.map(o => o.value)")
            self.choose("person", options[-1])
        self.tap("main input[name=role][value=validating]")
        self.write("letter_reference", "18/2026")
        self.write("letter_on", clock.today().isoformat())
        self.go(MAIN)

    def recommend(self, table: str, lead: str) -> str:
        """Entered while the table meets, led by an institution; returns the address of its page."""
        self.open(f"{table}recommendations/")
        self.write("text_fr", FRENCH)
        self.write("text_ar", ARABIC)
        self.choose("lead", lead)
        self.write("due_on", (clock.today() + timedelta(days=90)).isoformat())
        self.tap("main input[name=priority][value=high]")
        self.write("indicator", "Magistrats formés")
        self.write("baseline", "0")
        self.write("target", "24")
        self.go(MAIN)
        self.go("main ul.rows a[href*='/recommendations/']")
        assert ONE.search(self.page.url)
        return self.page.url

    def address(self, one: str) -> None:
        self.open(one)
        self.go("main section.card.do form button.btn")

    def enter_letter(self, one: str) -> None:
        """The answer that came by letter: accepted."""
        self.open(one)
        self.tap("main input[name=response][value=accepted]")
        self.choose("how", "letter")
        self.write("received_on", clock.today().isoformat())
        self.go("main button[name=do][value=answer]")


def letter_report(secretary: Follower, one: str, *, done: bool) -> None:
    """A report that came by letter under the authority's signature, then taken into the record."""
    page = secretary.page
    secretary.open(f"{one}progress/")
    who = page.locator("main select[name=who] option").evaluate_all("all => all.map(o => o.value).filter(Boolean)")
    secretary.choose("who", who[0])
    secretary.choose("how", "letter")
    secretary.write("received_on", clock.today().isoformat())
    secretary.write("text", "Deux sessions, 24 magistrats formés." if done else "Une session, 12 magistrats.")
    secretary.write("value", "24" if done else "12")
    secretary.write("as_of", clock.today().isoformat())
    if done:
        secretary.tap("main input[name=done]")
    secretary.tap("main input[name=signed]")
    secretary.write("signed_by", "Directeur des affaires pénales")
    secretary.go("main button[name=do][value=hand_in]")
    if "/progress-reports/" not in page.url:
        secretary.go("main ul.rows a[href*='/progress-reports/']")
    secretary.go("main button[name=do][value=accept]")


def add_evidence(secretary: Follower, one: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    page = secretary.page
    secretary.open(f"{one}progress/")
    if not page.locator("main [name=title]").is_visible():
        page.locator("#give > summary").click()
    secretary.choose("kind", "programme")
    secretary.write("title", "Programme des deux sessions")
    secretary.write("dated_on", clock.today().isoformat())
    secretary.choose("confidentiality", "members")
    page.locator("main input[type=file]").set_input_files(
        files=[{"name": "scan.png", "mimeType": "image/png", "buffer": picture.getvalue()}]
    )
    secretary.go("#give form .actions .btn")


def moved(page: Page, table: str) -> str:
    """What the page of follow-up of a table says."""
    page.goto(f"{table}follow-up/")
    return page.locator("main").inner_text()


def test_from_table_to_verified_by_letter_and_seen_to_move_at_the_next_table(
    place: tuple[Live, Mapping[str, str]], browser: Browser, language: str
) -> None:
    live, seats = place
    with (
        visit(browser, live.url, language=language, phone=False) as desk,
        visit(browser, live.url, language=language, phone=True) as telephone,
    ):
        live.sign_in(desk, live.people["secretariat"])
        live.sign_in(telephone, live.people["focal"])
        secretary = Follower(desk, language, words=WORDS[language])
        focal = FocalPoint(telephone, language, words=WORDS[language])
        for institution in seats.values():
            account = live.people["focal"] if institution == seats["click"] else ""
            secretary.designate(institution, f"Deleguee {institution}", account=account)
        secretary.authorise(seats["letter"])
        cycle = secretary.open_cycle(seats)
        first = secretary.plan(cycle)
        secretary.convene(first)
        secretary.open_session(first)
        secretary.mark_all(first, seats)
        one = secretary.recommend(first, seats["letter"])
        secretary.address(one)
        secretary.close(first)
        # Another institution at the table reads it, and cannot answer for the lead.
        focal.open(one)
        assert (ARABIC if language == "ar" else FRENCH) in telephone.locator("main").inner_text()
        expect(telephone.locator("main input[name=response]")).to_have_count(0)
        the_packet_is_made(desk, seats["letter"], live.url)
        secretary.enter_letter(one)
        letter_report(secretary, one, done=False)
        second = secretary.plan(cycle)
        secretary.convene(second)
        secretary.open_session(second)
        secretary.mark_all(second, seats)
        letter_report(secretary, one, done=True)
        add_evidence(secretary, one)
        secretary.open(one)
        secretary.go("main button[name=do][value=verify]")
        secretary.close(second)
        told = moved(desk, second)
        assert (ARABIC if language == "ar" else FRENCH) in told
        desk.goto(one)
        expect(desk.locator(".stepper .chip.ok")).to_have_count(1)
        expect(desk.locator("main ol.timeline li")).to_have_count(7)
        # The first table still says what it said.
        expect(moved_line(desk, first, language)).not_to_contain_text(verified(language))
        expect(moved_line(desk, second, language)).to_contain_text(verified(language))
        the_public_reads_it(secretary, browser, live, language)


def verified(language: str) -> str:
    return {"fr": "vérifiée", "ar": "تم التحقق منها"}[language]


def moved_line(page: Page, table: str, language: str) -> Locator:
    """The line of our recommendation on the follow-up of a table."""
    page.goto(f"{table}follow-up/")
    return page.locator("main ul.rows > li", has_text=ARABIC if language == "ar" else FRENCH).first


def the_packet_is_made(page: Page, institution: str, url: str) -> None:
    """One page for the lead, as a DOCX that the worker makes."""
    page.goto(f"{url}/round-tables/follow-up/packet/{institution}/")
    form = page.locator("main form[action$='/papers/']").first
    form.locator("select[name=mode]").select_option("both")
    with page.expect_navigation():
        form.locator("button[value=docx]").click()
    link = page.locator("main a[href$='/file/']")
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename.endswith(".docx")


def the_public_reads_it(secretary: Follower, browser: Browser, live: Live, language: str) -> None:
    """Published by the secretariat, read by somebody without an account, as a page and as data.

    The demo hands the page on under its own address; a nation's proxy asks the public process itself.
    """
    secretary.open(f"{live.url}/round-tables/public/")
    secretary.go("main button[name=do][value=publish]")
    wording = ARABIC if language == "ar" else FRENCH
    assert wording in said_in_public(live, f"/public/{language}/recommendations/")
    texts = json.loads(said_in_public(live, "/public/texts.json"))
    assert all(set(one) == {"title", "version", "decision", "languages", "in_force_since"} for one in texts["texts"])
    if not live.database:
        with visit(browser, live.url, language=language, phone=True) as reader:
            reader.goto(f"{live.url}/public/{language}/recommendations/")
            expect(reader.locator("main")).to_contain_text(wording)
