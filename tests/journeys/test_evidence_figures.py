"""A quarter read from the nation down to one desk, and a year that two others review before anybody can read it.

In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL. What is hidden is hidden from everybody alike: from the secretariat, the reviewers, the public.
"""

import csv
import io
import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.kernel import clock
from tests.journeys import evidence_steps as steps
from tests.journeys.evidence_verbs import DESKS, verb
from tests.journeys.return_steps import does, offers, refuses, says
from tests.journeys.test_risk_and_trauma import nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import ROOT, Live, accounts_added, himaya, said_in_public

pytestmark = [pytest.mark.browser]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
DEMO = {"chief": "action-sociale-centre", "second": "presidence", "officer": "protection-donnees"}
NATION = {"chief": "preuve-1", "second": "preuve-2"}
ACCOUNTS = (("preuve-1", DESKS[0], ("front_line", "desk_lead")), ("preuve-2", "test-secretariat", ("secretariat",)))
# The institution and the desk that are read one below the other, and a desk of another institution.
DOWN = {
    "live": ("social-action", "action-sociale-centre", "hopital-nord"),
    "live_production": ("test-count-east", DESKS[0], DESKS[2]),
}
WANTED = "referrals_received"


@dataclass
class Room:
    """Who walks it and where."""

    place: Live
    browser: Browser
    language: str
    institution: str
    desk: str
    elsewhere: str
    secretary: Walker


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION], scope="module")
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language, fixture
    himaya("nation", "load", str(ROOT / "tests" / "data" / "nation_evidence.yaml"), env=place.env)
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    verb(place, "counted")
    return replace(place, people={**place.people, **NATION}), language, fixture


@pytest.fixture(name="room")
def _room(walk: tuple[Live, str, str], browser: Browser) -> object:
    place, language, fixture = walk
    with ExitStack() as people, translation.override(language):
        secretary = people.enter_context(walking(browser, place, "secretariat", language=language))
        yield Room(place, browser, language, *DOWN[fixture], secretary)
    nothing_lies_open(place, [])


@pytest.mark.capability("H2")
def test_a_quarter_is_read_from_the_nation_down_to_one_desk(room: Room) -> None:
    """One decision for every reader: what the secretariat reads of a desk is what its lead reads, on paper too."""
    one = room.secretary
    steps.opens_figures(one)
    of_nation = steps.reads(one, WANTED)
    of_institution = steps.drills(one, "institution", room.institution)
    assert of_nation.below[of_institution.name] == of_institution.number
    of_desk = steps.drills(one, "desk", room.desk)
    assert of_institution.below[of_desk.name] == of_desk.number
    assert any(number.isdigit() for number in (of_nation.number, *of_nation.below.values()))
    steps.drills(one, "institution", room.institution)
    steps.takes_along(one, of_institution, room.place.people.values())
    with walking(room.browser, room.place, "chief", language=room.language) as chief:
        steps.reads_own_desk(chief, WANTED, of_desk)
        for scope in (f"desk/{room.elsewhere}", f"institution/{room.institution}"):
            steps.absent(chief, scope)


@pytest.mark.capability("H6")
def test_a_year_is_reviewed_by_two_others_and_released_with_its_hash(room: Room) -> None:
    one, year = room.secretary, clock.today().year - 1
    steps.enters(one, "/yearbook/")
    dropped(one, year)
    again = withdrawn(one, year)
    path = drawn_up(one, year)
    refused_alone(one)
    for who in ("second", "officer"):
        with walking(room.browser, room.place, who, language=room.language) as other:
            approved(other, path)
            assert offers(other, "release") == (who == "second"), "an officer reviews; the secretariat releases"
    one.open(path)
    does(one, "release")
    digest = one.page.locator("main dl.facts .ref").first.inner_text()
    public(room, year, digest, again=again)


def dropped(one: Walker, year: int) -> None:
    """A draft that waits here already is dropped: whoever looks at every page for barriers draws one up in the demo.

    One that was dropped still has its row, without a way to drop it again.
    """
    rows = one.page.locator(f"main ul.rows li:not(:has(.chip.ok, .chip.late)) a:has-text('{year}')")
    for path in [rows.nth(n).get_attribute("href") for n in range(rows.count())]:
        one.open(path or "")
        if offers(one, "drop"):
            does(one, "drop")
    one.open("/yearbook/")


def withdrawn(one: Walker, year: int) -> bool:
    """Where this year is public already it is taken back first, with a reason that stands in the register."""
    link = f"main ul.rows li:has(.chip.ok) a:has-text('{year}')"
    if not one.page.locator(link).count():
        return False
    one.go(link)
    refuses(one, "withdraw")
    does(one, "withdraw", withdraw_reason="words_wrong")
    assert not offers(one, "withdraw")
    one.open("/yearbook/")
    return True


def drawn_up(one: Walker, year: int) -> str:
    """One that is not over is refused beside its field; returns the address of the draft."""
    refuses(one, "draw_up", "year", year=str(year + 1))
    does(one, "draw_up", year=str(year))
    assert one.page.locator("main section.card h2").count() >= steps.TABLES
    assert one.page.locator("main section.say").count(), "the attack narrowed no hidden number"
    return steps.here(one)


def refused_alone(one: Walker) -> None:
    """Whoever drew it up neither releases it alone nor reviews it, by whichever way it is sent."""
    refuses(one, "release")
    assert not offers(one, "approve")
    steps.forges(one, "release", "approve")
    assert one.page.locator("main .errors").count()
    assert says(one, steps.OWN_DRAFT)
    one.open(steps.here(one))
    assert not one.page.locator("main ul.rows .chip").count(), "nobody has reviewed it yet"


def approved(other: Walker, path: str) -> None:
    """Found where drafts wait, read with its report, approved once."""
    other.open("/yearbook/")
    other.go(f"main a[href='{path}']")
    assert other.page.locator("main section.say").count()
    does(other, "approve")
    assert not offers(other, "approve"), "each says it once"


def public(room: Room, year: int, digest: str, *, again: bool) -> None:
    """Without an account and without a key: the register, five tables, a bundle whose hash anybody works out."""
    said = {one: said_in_public(room.place, one) for one in steps.public_pages(room.language, year)}
    register, page, data, sheet = said.values()
    assert digest in register
    assert (register.count('<span class="chip late">') == 1) == again
    body = json.loads(data)
    figures = json.dumps(body["figures"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(figures.encode()).hexdigest() == body["sha256"] == digest
    assert digest in page
    tables = body["figures"]["tables"]
    assert len(tables) == steps.TABLES
    numbers = [line["count"] for table in tables for line in table["lines"]]
    assert not [n for n in numbers if n is not None and 0 < n <= 10], "a small number is public"
    lines = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert len([one for one in lines if one["line"] not in ("total", "without_account")]) == len(numbers)
    assert all((one["hidden"] == "yes") == (one["number"] == "") for one in lines)
    for table in tables:
        told = page.split(f"<h2>{table['title'][room.language]}</h2>")[1].split("</section>")[0]
        assert (table["state"] == "nothing") == ("<table" not in told), "what is not published is said in words"
    if room.place.database:
        assert {table["state"] for table in tables} & {"in_part", "whole"}, "something of the year can be read"
        assert None in numbers
    names = room.place.people.values()
    assert not [name for name in names for text in (data, sheet) if name in text], "a reviewer has no name there"
