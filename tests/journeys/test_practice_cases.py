"""The practice cases of M7, played: each fact that a case names is true after its steps.

One in Arabic on a telephone, from the list of cases to its facts; the others in French at a laptop, as in a room.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from himaya.training.practice_cases import practice_cases
from tests.browser import axe_violations, visit
from tests.running import demo_environment, serving

pytestmark = [pytest.mark.browser, pytest.mark.capability("G1", "X9")]
LIST = "/training/practice/"
REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(name="country", scope="module")
def _country(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A country that no other journey touched, as after `make demo-reset`."""
    home = tmp_path_factory.mktemp("practice") / "home"
    shutil.copytree(prepared_store, home)
    env = demo_environment(home)
    with serving(env, log=home.parent / "log", until=b"demo-reset", words=("--demo",)) as url:
        yield url


def tap(page: Page, target: str) -> None:
    """A press that leads to another page."""
    with page.expect_navigation():
        page.locator(target).first.click()


def sit(page: Page, case: str, username: str) -> None:
    """From the page of the case, by its button, to the first page of the steps."""
    page.goto(f"{LIST}{case}/")
    tap(page, f"main form[action='/account/demo/{username}/'] button")


def go_on(page: Page) -> None:
    tap(page, "main form#sheet button[value=next]")


def answered(page: Page, about: str, region: str, *ticks: str) -> None:
    """The sheet that is open, with these ticks, up to its result."""
    page.locator("#region").select_option(region)
    tap(page, f"main button[value={about}]")
    left = list(ticks)
    while not page.locator("main button[value=offer], main button[value=refuse]").count():
        for tick in [one for one in left if page.locator(one).count()]:
            page.locator(tick).check()
            left.remove(tick)
        tap(page, "form#sheet .actions .btn:not(.second):not(.quiet)")
    assert left == [], "the form does not ask what the step says to tick"


def main(page: Page) -> str:
    return page.locator("main").inner_text()


def handed_over(page: Page, service: str, urgency: str, region: str, group: str, desk: str) -> None:
    """The pages between the ground of a hand-over and its summary; no name is written."""
    page.locator(f"#service-{service}").check()
    page.locator(f"#urgency-{urgency}").check()
    page.locator("#region").select_option(region)
    page.locator("#language_spoken").select_option("ary")
    page.locator("#interpreter-none").check()
    page.locator(f"#group-{group}").check()
    go_on(page)
    page.locator(f"#desk-{desk}").check()
    go_on(page)
    if page.locator("#share-needs").count():
        page.locator("#share-needs").uncheck()
    go_on(page)
    page.locator("#contact_way-place").check()
    go_on(page)


def newest(page: Page, reference: str) -> None:
    """The referral of this case, by its reference or as the first of the list."""
    link = page.locator("main a[href^='/casework/referrals/']")
    found = page.locator("main li", has_text=reference).locator("a[href^='/casework/referrals/']")
    with page.expect_navigation():
        (found if found.count() else link).first.click()


def test_a_place_for_tonight_is_played_in_arabic_on_a_telephone(country: str, browser: Browser) -> None:
    case = practice_cases()["shelter"]
    with visit(browser, country, language="ar") as page:
        page.goto("/")
        tap(page, f"main a[href='{LIST}']")
        assert axe_violations(page) == []
        tap(page, f"main a[href='{LIST}shelter/']")
        assert axe_violations(page) == []
        assert case.told.ar in main(page)
        facts = page.locator("main details")
        assert not facts.locator("li").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        tap(page, "main form[action='/account/demo/inspection-nord/'] button")
        assert page.url.endswith("/worried/labour/")
        answered(page, "person", "nord", "#q01-yes", "#q04-no", "#q06-adult", "#q08-yes")
        tap(page, "main button[value=offer]")
        page.locator("#route-consent").check()
        go_on(page)
        handed_over(page, "emergency_shelter", "soon", "nord", "woman", "asso-accueil")
        page.locator("#same-new, #agreed-yes").first.wait_for()
        if page.locator("#same-new").count():
            page.locator("#same-new").check()
            go_on(page)
        page.locator("#agreed-yes").check()
        go_on(page)
        reference = page.locator("main .ref.number").inner_text()
        assert REFERENCE.fullmatch(reference)
        tap(page, "aside.exercise a")
        assert page.url.endswith(f"{LIST}shelter/")
        page.locator("main details summary").click()
        for fact in case.facts:
            expect(page.get_by_text(fact.text.ar, exact=False)).to_be_visible()
        tap(page, "main details a[href='/casework/sent/']")
        assert "جمعية ضوء" in main(page)
        newest(page, "جمعية ضوء")
        sent = main(page)
        assert "الحاجات المعبر عنها" not in sent
        assert reference in sent
        sit(page, "shelter", "asso-accueil")
        assert page.url.endswith("/casework/")
        listed = page.locator("body").inner_text()
        with page.expect_navigation():
            row = page.locator("main li", has_text=reference)
            row.locator("a[href^='/casework/referrals/']").first.click()
        got = main(page)
        assert "الإيواء المستعجل" in got
        assert "الشمال" in got
        assert "الدارجة" in got
        assert "الحاجات المعبر عنها" not in got
        assert not any(name in listed + got for name in ("حنان", "Hanane", "سلمى"))


def counted(page: Page) -> str:
    """How many cases the desk follows, as its page says."""
    page.goto("/casework/cases/")
    return page.locator("h1").inner_text()


def test_a_refusal_leaves_a_count_and_no_case(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as page:
        sit(page, "refusal", "hopital-centre")
        before = counted(page)
        page.goto("/worried/health/")
        answered(page, "person", "centre", "#q01-yes", "#q06-adult", "#q08-yes")
        tap(page, "main button[value=refuse]")
        tap(page, "main button[value=confirm]")
        assert "Seul un nombre reste" in main(page)
        assert counted(page) == before
        page.goto("/worried/health/")
        tap(page, "main button[value=person]")
        assert page.locator("main input:checked").count() == 0


def test_a_child_is_handed_over_and_nobody_is_asked_to_agree(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as page:
        sit(page, "child", "hopital-nord")
        answered(page, "child", "nord", "#q01-yes", "#q06-child", "#q08c-yes")
        assert "Aucune question sur les faits" in main(page)
        tap(page, "main button[value=offer]")
        assert page.locator("[name=route], #agreed-yes").count() == 0
        page.locator("#guardian-unknown").check()
        go_on(page)
        handed_over(page, "child_protection", "urgent", "nord", "girl", "enfance-nord")
        assert "Circuit de l’enfance" in main(page)
        assert page.locator("#agreed-yes").count() == 0
        go_on(page)
        page.goto("/casework/sent/")
        newest(page, "Protection de l’enfance – Nord et Littoral")
        assert "Circuit de l’enfance" in main(page)
        sit(page, "child", "enfance-nord")
        row = page.locator("main li", has_text="hôpital régional du Nord").filter(has_text="Urgente")
        assert row.count()
        with page.expect_navigation():
            row.locator("a[href^='/casework/referrals/']").first.click()
        assert "hôpital régional du Nord" in main(page)


def test_a_referral_is_received_and_reported_back(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as page:
        sit(page, "received", "asso-accueil")
        row = page.locator("main li", has_text="Inspection du travail – Nord").filter(has_text="Urgente")
        with page.expect_navigation():
            row.locator("a[href^='/casework/referrals/']").first.click()
        address = page.url
        assert "••••••" in main(page)
        assert "Le motif est consigné, et la personne peut le demander." in main(page)
        tap(page, "form[action$='/accept/'] button")
        page.locator("select[name=purpose]").select_option("give_service")
        page.locator("form:has(select[name=purpose]) button").click()
        expect(page.locator("#shared")).to_contain_text("Hanane")
        shown = main(page)
        assert shown.index("الصيدلية") < shown.index("Hanane"), "how to reach her stands before her name"
        page.goto(address)
        page.locator("input[name=delivered][value=yes]").check()
        page.locator("input[name=on]").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
        page.locator("input[name=next_action][value=continues_here]").check()
        tap(page, "form[action$='/report_back/'] button")
        sit(page, "received", "inspection-nord")
        row = page.locator("main li", has_text="Hébergement d’urgence").filter(has_text="Association Daw")
        addresses = row.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        told = ""
        for one in addresses:
            page.goto(one)
            told = main(page)
            if "Ce guichet continue" in told:
                break
        assert "Le service a été rendu" in told
        assert "Ce guichet continue" in told
        assert "asso-accueil" not in told


def test_a_lost_telephone_is_shut_from_another_window(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as lost, visit(browser, country, phone=False) as other:
        sit(lost, "telephone", "action-sociale-sud")
        assert lost.url.endswith("/casework/cases/")
        sit(other, "telephone", "action-sociale-sud")
        other.goto("/account/ways-in/")
        assert "navigateur" in main(other)
        tap(other, "form[action$='/elsewhere/'] button")
        assert "Seule celle-ci continue" in main(other)
        lost.goto("/casework/cases/")
        assert "/account/in/" in lost.url
        assert other.goto("/casework/cases/").status == 200  # type: ignore[union-attr]
        assert "/account/in/" not in other.url


def test_an_interview_is_put_off_and_help_goes_on(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as page:
        sit(page, "not_today", "asso-accueil")
        links = page.locator("main a[href^='/casework/cases/']")
        cases = [one for one in links.evaluate_all("all => all.map(one => one.getAttribute('href'))") if len(one) > 40]
        for case in cases:
            page.goto(case)
            tap(page, "main a[href^='/interviews/cases/']")
            if page.locator("main form button").count():
                break
        tap(page, "main form button")
        for gate, answer in (("needs", "no"), ("health", "not_yet"), ("interpreter", "missing")):
            page.locator(f"input[name={gate}][value={answer}]").check()
        tap(page, "main form button.btn")
        assert "Pas aujourd’hui" in main(page)
        assert "Notez l’interprète" in main(page)
        put_off = page.locator("details:has([name=postpone_reason])")
        put_off.locator("summary").click()
        put_off.locator("select[name=postpone_reason]").select_option(label="Pas d’interprète")
        with page.expect_navigation():
            put_off.locator("button").last.click()
        page.reload()
        assert re.search(r"\d+ h( \d\d)? · Reporté", main(page).replace("\u00a0", " ").replace("\u202f", " "))
        assert "Séances\n\nRien pour l’instant." in main(page)
        page.goto(case)
        assert "Soins médicaux" in main(page)


def test_what_is_seen_at_a_border_asks_no_more_and_leaves_nothing(country: str, browser: Browser) -> None:
    with visit(browser, country, phone=False) as page:
        sit(page, "not_to_ask", "police-port")
        before = counted(page)
        page.goto("/worried/border/")
        page.locator("#region").select_option("littoral")
        tap(page, "main button[value=person]")
        page.locator("#q01-no").check()
        tap(page, "form#sheet .actions .btn:not(.second):not(.quiet)")
        page.locator("#q08-yes").check()
        tap(page, "form#sheet .actions .btn:not(.second):not(.quiet)")
        assert page.locator("form#sheet .question").count() == 0
        assert "observez seulement. Les questions à lui poser n’apparaissent pas." in main(page).replace("'", "’")
        tap(page, "main .actions .quiet[value=result]")
        told = main(page)
        assert "N’appelez ni la famille, ni l’employeur, ni le consulat." in told
        assert "N’alertez pas la personne soupçonnée." in told
        assert not re.search(r"\d\s?%|score|niveau", told)
        assert counted(page) == before
        page.goto("/worried/border/")
        tap(page, "main button[value=person]")
        assert page.locator("main input:checked").count() == 0
