"""One woman's risk, safety and care walked as one journey, by those who each see a part of it.

A caseworker assesses with her, agrees how she is reached, plans for the bad day, asks openly about dying; a lead sees
what grew and what is overdue; an interviewer finds what trauma does to telling; clinicians keep apart what is theirs.
In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL.
"""

import sqlite3
import uuid
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.interviews import trauma
from himaya.kernel import clock
from himaya.risks import words
from himaya.tasks.words import KINDS
from tests.journeys import interviewers
from tests.journeys import risk_care as care
from tests.journeys import risk_steps as steps
from tests.journeys.domestic_work import assert_none_of
from tests.journeys.test_thread import rows
from tests.journeys.thumb_and_keys import Walker, walking
from tests.rooms.adapters.test_pdf import text_of
from tests.running import ROOT, Live, accounts_added, himaya

pytestmark = [pytest.mark.browser, pytest.mark.capability("D1", "D2", "D3", "D4", "D5")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
# Who is needed beside the people whom every journey knows.
DEMO = {"lead": "asso-accueil-chef", "doctor": "hopital-nord-chef", "police": "police-nord"}
NATION = {"ngo": "risque-1", "lead": "risque-2", "health": "clinique-1"}
NATION |= {"doctor": "clinique-2", "police": "parquet-1"}
ACCOUNTS = (
    ("risque-1", "test-shelter", ("front_line", "case_manager", "interviewer")),
    ("risque-2", "test-shelter", ("case_manager", "desk_lead")),
    ("clinique-1", "test-clinic", ("front_line", "health_professional", "case_manager")),
    ("clinique-2", "test-clinic", ("health_professional",)),
    ("risque-technique", "test-secretariat", ("operator",)),
)
# Of the desk that holds the file. For everybody else there is no such case.
PAGES = (
    "/casework/cases/{}/",
    "/casework/cases/{}/consents/",
    "/casework/cases/{}/files/",
    "/casework/cases/{}/access/",
    "/casework/cases/{}/closing/",
    "/plans/{}/",
    "/plans/{}/first-days/",
    "/rights/{}/",
    "/risks/cases/{}/",
    "/risks/cases/{}/1/",
    "/risks/cases/{}/clocks/",
    "/risks/cases/{}/measures/",
    "/safety/cases/{}/",
    "/safety/cases/{}/contact/",
    "/crisis/cases/{}/",
    "/reasonings/cases/{}/",
    "/determinations/cases/{}/",
    "/conferences/cases/{}/",
    "/relations/cases/{}/",
    "/tasks/cases/{}/",
)
APART = ("/health/{}/", "/health/{}/observation/", "/health/{}/care/", "/health/{}/letters/")
# Of her words, those that only clinicians may read; and those that no clinician may.
OF_CARE = ("seen", "step", "letter", "phrase")
OF_THE_DESK = ("protects", "own", "talk", "event", "measure", "word", "signs", "staff", "dying", "done")


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language
    himaya("nation", "load", str(ROOT / "tests" / "data" / "nation_clinic.yaml"), env=place.env)
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    return replace(place, people={**place.people, **NATION}), language


def test_a_risk_is_lived_with_and_what_trauma_did_is_cared_for(
    walk: tuple[Live, str], browser: Browser, tmp_path: Path
) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        if place.database:
            interviewers.qualified(place, browser, NATION["ngo"], administrator="risque-technique")
        ngo, lead = seated("ngo"), seated("lead")
        case, referral = steps.handed_over(ngo)
        of_the_risk(ngo, lead, place, case)
        steps.reached(ngo, case)
        says_whose_it_is_nowhere(ngo, steps.planned(ngo, case), case)
        steps.asked_about_dying(ngo, case)
        steps.looked_again(ngo, lead, case)
        beside_an_interview(ngo, case)
        health, doctor = seated("health"), seated("doctor")
        of_the_care(health, doctor, place, case, referral, tmp_path)
        nobody_else_sees(ngo, lead, seated("police"), health, doctor, case)
    nothing_lies_open(place, steps.TYPED[language].values())


def of_the_risk(ngo: Walker, lead: Walker, place: Live, case: str) -> None:
    steps.first_days(ngo, case)
    steps.assessed(ngo, case)
    assert says(steps.overall(ngo), "high", 10)
    steps.talked_about(ngo, case)
    assert says(steps.overall(ngo), "moderate", 10), "what both agreed on stands, and what was left is not low"
    steps.looked_for(ngo, case)
    steps.grown(ngo, case)
    comes(lead, f"/tasks/cases/{case}/", str(KINDS["risk_worse_lead"]))
    comes(ngo, f"/tasks/cases/{case}/", str(KINDS["risk_measure"]))
    put_back(place, "risk_assessment", "nearer_on", 1, "case_id", case)
    reference = ngo.page.locator("main .lead").first.inner_text()
    lead.open("/tasks/desk/")
    lead.go("main nav a[href='/risks/overdue/']")
    late = lead.page.locator(f"main li:has(a[href='/risks/cases/{case}/'])")
    assert late.locator("b").first.inner_text() in reference
    assert late.locator(".chip.late").count() == 1
    assert not any(str(level) in late.inner_text() for level in words.LEVELS.values()), "never a level"


def says(shown: str, least: str, missing: int) -> bool:
    """“At least so much, so many not assessed.”"""
    return str(words.AT_LEAST[least]).lower() in shown.lower() and str(missing) in shown


def comes(one: Walker, address: str, what: str) -> None:
    """What the worker raises a moment later."""
    for _turn in range(40):
        one.open(address)
        if what in one.text():
            return
        one.page.wait_for_timeout(500)
    raise AssertionError(one.text())


def put_back(place: Live, table: str, column: str, days: int, of: str, case: str) -> None:
    """Time goes by: a day of the file is put back, beside the running server."""
    on = (clock.today() - timedelta(days=days)).isoformat()
    one = case if place.database else uuid.UUID(case).hex
    statement = f"UPDATE {table} SET {column} = '{on}' WHERE {of} = '{one}'"  # noqa: S608
    with closing(link(place)) as store:
        assert store.execute(statement).rowcount
        store.commit()


def link(place: Live) -> Any:
    if place.database:
        return psycopg.connect(place.database)
    return sqlite3.connect(place.home / "himaya.sqlite3", timeout=30)


def says_whose_it_is_nowhere(ngo: Walker, sheet: bytes, case: str) -> None:
    said, paper = steps.typed(ngo), text_of(sheet)
    for word in ("signs", "places", "staff"):
        assert " ".join(said[word].split()[:2]) in " ".join(paper.split()), paper
    assert paper.count("\f") == 1, "one page"
    ngo.open(f"/casework/cases/{case}/")
    reference = ngo.page.locator("main h1 bdi").first.inner_text()
    desk = ngo.page.locator("header .desk").inner_text().split("·")[-1].strip()
    assert_none_of(paper, reference, desk, said["name"], "Himaya", steps.NUMBER)


def beside_an_interview(ngo: Walker, case: str) -> None:
    """Before a sitting: she is rested and heard once; how one works stands folded beside it."""
    ngo.open(f"/interviews/cases/{case}/")
    ngo.go("main form button.btn")
    language = ngo.page.evaluate("document.documentElement.lang")
    known = trauma.trauma()
    assert all(one.words.in_language(language) in ngo.text() for one in known.before)
    lines = ngo.page.locator("main details:has(a[href='/reference/trauma/'])")
    ngo.press(lines.locator("summary"))
    assert all(one.work.in_language(language) in lines.inner_text() for one in known.beside(trauma.BEFORE))
    ngo.go("main a[href='/reference/trauma/']")
    assert all(one.work.in_language(language) in ngo.text() for one in known.phenomena)


def of_the_care(health: Walker, doctor: Walker, place: Live, case: str, referral: str, into: Path) -> None:
    care.begins(health, case, referral)
    care.offered(health, case)
    put_back(place, "case_file", "opened_on", 31, "id", case)
    care.observed(health, case)
    care.scored(health, case, care.loaded(health, doctor, case, into))
    care.cared_for(health, case)
    care.lettered(health, case)


def nobody_else_sees(ngo: Walker, lead: Walker, police: Walker, health: Walker, doctor: Walker, case: str) -> None:
    """The score, the sheet and the letter stand on no other desk's screen; nor her risk on that of a clinician."""
    for one in (ngo, lead):
        for address in PAGES:
            asked(one, address.format(case), 200)
    for address in PAGES:
        asked(police, address.format(case), 404)
    for one in (ngo, lead, police):
        for address in APART:
            asked(one, address.format(case), 404)
    said = steps.typed(ngo)
    for one in (ngo, lead, police):
        assert_none_of("".join(one.seen), *care.OF_THE_SCALE, *(said[word] for word in OF_CARE))
    for one in (health, doctor):
        assert_none_of("".join(one.seen), *(said[word] for word in OF_THE_DESK))


def asked(one: Walker, address: str, status: int) -> None:
    answer = one.page.request.get(address)
    assert answer.status == status, (one.who, address, answer.status)
    one.seen.append(answer.text())


def nothing_lies_open(place: Live, typed: Iterable[str]) -> None:
    """No word of hers is in clear in the store or in what the processes wrote; the audit holds."""
    canaries = [*typed, steps.NUMBER]
    assert himaya("audit", "verify", env=place.env)
    for file in (place.log, *(one for one in place.home.rglob("*") if one.is_file())):
        wrote = file.read_bytes()
        assert not [word for word in canaries if word.encode() in wrote], file
    if not place.database:
        return
    with rows(place) as ask:
        for (table,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            for word in canaries:
                found = ask(f"SELECT count(*) FROM \"{table}\" AS t WHERE t::text LIKE '%{word}%'")  # noqa: S608
                assert found[0][0] == 0, (table, word)
