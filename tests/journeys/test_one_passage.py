"""One woman's whole passage in one piece, by the pages alone: from the first question to the end of the help.

Noticed by the inspection, taken in by a shelter, kept safe, heard in two sittings, decided on by another body, given a
letter and talked about by two desks; she stays, and her file is closed. Each leg goes on where the one before ended.
In the demo: the shelter at a desk in French, who noticed her and the hospital on a telephone in Arabic. A child whom
the police noticed goes on at child protection; the rest of such a passage stands in `test_passage_girl_of_15`.
"""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from himaya.kernel import clock
from tests.journeys.domestic_work import (
    SPOKEN,
    accepts,
    agree,
    desks,
    first_days,
    handed_over,
    has_rights,
    noticed,
    planned,
    within,
)
from tests.journeys.forced_labour_after import says
from tests.journeys.girl_of_fifteen import ONWARD
from tests.journeys.passages import MAIN, Worker, at, in_days
from tests.journeys.test_interview import begin, choose, prepare, send
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3", "C4", "C5", "D1", "D3", "E1", "E2", "E3", "E5", "E7")]
DOES, SIGNS = "La voisine du palier la prévient", "Un moteur qui tourne longtemps en bas"
FACT, REASONS = "Ses papiers sont restés dans un tiroir fermé", "Les faits écrits suffisent à ce stade"
ITEM, DECIDED = "Une chambre calme jusqu’au printemps", "La chambre est gardée"
PHRASE = "Un figuier près du puits"
CHILD = {"q01": "yes", "q06": "child"}
FROM = "main form[action$='/write/'] button[name=begin]"


@pytest.fixture(name="place")
def _place(live: Live) -> Live:
    more = {"counsel": "asso-conseil", "apprentice": "asso-apprend", "police": "police-nord"}
    return replace(live, people={**live.people, **more})


def test_one_woman_from_the_first_question_to_the_end_of_the_help(place: Live, browser: Browser) -> None:
    with ExitStack() as doors:

        def sits(who: str, *, phone: bool = False) -> Worker:
            language = "ar" if phone else "fr"
            return doors.enter_context(at(browser, place, who, language=language, phone=phone))

        labour = doors.enter_context(noticed(browser, place))
        ngo, health = sits("ngo"), sits("health", phone=True)
        _first, case, _reference = handed_over(labour, ngo)
        agree(ngo, case, desks(ngo, "health"), "plan_lines", "first_name", "safe_contact", "health_urgency", "needs")
        agree(ngo, case, desks(ngo, "law"), "plan_lines")
        accepts(health, first_days(ngo, case))
        planned(ngo, case)
        has_rights(ngo, case)
        risk(ngo, case)
        safety(ngo, case)
        only_with_a_certificate(sits("apprentice"), case)
        heard_in_two_sittings(ngo, case)
        reasoned(ngo, case)
        decided(ngo, sits("counsel"), sits("justice"), case)
        letter(ngo, case)
        conference(ngo, health, case)
        stays(ngo, case)
        ended(ngo, case)


def test_a_child_whom_the_police_noticed_is_child_protections_case(place: Live, browser: Browser) -> None:
    """Nobody is asked for a yes; accepted is begun, and what comes next stands there."""
    with (
        at(browser, place, "police", language="ar", phone=True) as police,
        at(browser, place, "child", language="ar", phone=True) as child,
    ):
        police.open("/worried/police/")
        police.go("main button[value=child]", region=["nord"])
        while not police.page.locator("main button[value=offer]").count():
            asked = {name: said for name, said in CHILD.items() if police.page.locator(f"#{name}-{said}").count()}
            police.go(ONWARD, **asked)
        police.go("main button[value=offer]")
        assert not police.page.locator("main [name=route]").count(), "a child has no consent gate"
        police.go(ONWARD, guardian="yes")
        spoken = {"language_spoken": "ary", "interpreter": "none"}
        police.go(ONWARD, service="child_protection", urgency="urgent", group="girl", **spoken)
        police.go(ONWARD, desk="enfance-nord")
        police.go(ONWARD, share=["first_name"])
        police.go(ONWARD, contact_way="place", contact_words=PHRASE, full_name="Warda Zitouni")
        if police.page.locator("#same-new").count():
            police.go(ONWARD, same="new")
        police.go(ONWARD)
        police.open("/casework/sent/")
        referral = police.link("main ul.rows a[href^='/casework/referrals/']")
        child.open("/casework/")
        child.go(f"main a[href='{referral}']")
        child.go("form[action$='/accept/'] button")
        case = child.link("main section.say a[href^='/casework/cases/']")
        child.go("main section.say a[href$='/first-days/']")
        assert child.open(case) == 200
        assert police.open(case) == 404
        assert child.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def risk(ngo: Worker, case: str) -> None:
    """One domain of twelve, and it is critical: what was not asked about is said, and is not low."""
    ngo.open(f"/risks/cases/{case}/")
    ngo.go("main a[href$='/begin/']")
    ngo.go(MAIN, occasion="intake")
    ngo.go("main ul.rows a[href$='/R1/']")
    grave = {"likelihood": "4", "impact": "4", "whereabouts": "yes", "threat": "yes"}
    ngo.go(MAIN, **grave, concerns="individual", known_from="said", protects=DOES)
    ngo.go("main button[value=finish]")
    assert "critique" in ngo.page.locator("main section[aria-labelledby=overall]").inner_text().lower()


def safety(ngo: Worker, case: str) -> None:
    ngo.open(f"/safety/cases/{case}/")
    ngo.go("main button[value=write]", warning_signs=SIGNS, safe_places="La boulangerie", staff="Rappeler à dix heures")
    assert SIGNS in ngo.text()


def only_with_a_certificate(apprentice: Worker, case: str) -> None:
    """Whoever holds none learns it before the first gate, and who does."""
    apprentice.open(f"/interviews/cases/{case}/")
    assert apprentice.page.locator("#not-yet").is_visible()
    assert "asso-entretien" in apprentice.text()
    assert not apprentice.page.locator("main form").count()


def heard_in_two_sittings(ngo: Worker, case: str) -> None:
    """What the beginning told is not asked again; the second sitting has its own gates, and her agreement stands."""
    page = ngo.page
    ngo.open(f"/interviews/cases/{case}/")
    send(page, "main form button.btn")
    path = urlsplit(page.url).path.removesuffix("prepare/")
    here = f"{ngo.place.url}{path}"
    expect(page.locator("input[name=risk][value=yes]")).to_be_checked()
    prepare(page, here, new_interpreter=True)
    expect(page.locator("input[name=present][value=interpreter]")).to_be_checked()
    begin(page, here, first=True)
    expect(page.locator("#known")).to_contain_text("Wolof")
    expect(page.locator("[data-holder] select, [data-holder] input").first).to_be_attached()
    send(page, ".sitting-bar button[value=pause]")
    send(page, ".sitting-bar button[value=resume]")
    page.goto(f"{here}facts/")
    page.select_option("#topic", "C")
    choose(page, "kind", "said")
    page.fill("#text", FACT)
    send(page, "main form:has(#text) button.btn")
    send(page, ".sitting-bar button[value=done]")
    prepare(page, here, new_interpreter=False)
    begin(page, here, first=False)
    send(page, ".sitting-bar button[value=enough]")
    page.goto(f"{here}close/")
    choose(page, "outcome", "oriented")
    choose(page, "read_back", "yes")
    page.fill("#summary", FACT)
    send(page, "main form:has(#summary) button.btn")


def reasoned(ngo: Worker, case: str) -> None:
    """The fact is used where it stands; what is missing is said."""
    ngo.open(f"/reasonings/cases/{case}/")
    form = "main form:has(input[value=use])"
    ngo.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    ngo.page.locator(f"{form} [name=told]").first.check()
    ngo.go(f"{form} .btn")
    assert FACT in ngo.text()


def decided(ngo: Worker, counsel: Worker, body: Worker, case: str) -> None:
    """She is asked from where it waits, and it leads back there; counsel of the desk reads it, another body decides."""
    chain = f"/determinations/cases/{case}/"
    ngo.open(chain)
    ngo.go(FROM)
    ngo.go(MAIN, answer="given", interpreter="telephone", mode="spoken")
    assert urlsplit(ngo.page.url).path == chain
    ngo.go("main a[href*='/ask/']")
    for name in ("acts", "means", "purposes"):
        ngo.page.locator(f"main [name={name}]").first.check()
    ngo.go("main button[value=read]", found=FACT, wishes=ITEM, recovery="offered", recovery_on=in_days(0))
    ngo.go("main button[value=send]")
    counsel.open(chain)
    counsel.go("main button[value=advise]")
    body.open("/determinations/")
    body.go("main section:first-of-type .rows a")
    body.go("main form .btn", status="presumed", reasons=REASONS)
    ngo.open(chain)
    assert REASONS in ngo.text()


def letter(ngo: Worker, case: str) -> None:
    page = ngo.page
    ngo.open(f"/attestations/cases/{case}/")
    ngo.go("main a[href$='/offer/']")
    ngo.go("[value=ask]", finds="no", fears="no", lives="unknown", harm="no")
    ngo.fill(kept="carried", heard=str(page.locator("[name=heard]").get_attribute("value")))
    ngo.go("[value=make]", text="appointment", languages="both", phrase=PHRASE)
    assert PHRASE not in page.content()
    with page.expect_download() as coming:
        page.locator("main form .btn").click()
    assert coming.value.suggested_filename == "document.pdf"


def conference(ngo: Worker, health: Worker, case: str) -> None:
    """All that is missing stands there at once; she is told and agrees in one conversation; one item, one hearer."""
    ngo.open(f"/conferences/cases/{case}/call/")
    begins = (clock.now() + timedelta(minutes=3)).astimezone(clock.here())
    ngo.go(MAIN, day=begins.date().isoformat(), hour=f"{begins:%H:%M}", minutes="30", per_item="10")
    meeting = urlsplit(ngo.page.url).path
    assert ngo.page.locator("#why-begin a").count() == 2
    says(ngo, word="told")
    ngo.go("form:has([value=offer]) .btn", desk=[f"protection:{one}" for one in ngo.desk("health")])
    health.open(f"{meeting}seat/")
    health.go("main button[value=answer]", answer="comes")
    ngo.open(f"{meeting}items/")
    ngo.go(MAIN, part="protection", topic="housing", words=ITEM, hearers="agreement:hopital-nord")
    ngo.go("button[value=begin]")
    health.open(f"{meeting}seat/")
    health.go("button[value=enter]")
    ngo.open(meeting)
    ngo.go("button[value=take_up]")
    health.open(f"{meeting}seat/")
    assert ITEM in health.text()
    ngo.go("button[value=hear]", decided=DECIDED)
    ngo.go("button[value=end]")


def stays(ngo: Worker, case: str) -> None:
    """Gone through, fear asked before any paper, and she stays."""
    ngo.open(f"/returns/cases/{case}/")
    ngo.go("main button[value=open]")
    form = "main form:has(button[value={}])".format
    points = ngo.page.locator("main [name=points]").evaluate_all("all => all.map(one => one.value)")
    for point in points:
        ngo.page.locator(f"main [name=points][value='{point}']").check()
    ngo.go("main button[value=talk]", language=SPOKEN, interpreter="telephone")
    fears = {str(one.get_attribute("name")) for one in ngo.page.locator(f"{form('fear')} input[type=radio]").all()}
    ngo.go("main button[value=fear]", **dict.fromkeys(sorted(fears), "no"))
    within(ngo, form("choose"), way="stay")
    within(ngo, form("end"), reason="stays")


def ended(ngo: Worker, case: str) -> None:
    """What is still open stands there, and the critical risk: somebody says why the file is closed all the same."""
    ngo.open(f"/casework/cases/{case}/closing/")
    close = "main form:has([name=do][value=close]) .btn:not(.quiet)"
    for box in ngo.page.locator("main input[name=left_running]").all():
        box.check()
    more = {"knowing": "yes"} if ngo.page.locator("main input[name=knowing]").count() else {}
    ngo.refused(close, reason="goals_reached", changed_safety="better", changed_health="better", **more)
    assert ngo.page.locator("#despite-error").count(), "a critical risk is named before the file is closed"
    ngo.go(close, despite=DECIDED)
    assert ngo.page.locator("main form:has([value=reopen])").count() == 1
