"""A national is found abroad: a consular desk of our own asks first, and announces only who wishes it without fear.

Danger, the wish and fear come before anything is written; a fear ends it there and leaves nothing. Else a sealed sheet
goes to a desk at the point of arrival, which reads nothing before it expects the person. The day is a task and then an
alarm; the word of the desk abroad ends nothing; once the person is met it is a file like every other. Whoever sent the
sheet reads nothing back, and for police and border there is no such page. In French by thumb on a telephone, in the
demo; in Arabic by the keyboard alone, in a nation's installation on PostgreSQL.
"""

import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.cases import words_inbound
from himaya.tasks.words import KINDS
from tests.journeys import abroad_steps as steps
from tests.journeys.domestic_work import assert_none_of, number
from tests.journeys.passages import in_days
from tests.journeys.test_thread import changed, tables
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("F2")]
DEMO = {
    "consul": "consulaire-verlande",
    "airport": "aeroport-accueil",
    "police": "police-port",
    "partner": "asso-droits",
}
NATION = {"consul": "abroad-1", "airport": "abroad-2", "police": "parquet-1"}
ACCOUNTS = (
    ("abroad-1", "test-consular", ("intake_abroad",)),
    ("abroad-2", "test-arrivals", ("case_manager", "desk_lead")),
)
DESKS = ["accueil-aeroport", "test-arrivals"]
FIRST = "main form:has(input[value=first]) button"
SEND = "main form:has(input[value=sheet]) button"
REFUSE = "main form:has(input[value=refuse]) button"
# What is typed, word for word: each is looked for wherever it must not be.
TYPED: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "called": "Fleur de Câprier",
        "place": "Vol du soir, porte aux carreaux bleus",
        "words": "C’est pour le panier de grenades",
    },
    "ar": {
        "called": "زهرة الكبار",
        "place": "رحلة المساء عند الباب ذي الزليج الأزرق",
        "words": "بخصوص سلة الرمان",
    },
}
CASE_PAGES = (
    "/casework/cases/{}/",
    "/casework/cases/{}/consents/",
    "/returns/cases/{}/",
    "/returns/cases/{}/travel/",
    "/packets/cases/{}/",
    "/plans/{}/",
    "/safety/cases/{}/",
    "/tasks/cases/{}/",
)


@pytest.fixture(name="walk", params=["live-fr", steps.PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    return steps.seated_in(request, DEMO, NATION, ACCOUNTS)


def test_somebody_is_announced_and_met_and_the_sender_reads_nothing_back(
    walk: tuple[Live, str], browser: Browser
) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        consul, airport, police = seated("consul"), seated("airport"), seated("police")
        nothing_is_sent(consul, place)
        sent(consul)
        sheet = announced(airport)
        steps.asked(police, "/casework/arrivals/", 404)
        steps.asked(police, sheet, 404)
        case = expected(airport, sheet)
        the_day_comes(airport, place, sheet, case)
        taken_back(consul, airport, sheet, case)
        met(airport, sheet, case)
        reads_nothing_back(consul, police, sheet, case)
        assert_none_of("".join(police.seen), *TYPED[language].values())
    steps.nothing_lies_open(place, TYPED[language].values())


def typed(one: Walker) -> Mapping[str, str]:
    return TYPED[steps.language_of(one)]


def nothing_is_sent(consul: Walker, place: Live) -> None:
    """Danger now, no wish, a fear: each ends it there. Nothing is kept, also not that somebody was afraid."""
    before = tables(place)
    said = {"danger": "no", "wants": "yes", "afraid": "no", "age": "adult"}
    consul.open("/abroad/")
    told = consul.refused_at(FIRST, danger="no")
    assert consul.page.locator("main .errors").count(), told
    for why, answer in (("danger", "yes"), ("wants", "unsure"), ("afraid", "yes"), ("afraid", "unsure")):
        consul.open("/abroad/")
        consul.go(FIRST, **{**said, why: answer})
        assert str(words_inbound.AGAINST[why]) in consul.text()
        assert not consul.page.locator("main [name=to_desk]").count()
        if why != "danger":
            assert consul.page.locator("main ul.rows li [dir=ltr]").count(), "a partner's number, for the person"
    steps.shot(consul, "abroad-stop")
    assert changed(before, tables(place)) == {}, "not a word of it anywhere"
    consul.go(REFUSE)
    after = tables(place)
    refused = after.pop("tally refused")
    assert refused == before.pop("tally refused", 0) + 1, "a count of the month"
    assert changed(before, after) == {}


def sent(consul: Walker) -> None:
    """As little as the person wants, and what is missing is said without a loss of what was typed."""
    said = typed(consul)
    consul.open("/abroad/")
    steps.shot(consul, "abroad-first")
    consul.go(FIRST, danger="no", wants="yes", afraid="no", age="adult")
    where = {"to_desk": DESKS, "arrives_on": in_days(2), "place": said["place"], "called": said["called"]}
    how = {"way": "phone", "phone": steps.NUMBER, "words": said["words"], "gender": "woman"}
    told = consul.refused_at(
        SEND, **where, **how, language_spoken="ary", interpreter="none", needs=["shelter", "papers"], told="yes"
    )
    assert consul.page.locator("main .errors").count(), told
    assert consul.page.locator("main #called").input_value() == said["called"]
    steps.shot(consul, "abroad-sheet")
    consul.go(SEND, agreed="yes")
    assert str(words_inbound.SEEN["sent"]) in consul.text()
    assert_none_of(consul.text(), *said.values(), steps.NUMBER)
    steps.shot(consul, "abroad-sent")


def announced(airport: Walker) -> str:
    """Of who is announced, the desk sees a language and a day. Returns the address of the sheet."""
    said = typed(airport)
    airport.open("/casework/arrivals/")
    steps.shot(airport, "arrivals")
    sheets = airport.page.locator("main section.do li a").evaluate_all("all => all.map(one => one.pathname)")
    day = in_days(2)
    found = []
    for sheet in sheets:
        airport.open(sheet)
        if airport.page.locator("main button[value=accept]").count():
            found.append(sheet)
    assert found, day
    assert_none_of("".join(airport.seen), *said.values(), steps.NUMBER)
    # The newest is the one that was sent now: the demo has another that waits for its word, for a later day.
    airport.open(found[0])
    steps.shot(airport, "arrival")
    return found[0]


def expected(airport: Walker, sheet: str) -> str:
    """From the word that somebody is expected on, it is a file of the desk, and its words are read for a reason."""
    said = typed(airport)
    airport.open(sheet)
    airport.go("main button[value=accept]")
    case = number(urlsplit(airport.page.url).path)
    asks = "main form:has([name=show][value=identity])"
    airport.fill_in(asks, purpose="give_service")
    airport.press(airport.page.locator(f"{asks} button").first)
    airport.page.wait_for_selector("#reached, #wishes")
    airport._keep()
    steps.shot(airport, "arrival-case")
    assert all(said[word] in airport.text() for word in ("called", "words")), airport.text()
    steps.comes(airport, case, str(KINDS["return_arrival"]))
    return case


def the_day_comes(airport: Walker, place: Live, sheet: str, case: str) -> None:
    """Nobody has said that the person was met: urgent at the desk, and an hour later for its lead."""
    one = number(sheet)
    steps.due_now(place, "inbound.alarm", "sheet", one)
    steps.due_now(place, "inbound.lead_alarm", "sheet", one)
    steps.comes(airport, case, str(KINDS["return_arrival_lead"]))
    steps.shot(airport, "arrival-alarm")
    assert airport.text().count(str(KINDS["return_arrival"])) >= 1
    assert_none_of(airport.text(), *typed(airport).values(), steps.NUMBER)


def taken_back(consul: Walker, airport: Walker, sheet: str, case: str) -> None:
    """The desk abroad says that they do not come: not their own word. Day and alarm stand, and they are asked."""
    consul.open("/abroad/sent/")
    assert str(words_inbound.SEEN["expected"]) in consul.text()
    form = consul.page.locator("main form[action$='/take-back/']").first.get_attribute("action")
    consul.go(f"main form[action='{form}'] button")
    assert str(words_inbound.SEEN["taken_back"]) in consul.text()
    steps.comes(airport, case, str(KINDS["return_arrival_doubted"]))
    airport.open(sheet)
    assert airport.page.locator("main button[value=meet]").count(), "somebody is still waited for"
    steps.shot(airport, "arrival-doubted")


def met(airport: Walker, sheet: str, case: str) -> None:
    """The person is there: nothing is waited for any more, and what follows is a file like every other."""
    airport.open(sheet)
    airport.go("main button[value=meet]")
    steps.comes(airport, case, str(KINDS["return_arrival_lead"]), gone=True)
    airport.open(f"/casework/cases/{case}/")
    airport.go("main nav a[href$='/first-days/']")
    said = {"danger": "no", "health": "no", "food": "yes", "child": "no", "papers": "no", "knows": "no"}
    airport.go("form[action$='/first-days/'] .btn", "form[action$='/first-days/']", **said)
    for page in CASE_PAGES:
        steps.asked(airport, page.format(case), 200)


def reads_nothing_back(consul: Walker, police: Walker, sheet: str, case: str) -> None:
    """Whether the person was met, the sender does not see; and what it may not see answers as what is not there."""
    consul.open("/abroad/sent/")
    assert str(words_inbound.SEEN["taken_back"]) in consul.text()
    for page in ("/casework/arrivals/", sheet, *(one.format(case) for one in CASE_PAGES)):
        steps.asked(police, page, 404)
        steps.asked(consul, page, 403, 404)
        other = page.replace(case, str(uuid.uuid4())).replace(number(sheet), str(uuid.uuid4()))
        assert consul.page.request.get(page).status == consul.page.request.get(other).status, page
    # What was written to be sent was shown to whoever wrote it, and nowhere after that.
    since = next(at for at, page in enumerate(consul.seen) if str(words_inbound.SEEN["sent"]) in page)
    assert_none_of("".join(consul.seen[since:]), *typed(consul).values(), steps.NUMBER)
