"""A desk asks other institutions, with the person, whether they know them; only the desk that does is told and decides.

In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL. Whoever asks reads the same page with somebody who is known and with somebody who is not, before the worker
compared and after, after a no as before it: a desk stands there only once it got in touch. Police have no such page.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from tests.journeys import evidence_enquiry as steps
from tests.journeys.evidence_enquiry import File
from tests.journeys.evidence_verbs import verb
from tests.journeys.test_risk_and_trauma import nothing_lies_open
from tests.journeys.test_thread import rows
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import Live, accounts_added

pytestmark = [pytest.mark.browser, pytest.mark.capability("H1")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
# Labour asks, health is asked; child protection is entered by hand. All three signed in the demo.
DEMO = {"health": "hopital-centre", "police": "police-nord"}
NATION = {"police": "parquet-1", "health_guard": "enquete-1"}
ACCOUNTS = (("enquete-1", "test-hospital", ("data_protection_officer",)),)
# Who is asked, who is entered by hand; where files come from: a desk to which people are referred, and a region.
WHERE = {
    "live": ("regional-hospitals", "child-protection", "asso-accueil", "centre"),
    "live_production": ("health", "entraide-nationale", "test-shelter", "oriental"),
}
# In the file that asks, in the other: one paper and two spellings; one name and one year; one paper; nobody.
PAPERS = {"met": "QK730518", "no": "", "back": "QK915264", "alone": "QK448907"}
BORN = "1994"
SAID: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "fr": {
        "met": ("Séraphine Oulmacène", "Zarafina Walmassen"),
        "no": ("Gaëtane Tissefrine", "Gaëtane Tissefrine"),
        "back": ("Léocadie Bourgarane", "Locadia Burgharan"),
        "alone": ("Ermeline Zaghdoudane", ""),
    },
    "ar": {
        "met": ("سيرافينة أولماسين", "زرفانة والماسن"),
        "no": ("غايتانة تيسفرين", "غايتانة تيسفرين"),
        "back": ("ليوكادية بورغاران", "لكادية برغران"),
        "alone": ("إرملينة زغدودان", ""),
    },
}
REFERENCE = "P-2026-ESSAI-7"


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str, tuple[str, str, str, str]]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language, WHERE[fixture]
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    who = {**place.people, **NATION}
    verb(place, "signed", officers=[who["guard"], who["health_guard"]])
    return replace(place, people=who), language, WHERE[fixture]


def test_the_desk_that_knows_the_person_decides_and_whoever_asks_learns_nothing_else(
    walk: tuple[Live, str, tuple[str, str, str, str]], browser: Browser
) -> None:
    place, language, (asked, entered, *there) = walk
    mine, theirs = files(place, language, *there)
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        labour = seated("labour")
        steps.entered(seated("child_guard"), REFERENCE)
        assert {asked, entered} <= set(steps.choices(labour, mine["met"]))
        before = steps.asked(labour, mine["met"], asked)
        steps.only_asked(before)
        health = seated("health")
        told = steps.told(health, theirs["met"])
        assert steps.page_of(labour, mine["met"]) == before, "the page tells that somebody was told"
        assert steps.asks(labour, mine["alone"], asked) == before, "the page tells whom nobody knows"
        steps.got_in_touch(health, told, steps.reference_of(labour, mine["met"]))
        steps.shows(labour, mine["met"], desk_of(health))
        a_no_and_one_taken_back(labour, health, mine, theirs, asked, before)
        steps.knows_of_no_such_page(seated("police"), mine["met"].enquiries, told)
        names = [name for both in SAID[language].values() for name in both if name]
        steps.says_nothing_of(labour, *(one.reference for one in theirs.values()), told)
        steps.says_nothing_of(health, *(one.reference for one in mine.values()), *names)
    nothing_lies_open(place, [*names, *(paper for paper in PAPERS.values() if paper)])


def a_no_and_one_taken_back(
    labour: Walker, health: Walker, mine: Mapping[str, File], theirs: Mapping[str, File], asked: str, before: str
) -> None:
    for name in ("no", "back"):
        assert steps.asks(labour, mine[name], asked) == before
    steps.closed(health, steps.told(health, theirs["no"]), theirs["no"])
    assert steps.page_of(labour, mine["no"]) == before, "the page tells of a no"
    told = steps.told(health, theirs["back"])
    steps.taken_back(labour, mine["back"], asked)
    steps.gone(health, told, theirs["back"])
    assert steps.page_of(labour, mine["alone"]) == before, "the page tells that all others were compared"
    compared(labour.place)


def compared(place: Live) -> None:
    """Each was: what nobody was told of is not what nobody looked at yet."""
    with rows(place) as ask:
        assert ask("SELECT count(*) FROM enquiry WHERE compared_at IS NULL AND state = 'open'")[0][0] == 0


def files(place: Live, language: str, to_desk: str, region: str) -> tuple[dict[str, File], dict[str, File]]:
    """Those of the desk that asks, and those of the desk that knows all but one of the same people."""
    asks, knows = (place.people[who] for who in ("labour", "health"))
    wanted = [
        (by, who, {"by": by, "name": name, "birth": BORN, "document": PAPERS[who]})
        for who, names in SAID[language].items()
        for by, name in zip((asks, knows), names, strict=True)
        if name
    ]
    found = verb(place, "kept", people=[one for _by, _who, one in wanted], to_desk=to_desk, region=region)
    both: dict[str, dict[str, File]] = {asks: {}, knows: {}}
    for (by, who, _one), said in zip(wanted, found, strict=True):
        both[by][who] = File(**said)
    return both[asks], both[knows]


def desk_of(one: Walker) -> str:
    """The name of somebody's desk, as the bar of their pages says it."""
    return one.page.locator("header .desk").inner_text().split("·")[-1].strip()
