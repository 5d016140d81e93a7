"""From work in a house to four institutions: noticed by an inspector, handed over, a plan, an agreement taken back.

She speaks Wolof and no worker does. The inspection offers its case to a shelter, which goes on with a file of its own;
a hospital and lawyers each see their lines of the plan and nothing else, the hospital only until she takes it back.
Each worker sits in a browser of their own; who sits at a desk in French and who holds a telephone in Arabic changes
with the place, so that over both places every desk was seen in both languages.
"""

import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from himaya.cases import words_closures
from himaya.tasks.words import KINDS
from tests.journeys.domestic_work import (
    LINES,
    a_paper_says_so,
    accepts,
    agree,
    assert_none_of,
    desks,
    does_its_lines,
    fears_the_consulate,
    first_days,
    handed_over,
    has_rights,
    in_words,
    keeps_a_copy,
    noticed,
    planned,
    seat,
    sees_one_line,
    takes_it_back,
    typed,
)
from tests.journeys.passages import MAIN, Worker, at
from tests.journeys.test_thread import rows
from tests.running import Live

pytestmark = [pytest.mark.browser]
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])
PAGES_OF_A_CASE = (
    "/casework/cases/{}/",
    "/casework/cases/{}/consents/",
    "/casework/cases/{}/consents/write/",
    "/casework/cases/{}/files/",
    "/casework/cases/{}/access/",
    "/casework/cases/{}/send/",
    "/casework/cases/{}/hand-over/",
    "/casework/cases/{}/closing/",
    "/casework/cases/{}/keeping/",
    "/plans/{}/",
    "/plans/{}/first-days/",
    "/plans/{}/goals/add/",
    "/plans/{}/lines/add/",
    "/plans/{}/talk/",
    "/rights/{}/",
    "/rights/{}/facts/",
    "/rights/{}/right/wages/",
    "/rights/{}/copy/",
    "/rights/{}/readers/",
    "/conferences/cases/{}/",
    "/tasks/cases/{}/",
)
LISTS = (
    "/casework/",
    "/casework/sent/",
    "/casework/cases/",
    "/casework/cases/shared/",
    "/casework/cases/closed/",
    "/casework/quiet/",
    "/plans/lines/",
    "/tasks/",
    "/tasks/desk/",
    "/tasks/notices/",
    "/conferences/",
    "/services/",
)


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place


@pytest.mark.capability("E1", "E4", "E5", "E6", "E7")
def test_a_woman_from_domestic_work_goes_on_with_a_shelter_and_takes_back_what_the_hospital_had(
    place: Live, browser: Browser
) -> None:
    with ExitStack() as all_of_them:
        labour = all_of_them.enter_context(noticed(browser, place))
        ngo, health, law = (
            all_of_them.enter_context(at(browser, place, who, language=seat(place, who)[0], phone=seat(place, who)[1]))
            for who in ("ngo", "health", "law")
        )
        first, case, reference = handed_over(labour, ngo)
        fears_the_consulate(ngo, case)
        agree(ngo, case, desks(ngo, "health"), "plan_lines", "first_name", "safe_contact", "health_urgency")
        agree(ngo, case, desks(ngo, "law"), "plan_lines")
        sent = first_days(ngo, case)
        accepts(health, sent)
        lines = planned(ngo, case)
        care, calm = does_its_lines(health)
        pay = sees_one_line(law)
        has_rights(ngo, case)
        takes_it_back(ngo, health, case, calm, sent)
        a_paper_says_so(ngo, case)
        keeps_a_copy(ngo, case)
        is_reminded(ngo, case)
        closed(ngo, case)
        nobody_sees_more(labour, ngo, health, law, first, case, reference, (care, calm, pay), lines)
    nothing_lies_open(place)


def is_reminded(ngo: Worker, case: str) -> None:
    """The day that counsel gave comes as a task of the desk, beside what is offered from the first contact on."""
    asked = in_words(ngo.place, "ngo", KINDS["right_deadline"])
    due = ngo.page.locator("main .card.say ul.rows li").filter(has_text=asked)
    for _turn in range(40):
        ngo.open(f"/tasks/cases/{case}/")
        if due.count():
            break
        ngo.page.wait_for_timeout(500)
    assert due.count() == 1, ngo.text()


def closed(ngo: Worker, case: str) -> None:
    """What is still open is said before; then why, what changed, until when it is kept; four questions with faces."""
    ngo.open(f"/casework/cases/{case}/closing/")
    assert ngo.page.locator("main .card.not li").count(), "lines that run are told before a file is closed"
    close = "main form:has([name=do][value=close]) .btn:not(.quiet)"
    told = ngo.refused(close, reason="goals_reached", changed_safety="better", changed_health="much_better")
    assert ngo.page.locator("#knowing-error").count(), told
    ngo.go(close, knowing="yes")
    assert in_words(ngo.place, "ngo", words_closures.WORDS["closed"]) in ngo.text()
    ngo.go("main a[href='/casework/feedback/']")
    ngo.go("main a[href='/casework/feedback/form/']")
    assert ngo.page.locator("main input[type=radio]").count() == 4 * 4
    assert case not in ngo.page.content(), "the page in her hands knows no case"
    ngo.go(MAIN, listened="yes", decided="yes", safe="partly", again="yes")
    assert urlsplit(ngo.page.url).path == "/casework/feedback/thanks/"


def nobody_sees_more(
    labour: Worker,
    ngo: Worker,
    health: Worker,
    law: Worker,
    first: str,
    case: str,
    reference: str,
    given: tuple[str, str, str],
    lines: Mapping[str, str],
) -> None:
    """Every page of the others' cases is absent, in the same words as one that never was; no list shows a word."""
    typed_here, care, calm, pay = typed(ngo.place, "ngo"), *given
    for worker, others in ((labour, [case]), (health, [first, case]), (law, [first, case]), (ngo, [first])):
        nothing_there(worker, others)
        listed(worker, reference)
    not_theirs = {"labour": list(lines.values()), "health": [pay, calm, lines["group"]], "law": [care, calm]}
    for worker in (labour, health, law):
        nothing = asked(worker, f"/plans/lines/{uuid.uuid4()}/", 404)
        for line in not_theirs[worker.who]:
            assert asked(worker, f"/plans/lines/{line}/", 404) == nothing
    never = {
        "labour": [typed_here[one] for one in ("goal", *LINES, "counsel")],
        "health": [*(typed_here[one] for one in ("goal", "pay", "room", "group", "counsel"))],
        "law": [*(typed_here[one] for one in ("goal", "care", "calm", "room", "group", "counsel"))],
        "ngo": [],
    }
    family, first_name = (typed(labour.place, "labour")[one] for one in ("family", "first"))
    for worker in (ngo, health, law):
        assert_none_of("".join(worker.seen), *never[worker.who], family)
    assert_none_of("".join(labour.seen), *never["labour"], typed(health.place, "health")["said"])
    assert_none_of("".join(law.seen), first_name, typed(health.place, "health")["said"])


def nothing_there(worker: Worker, cases: list[str]) -> None:
    """No page of these cases is there; it is answered word for word as a case that never was."""
    nothing = {asked(worker, address.format(uuid.uuid4()), 404) for address in PAGES_OF_A_CASE[:2]}
    assert len(nothing) == 1
    for address in PAGES_OF_A_CASE:
        assert {asked(worker, address.format(one), 404) for one in cases} == nothing, (worker.who, address)


def asked(worker: Worker, address: str, *status: int) -> str:
    """The main part of a page, fetched with the session of this browser; it counts among what was seen."""
    answer = worker.page.request.get(address)
    assert answer.status in status, (worker.who, address, answer.status)
    worker.seen.append(answer.text())
    return worker.seen[-1].partition("<main")[2].partition("</main>")[0]


def listed(worker: Worker, reference: str) -> None:
    """Lists and counts, and a search by the reference of the shelter's case."""
    for address in LISTS:
        asked(worker, address, 200, 403)
    if worker.who == "ngo":
        return
    worker.open("/casework/search/")
    worker.refused("main form:has(#reference) .btn", reference=reference)
    assert not worker.page.locator("main a[href^='/casework/cases/']").count()


def nothing_lies_open(place: Live) -> None:
    """No word of hers is in clear in the store or in what the processes wrote."""
    canaries = {word for one in ("labour", "ngo", "health") for word in typed(place, one).values()}
    wrote = [place.log, *(one for one in place.home.rglob("*") if one.is_file())]
    for word in canaries:
        assert not [str(one) for one in wrote if word.encode() in one.read_bytes()], word
    if place.database:
        with rows(place) as ask:
            tables = [name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            for table in tables:
                for word in canaries:
                    found = ask(f"SELECT count(*) FROM \"{table}\" AS t WHERE t::text LIKE '%{word}%'")  # noqa: S608
                    assert found[0][0] == 0, (table, word)
