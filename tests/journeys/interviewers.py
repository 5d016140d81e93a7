"""Who leads an interview in a nation's installation, and whom: set up as a nation does it, by commands and by pages.

The administrator enters the certificate, the data protection officer of that institution has seen it and confirms it;
the person was noticed by the inspection and came to the shelter with her file.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Browser

from himaya.institutions.rules_qualifications import MISSING, WAITING
from himaya.institutions.words import NOT_QUALIFIED
from himaya.interviews.words import PREPARE_FIRST
from tests.journeys.domestic_work import handed_over, noticed
from tests.journeys.passages import Worker, at, in_days
from tests.journeys.test_thread import rows
from tests.running import Live, accounts_added, himaya

INTERVIEWER, ADMINISTRATOR, BESIDE = "entretien-1", "technique-1", "asso-2"
_ACCOUNTS = (
    (INTERVIEWER, "test-shelter", ("front_line", "case_manager", "interviewer")),
    (ADMINISTRATOR, "test-secretariat", ("operator",)),
    # Of the same desk, in a role that may not know of interviews.
    (BESIDE, "test-shelter", ("front_line",)),
)
# From the inspection that keeps a closed file of her to those who only helped with the account.
OTHERS = ("insp-1", "insp-2", "droit-1", "hopital-1", "enfance-1", "parquet-1", "sec-1", "dpo-1", ADMINISTRATOR, BESIDE)


def set_up(place: Live, browser: Browser) -> tuple[str, str]:
    """From an installation that knows no interviewer to an interview that somebody qualified may begin.

    Returns the case and the path of the interview.
    """
    accounts_added([(*one, "fr") for one in _ACCOUNTS], place.env)
    ours = replace(place, people={**place.people, "ngo": INTERVIEWER, "administrator": ADMINISTRATOR})
    with noticed(browser, ours) as labour, at(browser, ours, "ngo") as interviewer:
        _first, case, _reference = handed_over(labour, interviewer)
        of_case = f"/interviews/cases/{case}/"
        cannot_begin(interviewer, of_case, NOT_QUALIFIED[MISSING])
        with at(browser, ours, "administrator") as administrator, at(browser, ours, "officer") as officer:
            entered = enter(administrator)
            cannot_begin(interviewer, of_case, NOT_QUALIFIED[WAITING])
            confirm(officer, entered)
        interviewer.open(of_case)
        interviewer.go("main form button.btn")
        interview = re.sub(r"prepare/$", "", urlsplit(interviewer.page.url).path)
        cannot_begin(interviewer, f"{interview}begin/", PREPARE_FIRST)
    return case, interview


def cannot_begin(interviewer: Worker, page: str, why: object) -> None:
    """The page says why."""
    interviewer.open(page)
    with translation.override("fr"):
        assert interviewer.page.locator("#not-yet").inner_text() == str(why)


def qualified(place: Live, browser: Browser, who: str, *, administrator: str) -> None:
    """Give somebody of a nation the certificate, by the two people that it takes."""
    people = {**place.people, "administrator": administrator}
    place = replace(place, people=people)
    with at(browser, place, "administrator") as one, at(browser, place, "officer") as officer:
        confirm(officer, enter(one, who, number="ENT-0113"), who)


def enter(administrator: Worker, who: str = INTERVIEWER, number: str = "ENT-0112") -> str:
    """The certificate as it stands; whoever entered it cannot confirm it. Returns the address of the qualification."""
    administrator.open("/staff/")
    administrator.go(f"main a[href^='/staff/']:has-text('{who}')")
    administrator.go("main a[href$='/qualification/']")
    days = {"certificate_on": in_days(-12), "first": in_days(0), "last": in_days(400)}
    administrator.go("main form .actions .btn", issuer="Centre de formation", number=number, **days)
    assert not administrator.page.locator("main button[value=confirm]").count()
    return administrator.page.url


def confirm(officer: Worker, address: str, who: str = INTERVIEWER) -> None:
    """By the data protection officer of that institution, who has seen the certificate."""
    officer.open("/staff/")
    officer.go(f"main section.card.do a:has-text('{who}')")
    assert officer.page.url == address
    officer.go("main button[value=confirm]", saw="yes")


def nothing_lies_open(place: Live, *words: str) -> None:
    """No word of the interview is in clear in the store or in what the processes wrote; the audit holds.

    And whoever comes to the store as the pages do, and says nothing of who asks, is shown no row of an interview.
    """
    assert himaya("audit", "verify", env=place.env)
    wrote = [place.log, *(one for one in place.home.rglob("*") if one.is_file())]
    with rows(place) as ask:
        tables = [name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        for word in words:
            assert not [str(one) for one in wrote if word.encode() in one.read_bytes()], word
            for table in tables:
                found = ask(f"SELECT count(*) FROM \"{table}\" AS t WHERE t::text LIKE '%{word}%'")  # noqa: S608
                assert found[0][0] == 0, (table, word)
        kept = [table for table in tables if table.startswith("interview") and counted(ask, table)]
        assert {"interview", "interview_sitting", "interview_fact", "interview_event", "interview_note"} <= set(kept)
        ask("SELECT set_config('role', current_database() || '_app', false)")
        assert [table for table in kept if counted(ask, table)] == []


def counted(ask: Callable[[str], list[Any]], table: str) -> int:
    return int(ask(f'SELECT count(*) FROM "{table}"')[0][0])  # noqa: S608
