"""An estimate of those who were not found: asked for after bad tables, stopped, gone on with, read with its limits.

In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL. The table is a published one; the worker of the running Himaya makes the estimate.
"""

import csv
import re
from itertools import combinations

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.estimates import estimating, rules_lists, states, words, words_runs
from himaya.estimates.actions import runs
from himaya.estimates.rules_lists import NotATable
from himaya.web.estimates.figures import number
from tests.journeys.evidence_steps import IN_SIGHT, enters, here
from tests.journeys.return_steps import does, offers, says
from tests.journeys.test_risk_and_trauma import asked, nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import ROOT, Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("H5")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
TABLES = ROOT / "tests" / "data" / "mse"
PUBLISHED = (TABLES / "Kosovo.csv").read_bytes()
LISTS = ("EXH", "ABA", "OSCE", "HRW")
# Five lists and the most tables that the page offers: time enough to stop it while it is made.
LONG = (TABLES / "UKdat_5.csv").read_bytes()
SHORT_RUN, LONG_RUN = (str(n) for n in runs.REPLICATES)
SEED = "4711"
FORM = "main form[enctype]"
BAD = (
    (b"A,B,n\n1,0,4\n0,1,-2\n1,1,3\n", NotATable(rules_lists.NEGATIVE, line=3)),
    (b"A,B,n\n1,0,4\n0,1,2\n1,0,3\n", NotATable(rules_lists.TWICE, line=4, first=2)),
    (b"A,n\n1,4\n", NotATable(rules_lists.ONE_LIST)),
)


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    return place, language


def test_what_lists_say_of_those_who_were_not_found(walk: tuple[Live, str], browser: Browser) -> None:
    place, language = walk
    with translation.override(language), walking(browser, place, "secretariat", language=language) as one:
        enters(one, "/estimates/")
        for table, fault in BAD:
            refused(one, table, words.refusal(fault))
        stopped_and_gone_on(one, asked_for(one, LONG, LONG_RUN))
        one.open("/estimates/")
        address = asked_for(one, PUBLISHED, SHORT_RUN)
        ready(one, address)
        read(one)
        nobody_else(browser, place, address, language)
    nothing_lies_open(place, [])


def send(one: Walker, table: bytes) -> None:
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": table}
    one.page.set_input_files(f"{FORM} [name=file]", files=[file])


def refused(one: Walker, table: bytes, sentence: str) -> None:
    """A sentence beside the file that says which line and what to do; what was chosen beside it stays."""
    one.open("/estimates/")
    send(one, table)
    chosen = {"origin": states.PUBLISHED, "replicates": LONG_RUN, "seed": SEED}
    one.refused_at(f"{FORM} .actions .btn", FORM, **chosen)
    assert one.page.locator("#file-error").inner_text() == sentence
    assert one.page.locator(f"{FORM} [name=seed]").input_value() == SEED, "what was typed is lost"
    assert one.page.locator(f"{FORM} [name=replicates]:checked").input_value() == LONG_RUN
    assert not one.page.locator("main a[href^='/estimates/'] bdi", has_text="A · B").count(), "nothing was asked for"


def asked_for(one: Walker, table: bytes, drawn: str) -> str:
    """A table that holds; returns where it is followed, with how far it is."""
    send(one, table)
    one.go(f"{FORM} .actions .btn", FORM, origin=states.PUBLISHED, replicates=drawn)
    assert one.page.locator("main progress").count(), one.text()
    return here(one)


def stopped_and_gone_on(one: Walker, address: str) -> None:
    """Stopped, it keeps what was drawn, and it goes on from there; half an estimate is none."""
    stopped(one)
    does(one, "resume")
    assert one.page.locator("main progress").count()
    stopped(one)
    assert here(one) == address


def stopped(one: Walker) -> None:
    does(one, "cancel")
    assert says(one, words_runs.STATES[states.CANCELLED])
    assert not one.page.locator("main table").count()
    assert offers(one, "resume")


def ready(one: Walker, address: str) -> None:
    """Whoever comes back later reads it there."""
    for _turn in range(240):
        one.open(address)
        if not one.page.locator("main progress").count():
            break
        one.page.wait_for_timeout(500)
    assert one.page.locator("main table").count() == 4, one.text()


def read(one: Walker) -> None:
    """Every method beside the others, lists, overlaps, what would change it; limits before any figure, none alone."""
    text, counted = one.text(), counts()
    limits = one.page.locator("main section.not").first
    assert all(str(said) in limits.inner_text() for said in words_runs.LIMITS)
    # What the reader meets first is what it cannot carry; the heading holds no figure.
    assert text.index(limits.inner_text()[:40]) < text.index(one.page.locator("main table caption").first.inner_text())
    assert not re.search(r"\d", one.page.locator("main h1").inner_text())
    methods = one.page.locator("main table").nth(0).locator("tbody tr")
    assert [row.locator("th").inner_text() for row in methods.all()] == [str(said) for said in words.METHODS.values()]
    for row in methods.all():
        total, interval = row.locator("td.num").inner_text().split("\n")
        assert row.locator("td.num").evaluate(IN_SIGHT), "the figure is read and its ends are not"
        assert re.search(r"\d", total), row.inner_text()
        assert interval == "—" or len(re.findall(r"\d+", interval)) >= 2, "no figure without its ends"
    assert one.page.locator("main figure svg, main .figure svg").count() == 1
    changes = one.page.locator("main table").nth(1).locator("tbody tr").all_inner_texts()
    assert all(any(name in line for line in changes) for name in LISTS), "what each list does to it"
    cells = [row.split("\t") for row in rows(one, 2) + rows(one, 3)]
    said = {name.strip(): told.strip() for name, told in cells}
    for some in (*combinations(LISTS, 1), *combinations(LISTS, 2)):
        on = sum(n for marks, n in counted if all(marks[LISTS.index(name)] for name in some))
        place = next(name for name in said if set(re.findall(r"[A-Z]+", name)) == set(some))
        assert said[place] == number(on), some
    assert number(sum(n for _marks, n in counted)) in text
    claim = str(words.NOTES[estimating.CLAIMED])
    assert claim in text, "that the lists are independent is a claim of whoever made them"
    printed(one)


def rows(one: Walker, table: int) -> list[str]:
    return one.page.locator("main table").nth(table).locator("tbody tr").all_inner_texts()


def counts() -> list[tuple[list[bool], int]]:
    """The table as anybody reads it."""
    _head, *lines = csv.reader(PUBLISHED.decode().splitlines())
    return [([mark == "1" for mark in marks], int(n)) for *marks, n in lines]


def printed(one: Walker) -> None:
    """On paper the buttons are gone, and the limits are not."""
    one.page.emulate_media(media="print")
    assert not one.page.locator("main .no-print").first.is_visible()
    assert one.page.locator("main section.not").first.is_visible()
    one.page.emulate_media(media="screen")


def nobody_else(browser: Browser, place: Live, address: str, language: str) -> None:
    with walking(browser, place, "ngo", language=language) as other:
        for where in (address, "/estimates/"):
            asked(other, where, 403)
