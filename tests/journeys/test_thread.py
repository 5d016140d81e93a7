"""The thread, in Arabic on a phone: notice, know what to do, offer, hand over, hear of it again, be counted.

It runs against the demo and against a nation's installation on PostgreSQL with passwords and second factors.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

import psycopg
import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from himaya.cases import words
from himaya.kernel import clock
from tests.browser import visit
from tests.running import Live

pytestmark = [pytest.mark.browser]
NAME, FIRST = "رحمة الصغير", "رحمة"
WORDS = "بخصوص موعد الصيدلية"
# Regions and receiving desks of the two installations.
REGIONS, SHELTERS = ("nord", "oriental"), ("asso-accueil", "test-shelter")
SECONDS_A_TAP, FOUR_MINUTES = 4, 240
# Measured: eight answers given, from the first page to the result; and to the sent referral, without what is typed.
FIRST_LINE, SENT_TAPS = (16, 8), 40
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place


class Phone:
    """A phone in somebody's hand; counts taps and screens."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.screens = page, 0, 1

    def tap(self, target: str) -> None:
        """One tap that stays on the screen."""
        self.page.locator(target).first.click()
        self.taps += 1

    def go(self, target: str) -> None:
        """One tap that leads to the next screen."""
        with self.page.expect_navigation():
            self.tap(target)
        self.screens += 1

    def choose(self, target: str, *values: str) -> None:
        """Choose in a list the one of these values that this installation knows: two taps."""
        known = self.page.locator(f"{target} option").evaluate_all("all => all.map(one => one.value)")
        self.page.locator(target).select_option(next(value for value in values if value in known))
        self.taps += 2

    def onward(self) -> None:
        self.go("form#sheet .actions .btn:not(.second):not(.quiet)")


def to_result(phone: Phone) -> None:
    """A woman who can speak unheard, who is hurt, whose papers are held, who wants a safe place."""
    phone.page.goto("/")
    phone.go("main a[href='/worried/']")
    phone.go("main a[href='/worried/labour/']")
    phone.choose("#region", *REGIONS)
    phone.go("main button[value=person]")
    for answers in (("q01-yes", "q02-no", "q03-injury", "q04-no"), ("q06-adult", "q08-yes"), (), ("q19-safe_place",)):
        for answer in answers:
            phone.tap(f"label[for={answer}]")
        phone.onward()


def enter(phone: Phone, place: Live, who: str) -> None:
    """Sign in where one stands; the sheet in the page goes on."""
    username = place.people[who]
    desk = phone.page.locator(f"button[formaction='/account/demo/{username}/']")
    if desk.count():
        if not desk.is_visible():
            phone.tap("main details summary")
        phone.go(f"button[formaction='/account/demo/{username}/']")
    else:
        place.sign_in(phone.page, username)


def hand_over(phone: Phone, place: Live) -> None:
    """From the result to the sent referral, with what she agreed to."""
    phone.go("main button[value=offer]")
    enter(phone, place, "labour")
    phone.tap("label[for=route-consent]")
    phone.onward()
    phone.tap("label[for=service-emergency_shelter]")
    phone.tap("label[for=urgency-soon]")
    phone.choose("#language_spoken", "ary")
    phone.tap("label[for=interpreter-none]")
    phone.tap("label[for=group-woman]")
    phone.onward()
    shelter = next(desk for desk in SHELTERS if phone.page.locator(f"label[for=desk-{desk}]").count())
    phone.tap(f"label[for=desk-{shelter}]")
    phone.onward()
    phone.tap("label[for=share-needs]")
    phone.onward()
    phone.tap("label[for=contact_way-place]")
    phone.page.locator("#contact_words").fill(WORDS)
    phone.page.locator("#full_name").fill(NAME)
    phone.onward()
    if phone.page.locator("#same").count():
        phone.tap("label[for=same-new]")
        phone.onward()
    phone.tap("label[for=agreed-yes]")
    phone.onward()


def first_sent(page: Page) -> str:
    page.goto("/casework/sent/")
    return page.locator("main ul.rows a[href^='/casework/referrals/']").first.get_attribute("href") or ""


def tables(place: Live) -> dict[str, int]:
    """How many rows each table has, without what the worker does meanwhile; of tallies, what they add up to."""
    with rows(place) as ask:
        listed = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if place.database
            else "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        names = [str(name) for (name,) in ask(listed) if name not in ("tally", "sqlite_sequence")]
        counts = {name: ask(f'SELECT count(*) FROM "{name}"{BY_PEOPLE.get(name, "")}')[0][0] for name in names}  # noqa: S608
        return {**counts, **{f"tally {kind}": int(n) for kind, n in ask(TALLIED)}}


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """By how many rows each table differs. What waited in the outbox of a nation just set up may go out meanwhile."""
    differs = {name: after.get(name, 0) - before.get(name, 0) for name in before | after}
    return {name: n for name, n in differs.items() if n > 0 or (n < 0 and name != "outbox_message")}


# The worker empties the outbox, reminds and escalates whenever it is time: not the doing of the person who taps.
BY_PEOPLE = {
    "outbox_message": " WHERE event NOT LIKE 'referral.%' AND event <> 'task.due'",
    "audit_event": " WHERE actor_kind <> 'system'",
    "audit_subject": " WHERE event_id IN (SELECT id FROM audit_event WHERE actor_kind <> 'system')",
    "referral_step": " WHERE action NOT IN ('reminded', 'escalated')",
    "publication_bundle": " WHERE 1 = 0",
    # What the worker raises when it comes to it, also on a server that has just begun, with its `task.due` above.
    "task_step": " WHERE by_id IS NOT NULL",
    "task": " WHERE id IN (SELECT task_id FROM task_step WHERE by_id IS NOT NULL)",
    # The sealer signs each few seconds what was written before, whoever wrote it.
    "audit_checkpoint": " WHERE 1 = 0",
}
TALLIED = "SELECT kind, sum(count) FROM tally WHERE clause = '' AND kind <> 'unanswered' GROUP BY kind"


@contextmanager
def rows(place: Live) -> Iterator[Callable[[str], list[Any]]]:
    """Reads the store beside the running server, on either database."""
    link: Any = (
        psycopg.connect(place.database, autocommit=True)
        if place.database
        else sqlite3.connect(f"file:{place.home / 'himaya.sqlite3'}?mode=ro", uri=True)
    )
    with closing(link):
        yield lambda statement: list(link.execute(statement).fetchall())


@pytest.mark.capability("E5", "C1", "C2")
def test_a_person_is_noticed_handed_over_and_heard_of_again(place: Live, browser: Browser) -> None:
    before = tables(place)
    with visit(browser, place.url, language="ar") as page:
        phone = Phone(page)
        to_result(phone)
        assert phone.taps * SECONDS_A_TAP < FOUR_MINUTES
        assert (phone.taps, phone.screens) <= FIRST_LINE
        assert changed(before, tables(place)) == {}, "the first line keeps nothing"
        hand_over(phone, place)
        assert phone.taps <= SENT_TAPS
        reference = page.locator("main .ref.number").inner_text()
        assert len(reference.strip()) == 9
        assert FIRST not in page.locator("body").inner_text()
        referral = first_sent(page)

    with visit(browser, place.url, language="ar") as page:
        accept_and_report(Phone(page), place, referral)

    with visit(browser, place.url, language="ar") as page:
        enter(Phone(page), place, "labour")
        page.goto(referral)
        with translation.override("ar"):
            delivered = str(words.DELIVERED["yes"])
        expect(page.locator("main")).to_contain_text(delivered)
        assert WORDS not in page.content(), "the sender does not read the packet again"

    with visit(browser, place.url, language="ar", phone=False) as page:
        enter(Phone(page), place, "secretariat")
        page.goto("/secretariat/")
        # What was just counted is told once its month is over: until then one look less another would tell of it.
        months = page.locator("main select[name=month] option")
        assert f"{clock.today():%Y-%m}" not in months.evaluate_all("all => all.map(one => one.value)")
        assert page.locator("main table, main .empty").count() == 1
        assert reference not in page.content()
        page.goto(referral)
        assert page.locator("main [role=alert]").count() == 1, "the secretariat sees no case"
    after = tables(place)
    for kind in ("screened", "sent", "received", "answered", "reported"):
        assert after[f"tally {kind}"] == before.get(f"tally {kind}", 0) + 1, kind


def accept_and_report(phone: Phone, place: Live, referral: str) -> None:
    """The NGO's desk accepts, looks at the first name for a reason, and reports what became of it."""
    page = phone.page
    enter(phone, place, "ngo")
    page.goto("/casework/")
    assert FIRST not in page.content()
    phone.go(f"main a[href='{referral}']")
    assert FIRST not in page.content(), "masked until somebody says why"
    phone.go("form[action$='/accept/'] button")
    page.locator("select[name=purpose]").select_option("contact_person")
    page.locator("form:has(select[name=purpose]) button").click()
    expect(page.locator("#shared")).to_contain_text(FIRST)
    expect(page.locator("#wishes")).to_contain_text(WORDS)
    assert "الصغير" not in page.content(), "only the first name was agreed"
    page.goto(referral)
    phone.tap("form[action$='/report_back/'] input[value=yes]")
    page.locator("#report_back-on").fill(date.today().isoformat())
    phone.tap("form[action$='/report_back/'] input[value=continues_here]")
    phone.go("form[action$='/report_back/'] button")


@pytest.mark.capability("C1")
def test_a_refusal_takes_three_taps_and_leaves_only_a_count(place: Live, browser: Browser) -> None:
    with visit(browser, place.url, language="ar") as page:
        phone = Phone(page)
        to_result(phone)
        before, taps = tables(place), phone.taps
        phone.go("main button[value=refuse]")
        phone.go("main button[value=confirm]")
        phone.go("main a[href='/account/leave/']")
        assert phone.taps - taps == 3
    after = tables(place)
    refused = after.pop("tally refused")
    assert refused == before.pop("tally refused", 0) + 1
    assert changed(before, after) == {}
