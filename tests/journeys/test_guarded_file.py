"""One file, guarded: shown to another desk for a time, opened in an emergency, asked about by the person, erased.

It runs in the demo and in a nation's installation on PostgreSQL, each person in a browser of their own. At the end the
operator verifies the audit and looks for what was typed in everything that the processes wrote.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from himaya.kernel import clock
from tests.browser import prove, visit
from tests.journeys.test_thread import NAME, WORDS, Phone, enter, first_sent, hand_over, to_result
from tests.rooms.adapters.test_pdf import text_of
from tests.running import Live, himaya

pytestmark = [pytest.mark.browser]
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])
MAIN = "main form .actions .btn:not(.second):not(.quiet)"
NOTE = "شهادة طبية سرية"


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place


@contextmanager
def at(browser: Browser, place: Live, who: str, *, language: str = "ar", phone: bool = True) -> Iterator[Page]:
    """Somebody's own browser, signed in."""
    with visit(browser, place.url, language=language, phone=phone) as page:
        page.goto("/")
        enter(Phone(page), place, who)
        yield page


def go(page: Page, target: str) -> None:
    """A tap that leads to another page, through the second factor where the exercise asks for it."""
    with page.expect_navigation():
        page.locator(target).first.click()
    if page.locator("[name=proof_exercise]").count():
        with page.expect_navigation():
            page.locator("[name=proof_exercise]").click()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("[name=proof_exercise]").count():
        with page.expect_navigation():
            page.locator("[name=proof_exercise]").click()


def choose_last(page: Page, target: str) -> None:
    values = page.locator(f"{target} option").evaluate_all("all => all.map(one => one.value)")
    page.locator(target).select_option(values[-1])


def add_picture(page: Page, case: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    page.goto(f"{case}files/")
    page.set_input_files("#file", {"name": f"{NAME}.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    page.fill("#description", NOTE)
    go(page, "form[action$='/files/add/'] .btn")
    assert NOTE not in page.content(), "sealed until somebody says why"


def shows_to_sister(page: Page, case: str) -> None:
    """The lead lets the other desk of the institution see what the answers say, until tomorrow."""
    page.goto(f"{case}access/")
    desks = page.locator("#to option").evaluate_all("all => all.map(one => [one.value, one.textContent])")
    south = re.compile("الجنوب")
    page.locator("#to").select_option(next(value for value, text in desks if south.search(text)))
    page.locator("input[name=kind][value=team]").check()
    page.locator("input[name=level][value=summary]").check()
    page.fill("#until", (clock.today() + timedelta(days=1)).isoformat())
    choose_last(page, "#reason")
    go(page, f"form[action='{case}access/'] .btn:not(.quiet)")


@pytest.mark.capability("X1", "X2", "X3", "X10")
def test_a_file_is_shown_for_a_time_opened_in_danger_told_to_its_person_and_erased(
    place: Live, browser: Browser
) -> None:
    with visit(browser, place.url, language="ar") as lead:
        phone = Phone(lead)
        to_result(phone)
        hand_over(phone, place)
        lead.goto(first_sent(lead))
        case = urlsplit(lead.locator("main a[href^='/casework/cases/']").first.get_attribute("href") or "").path
        lead.goto(case)
        reference = lead.locator("main h1 bdi").first.inner_text()
        add_picture(lead, case)

        with at(browser, place, "sister") as sister:
            # Absent and closed look alike.
            assert sister.goto(case).status == 404  # type: ignore[union-attr]
            shows_to_sister(lead, case)
            sister.goto("/casework/cases/shared/")
            sister.locator(f"main a[href='{case}']").click()
            assert sister.locator("main .masked").count() == 0, "a summary shows no identity, masked or not"
            assert NAME not in sister.content()
            lead.goto(f"{case}access/")
            go(lead, "form[action*='/access/'][action$='/end/'] button")
            assert sister.goto(case).status == 404  # type: ignore[union-attr]

            in_an_emergency(sister, place, case, reference)

            with at(browser, place, "guard", language="fr", phone=False) as guard:
                reviews(guard, reference)
                assert sister.goto(case).status == 404  # type: ignore[union-attr]
                told_who_read(guard, reference)
                asked(guard, reference)
                lead_prepares(lead)
                paper = released_and_printed(guard, lead)
                assert NAME in paper
                assert place.people["labour"] not in paper, "desks are named, never who sits there"
                erased(lead, guard, case)
        assert lead.goto(case).status == 404  # type: ignore[union-attr]
        lead.goto("/casework/search/")
        lead.fill("input[name=name]", NAME)
        go(lead, "main form:has(input[name=name]) .btn")
        assert reference not in lead.locator("main").inner_text()
    the_operator_sees_nothing(place)


def in_an_emergency(page: Page, place: Live, case: str, reference: str) -> None:
    page.goto("/casework/emergency/")
    page.fill("#reference", reference)
    page.check("input[value=urgent_care]")
    prove(page, lambda: place.code(page, place.people["sister"]), lambda: go(page, MAIN))
    assert not page.locator("main [role=alert], main .errors").count(), page.locator("main").inner_text()
    page.goto(case)
    page.locator("form:has(input[value=identity]) select[name=purpose]").select_option("urgent_danger")
    page.locator("form:has(input[value=identity]) button").click()
    expect(page.locator("#shared")).to_contain_text(NAME)
    expect(page.locator("#shared")).to_contain_text(WORDS)


def reviews(page: Page, reference: str) -> None:
    """From the home page to the access to this file: other files were opened in danger before, too."""
    page.goto("/")
    go(page, "a[href^='/oversight/emergencies/']")
    if not page.url.endswith("/emergencies/"):
        go(page, "main a[href='/oversight/emergencies/']")
    with page.expect_navigation():
        page.locator("main ul.rows li", has_text=reference).locator("a").click()
    go(page, "form[action$='/end/'] .btn")
    page.check("main input[name=outcome]")
    go(page, MAIN)


def told_who_read(page: Page, reference: str) -> None:
    page.goto("/oversight/")
    page.fill("#reference", reference)
    go(page, MAIN)
    assert page.locator("main tbody tr").count() >= 2
    assert NAME not in page.content()
    go(page, "main a[href$='/paper/']")
    sheet = page.locator("main .sheet").inner_text()
    assert "insp" not in sheet.casefold().replace("inspection", "")


def asked(page: Page, reference: str) -> None:
    opened(page, "/legal/requests/new/")
    for name, value in (("kind", "access"), ("asker", "person"), ("proof", "known_here")):
        page.locator(f"select[name={name}]").select_option(value)
    page.fill("input[name=file]", reference)
    go(page, MAIN)


def lead_prepares(page: Page) -> None:
    opened(page, "/legal/requests/to-answer/")
    for address in page.locator("main ul.rows a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        opened(page, address)
        if page.locator("form:has([name=verb][value=open]) .btn").count():
            go(page, "form:has([name=verb][value=open]) .btn")
            if NAME in page.content():
                break
    go(page, "form:has([name=verb][value=prepare]) .actions .btn")


def released_and_printed(guard: Page, lead: Page) -> str:
    """The officer releases without reading; the desk makes the paper. Its words in French."""
    opened(guard, "/legal/requests/")
    for address in guard.locator("main ul.rows a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        opened(guard, address)
        if guard.locator("form:has([name=verb][value=release]) .btn").count():
            break
    assert NAME not in guard.content()
    number = urlsplit(guard.url).path
    go(guard, "form:has([name=verb][value=release]) .btn")
    opened(lead, f"{number}answer/")
    with lead.expect_download() as got:
        lead.locator("form[action$='/paper/fr/'] button").click()
    assert got.value.suggested_filename == "answer.pdf"
    opened(guard, number)
    guard.check("input[name=way]")
    go(guard, "form:has([name=verb][value=hand_over]) .btn")
    return text_of(Path(got.value.path()).read_bytes())


def erased(lead: Page, guard: Page, case: str) -> None:
    """The person takes her agreement back; the desk asks, the officer decides: two people."""
    lead.goto(first_sent(lead))
    lead.locator("details:has(form[action$='/withdraw/']) > summary").click()
    lead.check("form[action$='/withdraw/'] input[name=asked]")
    go(lead, "form[action$='/withdraw/'] .btn")
    lead.goto(f"{case}keeping/")
    lead.locator("main input[name=scope]:not([disabled])").last.check()
    choose_last(lead, "#ground")
    go(lead, "main button[value=ask]")
    guard.goto("/oversight/keeping/")
    go(guard, "main ul.rows a[href*='/erasures/']")
    guard.check("input[name=sure]")
    go(guard, "main button[value=confirm]")


def the_operator_sees_nothing(place: Live) -> None:
    """The audit holds, and no word of the person is in what the processes wrote."""
    assert himaya("audit", "verify", env=place.env)
    wrote = [place.log, *(one for one in place.home.rglob("*") if one.is_file())]
    for word in (NAME, WORDS, NOTE):
        assert not [str(one) for one in wrote if word.encode() in one.read_bytes()], word
