"""A girl of fifteen, noticed at the hospital, taken over by child protection, helped by five institutions.

No consent gate and no guardian gate: her own word decides who learns of her, both ways. A second person stands behind
the one sharing without her agreement. What she takes back ends at once, and whoever has no part in it sees nothing.
"""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.utils import translation
from django.utils.functional import Promise
from playwright.sync_api import Browser

from himaya.cases import words_consents
from himaya.conferences import words as conferences
from himaya.kernel import clock
from himaya.web.frontline.words import all_words
from tests.journeys.passages import DESKS, MAIN, Worker, at, in_days
from tests.journeys.test_thread import REGIONS, rows
from tests.running import Live, himaya

pytestmark = [pytest.mark.deep, pytest.mark.browser]
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.deep, pytest.mark.postgres])
CONSULATES = ("consulat-verlande", "test-consulate")
ONWARD = "form#sheet .actions .btn:not(.second):not(.quiet)"
POLICE = ("police-nord", "police-centre", "police-port", "garde-sud", *DESKS["justice"])


@dataclass(frozen=True)
class Words:
    """What is typed: each text has words that stand nowhere else."""

    name: str
    contact: str
    goal: str
    care: str
    law: str
    own: str
    right: str
    task: str
    both: str
    for_law: str
    health: str
    diagnosis: str
    decided: str
    remark: str
    action: str

    def all(self) -> tuple[str, ...]:
        return tuple(word for name, word in vars(self).items() if name != "diagnosis")


WORDS = {
    "fr": Words(
        name="Salma Elkasbaoui",
        contact="pour le cahier turquoise",
        goal="dormir sans lumière vacillante",
        care="un entretien chaque mercredi pastel",
        law="demander un tuteur rue Zellige",
        own="un lit dans la maison Coquelicot",
        right="dit au bureau Alizé",
        task="préparer le sac orange",
        both="elle mange à midi avec Capucine",
        for_law="la question du tuteur Baobab",
        health="elle parle mieux le matin, verveine",
        diagnosis="elle a une dépression",
        decided="on commence lundi, trèfle",
        remark="tous ont relu, mimosa",
        action="garder l’heure du soir, lavande",
    ),
    "ar": Words(
        name="سلمى القصباوي",
        contact="من أجل الدفتر الفيروزي",
        goal="النوم دون ضوء متقطع",
        care="جلسة كل أربعاء بالرواق",
        law="طلب نائب في زنقة الزليج",
        own="سرير في دار شقائق النعمان",
        right="قيل لها في مكتب النسيم",
        task="تحضير الحقيبة البرتقالية",
        both="تتغدى مع رفيقتها الياسمين",
        for_law="مسألة النائب قرب الصفصافة",
        health="تتكلم أحسن في الصباح، لويزة",
        diagnosis="عندها اكتئاب",
        decided="البداية يوم الاثنين، برسيم",
        remark="قرأ الجميع مرة أخرى، ميموزا",
        action="ترك ساعة المساء لها، خزامى",
    ),
}


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place


@dataclass
class Passage:
    """Who takes part, what is typed, and the addresses that come to be."""

    nurse: Worker
    child: Worker
    lead: Worker
    law: Worker
    words: Words
    referral: str = ""
    case: str = ""
    reference: str = ""
    conference: str = ""

    @property
    def pk(self) -> str:
        return self.case.rstrip("/").split("/")[-1]


@pytest.mark.capability("E1", "E2", "E3", "E4", "E5", "E6")
def test_a_girl_is_protected_by_her_own_word(place: Live, browser: Browser) -> None:
    ours, theirs = ("ar", "fr") if place.database else ("fr", "ar")
    with ExitStack() as doors:

        def sits(who: str, language: str, *, phone: bool = False) -> Worker:
            return doors.enter_context(at(browser, place, who, language=language, phone=phone))

        one = Passage(
            nurse=sits("health", theirs, phone=True),
            child=sits("child", ours),
            lead=sits("child_lead", theirs, phone=True),
            law=sits("law", theirs, phone=True),
            words=WORDS[ours],
        )
        notices(one)
        takes_over(one)
        asks_her(one)
        first_days(one)
        plan(one)
        rights(one)
        without_her_yes(one)
        conference(one)
        calendar(one)
        copy_refused(one)
        guard = sits("child_guard", ours)
        sees_who_read(guard, one, place)
        others = [sits(who, theirs) for who in ("labour", "ngo", "secretariat", "guard", "justice")]
        sees_nothing(others, one)
        takes_the_hospital_back(one)
        only_their_own(one)
    nothing_in_clear(place, one)


def language_of(worker: Worker) -> str:
    return worker.page.locator("html").get_attribute("lang") or ""


def says(worker: Worker, sentence: str | Promise) -> bool:
    """The page says this sentence in its language, wherever the lines break."""
    with translation.override(language_of(worker)):
        wanted = str(sentence)
    return " ".join(wanted.split()) in " ".join(worker.text().split())


def known(worker: Worker, name: str, values: Iterable[str]) -> str:
    """Of these values the one that the radios or boxes of this name know here."""
    return next(v for v in values if worker.page.locator(f"main [name='{name}'][value='{v}']").count())


def send(
    worker: Worker, form: str, button: str = "button", *, refused: bool = False, **fields: str | list[str]
) -> None:
    """Fill and send one form of a page that has several."""
    place = worker.page.locator(form).first
    if not place.is_visible():
        place.locator("xpath=ancestor::details[1]/summary").click()
    for name, value in fields.items():
        for said in [value] if isinstance(value, str) else value:
            found = place.locator(f"[name='{name}']")
            kind = found.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind == "select":
                found.first.select_option(said)
            elif kind in ("radio", "checkbox"):
                place.locator(f"[name='{name}'][value='{said}']").check()
            else:
                found.first.fill(said)
    with worker.page.expect_navigation():
        place.locator(button).first.click()
    worker._proves()
    worker._keep()
    if not refused:
        trouble = worker.page.locator("main .errors, main .error, main [role=alert]:not(.late)")
        assert not trouble.count(), worker.text()


# 1. Noticed at the hospital


def notices(one: Passage) -> None:
    """On the nurse's phone: the child circuit at once, whether a guardian may be implicated, and no agreement asked."""
    nurse, language = one.nurse, language_of(one.nurse)

    def word(key: str) -> str:
        return all_words()[key].texts[language]

    nurse.open("/worried/health/")
    nurse.go("main button[value=child]", region=list(REGIONS))
    while not nurse.page.locator("main button[value=offer]").count():
        for place in ("#q01-yes", "#q06-child"):
            if nurse.page.locator(place).count():
                nurse.page.locator(place).check()
        nurse.go(ONWARD)
    shown = nurse.text()
    for key in ("child.heading", "child.implicated", "child.no_facts"):
        assert word(key) in shown, key
    nurse.go("main button[value=offer]")
    assert not nurse.page.locator("main [name=route]").count(), "a child has no consent gate"
    nurse.refused(ONWARD)
    assert nurse.page.locator("main .errors a[href='#guardian']").count(), "asked before any call"
    nurse.go(ONWARD, guardian="yes")
    nurse.go(
        ONWARD, service="child_protection", urgency="urgent", language_spoken="ary", interpreter="none", group="girl"
    )
    nurse.go(ONWARD, desk=known(nurse, "desk", DESKS["child"]))
    nurse.go(ONWARD, share=["first_name"])
    nurse.go(ONWARD, contact_way="place", contact_words=one.words.contact, full_name=one.words.name)
    if nurse.page.locator("#same-new").count():
        nurse.go(ONWARD, same="new")
    assert not nurse.page.locator("main [name=agreed]").count()
    nurse.go(ONWARD)
    nurse.open("/casework/sent/")
    one.referral = nurse.link("main ul.rows a[href^='/casework/referrals/']")


# 2. Taken over


def takes_over(one: Passage) -> None:
    """Accepted on the child circuit; the case itself crosses to another institution on her own yes."""
    nurse, child, words = one.nurse, one.child, one.words
    child.open("/casework/")
    child.go(f"main a[href='{one.referral}']")
    assert words.name.split()[1] not in child.page.content()
    child.go("form[action$='/accept/'] button")

    nurse.open(one.referral)
    theirs = nurse.link("main a[href^='/casework/cases/']")
    nurse.open(f"{theirs}hand-over/")
    offer = {"desk": DESKS["child"], "reason": "additional_services", "data_classes": "guardian_flag"}
    nurse.refused(MAIN, **offer)
    assert nurse.page.locator("main [role=alert]").count(), "nothing crosses before she was asked"

    nurse.open(f"{theirs}consents/write/")
    asked = {
        "to": [f"desk:{desk}" for desk in DESKS["child"]],
        "data_classes": ["first_name", "safe_contact", "age_group", "language", "guardian_flag"],
        "language": "ary",
        "interpreter": "none",
        "mode": "spoken",
        "answer": "given",
    }
    nurse.refused(MAIN, **asked, assent="too_young", guardian="agreed")
    assert says(nurse, words_consents.CHILD_REFUSED["guardian"])
    nurse.go(MAIN, assent="yes", guardian="implicated")
    nurse.open(f"{theirs}hand-over/")
    nurse.go(MAIN, **offer)

    child.open("/casework/")
    child.go("main a[href^='/casework/hand-overs/']")
    assert words.name.split()[0] not in child.page.content(), "nothing is read before it is taken over"
    child.go("button[value=accept]")
    one.case = urlsplit(child.page.url).path
    one.reference = child.page.locator("main h1 bdi").first.inner_text()
    assert nurse.open(one.case) == 404
    # The hospital keeps its own record of its own work, and is told where she is helped.
    assert nurse.open(f"{theirs}hand-over/") == 200


# 3. Her own word


def asks_her(one: Passage) -> None:
    """Yes to the hospital and to the lawyers, no to another desk, which nobody's yes overrides; no consulate."""
    child = one.child
    said = {"language": "ary", "interpreter": "none", "mode": "spoken"}
    for who in ("health", "law"):
        child.open(f"{one.case}consents/write/")
        child.go(
            "button[formaction$='/consents/read/']",
            to=[f"desk:{desk}" for desk in DESKS[who]],
            data_classes=["needs", "plan_lines", "safe_contact"] if who == "health" else ["needs", "plan_lines"],
        )
        child.go("main button[value=yes][name=begin]")
        child.go(MAIN, **said, answer="given", assent="yes", guardian="implicated")
    child.open(f"{one.case}consents/write/")
    no = {"to": [f"desk:{desk}" for desk in DESKS["ngo"]], "data_classes": "needs", **said}
    child.refused(MAIN, **no, answer="given", assent="no", guardian="agreed")
    assert says(child, words_consents.CHILD_REFUSED["guardian"]), "no guardian is asked who may be implicated"
    child.refused(MAIN, answer="given", assent="no", guardian="implicated")
    assert says(child, words_consents.CHILD_REFUSED["childs_no"])
    child.go(MAIN, answer="refused", assent="no", guardian="implicated")
    child.open(f"{one.case}consents/write/")
    child.refused(
        MAIN,
        to=[f"desk:{desk}" for desk in CONSULATES],
        data_classes="language",
        **said,
        answer="given",
        assent="yes",
        guardian="implicated",
        fears="no",
    )
    assert says(child, words_consents.CONSULATE_REFUSED["child"])
    child.open(f"{one.case}consents/")
    assert child.page.locator("form[action$='/withdraw/']").count() == 2


# 4. The first days and the plan


def first_days(one: Passage) -> None:
    child = one.child
    child.open(f"/plans/{one.pk}/first-days/")
    send(
        child,
        f"form[action='/plans/{one.pk}/first-days/']",
        danger="no",
        health="no",
        food="yes",
        child="yes",
        papers="unknown",
        knows="yes",
    )
    assert child.page.locator("main section.say input[name=service][value=child_protection]").count()
    assert child.page.locator("main section.say input[name=service][value=immediate_safety]").count()


def plan(one: Passage) -> None:
    """A goal in her words, a line each for the hospital, the lawyers and child protection; she says yes to all."""
    child, words = one.child, one.words
    child.open(f"/plans/{one.pk}/goals/add/")
    child.go(MAIN, words=words.goal, pillar="support", type="health")
    for action, service, who in (
        (words.care, "psychological_support", "health"),
        (words.law, "legal_aid", "law"),
        (words.own, "child_protection", "child"),
    ):
        child.open(f"/plans/{one.pk}/lines/add/")
        goal = child.page.locator("main select[name=goal] option").last.get_attribute("value") or ""
        child.go(MAIN, goal=goal, action=action, service=service, desk=DESKS[who], due_on=in_days(7))
    child.open(f"/plans/{one.pk}/talk/")
    child.go(MAIN, answer="agreed", language="ary", interpreter="none", on=in_days(0))
    for action, verb in ((words.care, "request"), (words.law, "request"), (words.own, "take_up")):
        child.open(f"/plans/{one.pk}/")
        child.go(f"main a:has-text('{action}')")
        child.go(f"form[action$='/{verb}/'] button")
    for worker, mine, other in ((one.nurse, words.care, words.law), (one.law, words.law, words.care)):
        assert given(worker, mine)
        shown = worker.page.content()
        assert mine in shown
        for hidden in (other, words.own, words.goal):
            assert hidden not in shown
        worker.go("form[action$='/acknowledge/'] button")
        worker.go("form[action$='/start/'] button")


def given(worker: Worker, action: str) -> str:
    """Stands at the line of this action, among those given to a desk; returns its address, or nothing."""
    worker.open("/plans/lines/")
    lines = worker.page.locator("main ul.rows a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return next((one for one in lines if worker.open(one) == 200 and action in worker.text()), "")


# 5. Rights


def rights(one: Passage) -> None:
    """What concerns a child; what nobody verified says so and starts no clock."""
    child = one.child
    child.open(f"/rights/{one.pk}/facts/")
    child.go(MAIN, age="child", nationality="foreign", proceedings="unknown")
    for right in ("school", "guardian", "best_interest", "no_removal"):
        assert child.page.locator(f"main a[href='/rights/{one.pk}/right/{right}/']").count(), right
    for right in ("school", "information"):
        row = child.page.locator(f"main ul.rows > li:has(a[href$='/right/{right}/'])")
        assert row.locator(".mark").count(), right
    child.open(f"/rights/{one.pk}/right/school/")
    send(child, "form:has([name=verb][value=tell])", language="ary", on=in_days(0))
    send(child, "form:has([name=verb][value=ask])", words=one.words.right, on=in_days(0))
    child.open(f"/rights/{one.pk}/right/recovery_time/")
    assert child.page.locator("main .mark").count()
    send(child, "form:has([name=verb][value=tell])", language="ary", on=in_days(0))
    send(child, "form:has([name=verb][value=ask])", on=in_days(0), words=one.words.right)
    send(child, "form:has([name=verb][value=grant])", on=in_days(0))
    child.open(f"/rights/{one.pk}/")
    assert not child.page.locator("main section.do").count(), "no clock from what nobody verified"


# 6. Without her agreement, by two people


def without_her_yes(one: Passage) -> None:
    """To the prosecution's protection unit on a named ground; whoever proposed it does not confirm it."""
    child, lead = one.child, one.lead
    child.open(f"{one.case}consents/without/")
    child.go(
        MAIN,
        to=[f"desk:{desk}" for desk in DESKS["justice"]],
        data_classes=["age_group", "danger_now"],
        ground="child",
        notice="not_told",
        day=in_days(5),
        reason="telling_endangers",
    )
    assert not child.page.locator("form[action$='/confirm/']").count(), "a second person decides"
    assert child.page.locator("main .why").count()
    lead.open(f"{one.case}consents/")
    lead.go("form[action$='/confirm/'] button")
    child.open(f"{one.case}consents/")
    assert child.page.locator("form[action$='/tell/']").count(), "she is owed the news"
    send(child, "form[action$='/put_off/']", notice="to_tell", day=in_days(3))
    send(child, "form[action$='/tell/']")
    assert not child.page.locator("form[action$='/tell/']").count()


# 7. The case conference


def conference(one: Passage) -> None:
    child, words = one.child, one.words
    calls(one)
    child.open(one.conference)
    send(child, "form:has([name=do][value=say])", word="told", on=in_days(0))
    no_justice(one)
    for worker in (one.nurse, one.law):
        worker.open(f"{one.conference}seat/")
        send(worker, "form:has([name=answer])", answer="comes")
    says_what_she_can_do(one)
    hospital, lawyers = (desk_of(child, who) for who in ("health", "law"))
    for text, topic, hearers in (
        (words.both, "housing", [f"agreement:{hospital}", f"agreement:{lawyers}"]),
        (words.for_law, "other", [f"agreement:{lawyers}"]),
    ):
        child.open(f"{one.conference}items/")
        child.go(MAIN, part="protection", topic=topic, words=text, hearers=hearers)
    child.open(one.conference)
    send(
        child,
        "form:has([name=do][value=name])",
        hearers=[f"agreement:{hospital}", f"agreement:{lawyers}"],
    )
    held(one)
    minutes(one)


def desk_of(worker: Worker, who: str) -> str:
    return DESKS[who][1 if worker.place.database else 0]


def calls(one: Passage) -> None:
    """Called for this hour; police and prosecution are in no list of the protection part, and there is no other."""
    child = one.child
    begins = (clock.now() + timedelta(minutes=2)).astimezone(clock.here())
    child.open(f"/conferences/cases/{one.pk}/call/")
    child.go(MAIN, day=begins.date().isoformat(), hour=f"{begins:%H:%M}", minutes="60", per_item="5")
    one.conference = urlsplit(child.page.url).path
    offered = child.page.locator("main select#desk option").evaluate_all("all => all.map(one => one.value)")
    assert not [one for one in offered if one.partition(":")[2] in POLICE or one.startswith("justice:")]
    for who in ("health", "law"):
        send(child, "form:has([name=do][value=offer])", desk=f"protection:{desk_of(child, who)}")


def no_justice(one: Passage) -> None:
    """For a child only a best-interest decision carries justice, and not while a guardian may be implicated."""
    child = one.child
    form = "form:has([name=do][value=say])"
    assert not child.page.locator(f"{form} option[value=agreed]").count()
    said = {"word": "best_interest", "part": "justice", "on": in_days(0)}
    send(child, form, refused=True, **said)
    assert says(child, conferences.ASK_GUARDIAN)
    send(child, form, refused=True, **said, guardian="yes")
    assert says(child, conferences.GUARDIAN_FIRST)
    child.open(one.conference)


def says_what_she_can_do(one: Passage) -> None:
    """The nurse, in functional terms: never a diagnosis."""
    nurse, words = one.nurse, one.words
    nurse.open(f"{one.conference}health/")
    said = {"part": "protection", "terms": ["no_hearing_two_weeks", "short_talks"], "until": in_days(14)}
    nurse.refused(MAIN, **said, words=words.diagnosis)
    assert nurse.page.locator("main .errors").count()
    nurse.go(MAIN, words=words.health)


def held(one: Passage) -> None:
    """Item by item; whoever may not hear one is outside, whatever their page asks for."""
    child, nurse, law, words = one.child, one.nurse, one.law, one.words
    child.open(one.conference)
    child.go("button[value=begin]")
    for worker in (nurse, law):
        worker.open(f"{one.conference}seat/")
        worker.go("button[value=enter]")
    on = ""
    for _item in range(3):
        child.go("button[value=take_up]")
        on += child.page.locator("form:has(button[value=hear])").locator("xpath=..").inner_text()
        for worker, mine in ((nurse, (words.health, words.both)), (law, (words.health, words.both, words.for_law))):
            _status, seat = glance(worker, f"{one.conference}seat/")
            for text in (words.health, words.both, words.for_law):
                assert (text in seat) == (text in on and text in mine), text
        send(child, "form:has(button[value=hear])", "button[value=hear]", decided=words.decided)
    items = child.page.locator("form:has([name=do][value=give]) select[name=item] option")
    send(
        child,
        "form:has([name=do][value=give])",
        item=items.first.get_attribute("value") or "",
        to=desk_of(child, "health"),
        what=words.action,
        due_on=in_days(4),
    )
    child.go("button[value=end]")


def minutes(one: Passage) -> None:
    """Kept in the case; the hospital reads what it heard, and nothing else of it."""
    child, nurse, words = one.child, one.nurse, one.words
    child.open(f"{one.conference}minutes/")
    send(child, "form:has([name=remark])", remark=words.remark)
    assert words.for_law in child.text()
    send(child, "form:has(button[value=agree])", "button[value=agree]")
    assert nurse.open(f"{one.conference}minutes/") == 404
    nurse.open(f"{one.conference}seat/")
    shown = nurse.text()
    for text in (words.health, words.both, words.decided, words.action):
        assert text in shown, text
    for text in (words.for_law, words.remark):
        assert text not in shown, text
    child.open(one.conference)
    send(child, "form:has([name=do][value=say])", word="told_after", on=in_days(0))


# 8. What is due, what she keeps, who read


def calendar(one: Passage) -> None:
    """A calendar program learns that something is due, and nothing else."""
    child = one.child
    child.open(f"/tasks/cases/{one.pk}/give/")
    me = child.page.locator(f"main select[name=to] option:has-text('{child.place.people['child']}')").first
    child.go(MAIN, kind="prepare", text=one.words.task, due_on=in_days(2), to=me.get_attribute("value") or "")
    assert one.words.task in child.text() or child.open(f"/tasks/cases/{one.pk}/") == 200
    child.open("/tasks/calendar/")
    child.go("button[value=make]")
    address = child.page.locator("main .code bdi").inner_text()
    child.open("/services/")
    desks = child.page.locator("main ul.rows b").all_inner_texts()
    told = child.page.request.get(address).text().replace("\r\n ", "")
    days = [line.partition(":")[2] for line in told.splitlines() if line.startswith("DTSTART")]
    assert in_days(2).replace("-", "") in days
    summaries = {line for line in told.splitlines() if line.startswith("SUMMARY")}
    assert len(summaries) == 1, summaries
    names = [line.partition(":")[0].partition(";")[0] for line in told.splitlines()]
    assert not {"DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "URL", "CATEGORIES", "COMMENT"} & set(names)
    for text in (one.reference, one.pk, *one.words.all(), *one.words.name.split(), *desks, *DESKS["child"]):
        assert text not in told, text


def copy_refused(one: Passage) -> None:
    """After the question of risk she takes no paper: that it was offered stays, nothing else."""
    child = one.child
    child.open(f"/rights/{one.pk}/copy/")
    assert child.page.locator("main section.do").count(), "the risk is asked first"
    child.go(MAIN, wish="offered")
    case = one.pk if child.place.database else one.pk.replace("-", "")
    with rows(child.place) as ask:
        kept = ask(f"SELECT word, language, left_at_id FROM held_copy WHERE case_id = '{case}'")  # noqa: S608
    assert [tuple(row) for row in kept] == [("offered", "", None)]


def tables_of(place: Live) -> set[str]:
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if place.database
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    with rows(place) as ask:
        return {str(name) for (name,) in ask(listed)}


def sees_who_read(guard: Worker, one: Passage, place: Live) -> None:
    """The data officer of the institution that holds the case: desks and dates, no person, no word of the file."""
    guard.open("/oversight/")
    guard.go(MAIN, reference=one.reference)
    assert guard.page.locator("main tbody tr").count() >= 2
    shown = guard.page.content()
    for text in (*one.words.all(), *(place.people[who] for who in ("health", "law", "child_lead"))):
        assert text not in shown, text
    for address in (one.case, f"/plans/{one.pk}/", f"{one.conference}"):
        assert guard.open(address) in (403, 404), address


# 9. Everybody else


def addresses(one: Passage) -> list[str]:
    pk, case = one.pk, one.case
    return [
        one.referral,
        case,
        *(f"{case}{room}/" for room in ("consents", "files", "identity", "hand-over", "closing", "access", "apart")),
        *(f"/plans/{pk}/{room}" for room in ("", "first-days/", "talk/", "goals/add/")),
        *(f"/rights/{pk}/{room}" for room in ("", "facts/", "right/school/", "copy/", "readers/")),
        f"/tasks/cases/{pk}/",
        f"/conferences/cases/{pk}/",
        *(f"{one.conference}{room}" for room in ("", "seat/", "now/", "minutes/", "items/")),
        f"/oversight/files/{pk}/",
    ]


LISTS = (
    "/casework/",
    "/casework/sent/",
    "/casework/cases/",
    "/casework/cases/shared/",
    "/plans/lines/",
    "/conferences/",
    "/tasks/",
    "/tasks/desk/",
    "/tasks/notices/",
    "/secretariat/",
    "/oversight/",
)


def glance(worker: Worker, address: str) -> tuple[int, str]:
    """What an address answers to somebody's browser, without drawing it: its status and its page."""
    answer = worker.page.request.get(f"{worker.place.url}{address}")
    text = answer.text()
    worker.seen.append(text)
    return answer.status, text


def sees_nothing(others: list[Worker], one: Passage) -> None:
    """Closed, absent from every list and every count, found by no search; and it looks like what is not there."""
    for worker in others:
        before = len(worker.seen)
        for address in addresses(one):
            assert glance(worker, address)[0] in (403, 404), f"{worker.who} {address}"
        for address in LISTS:
            assert one.pk not in glance(worker, address)[1], f"{worker.who} {address}"
        for page in worker.seen[before:]:
            for text in (*one.words.all(), one.reference):
                assert text not in page, f"{worker.who} {text}"
        alike(worker, one)
        searched(worker, one)


def alike(worker: Worker, one: Passage) -> None:
    """What is there and closed looks like what is not there."""
    for address in (one.case, f"/plans/{one.pk}/", one.conference):
        pk = address.rstrip("/").split("/")[-1]
        other = str(uuid4())
        status, text = glance(worker, address)
        missing = glance(worker, address.replace(pk, other))
        assert (status, plain(text, pk)) == (missing[0], plain(missing[1], other)), f"{worker.who} {address}"


def plain(page: str, pk: str) -> str:
    """A page without the id that was asked for and without what differs at every look."""
    body = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"csrfmiddlewaretoken.*?>", "", body.replace(pk, ""))


def searched(worker: Worker, one: Passage) -> None:
    """Neither a reference nor a name tells anybody that she is known."""
    for address, field in (
        ("/oversight/", "reference"),
        ("/casework/search/", "reference"),
        ("/casework/search/", "name"),
    ):
        if glance(worker, address)[0] != 200 or (field == "name" and worker.who != "ngo"):
            continue
        answers = []
        known, unknown = (one.reference, "K7MR-2QXD") if field == "reference" else (one.words.name, "Xyz Wvut")
        for typed in (known, unknown):
            worker.open(address)
            answers.append(worker.refused(f"main form:has([name={field}]) .btn", **{field: typed}))
        assert answers[0] == answers[1], f"{worker.who} {address}"


# 10. Taken back


def takes_the_hospital_back(one: Passage) -> None:
    """Her assent to the hospital ends; its own page, open in another browser, shows nothing more."""
    child, nurse, words = one.child, one.nurse, one.words
    line = given(nurse, words.care)
    assert line
    child.open(f"{one.case}consents/")
    hospital = child.page.locator("main section.say > ul.rows > li").filter(
        has=child.page.locator("form[action$='/withdraw/']")
    )
    texts = hospital.all_inner_texts()
    name = desk_name(child, "health")
    row = hospital.nth(next(n for n, text in enumerate(texts) if name in text))
    row.locator("summary").click()
    with child.page.expect_navigation():
        row.locator("form[action$='/withdraw/'] button").click()
    assert nurse.open(line) == 404
    assert nurse.open("/plans/lines/") == 200
    assert not nurse.page.locator(f"main a[href='{line}']").count()
    nurse.open(f"{one.conference}seat/")
    for text in (words.care, words.health, words.both, words.decided, words.action):
        assert text not in nurse.page.content(), text
    assert given(one.law, words.law), "what she agreed with the lawyers stands"


def desk_name(worker: Worker, who: str) -> str:
    worker.page.wait_for_load_state()
    return NAMES[desk_of(worker, who)][language_of(worker)]


NAMES = {
    "hopital-nord": {"fr": "hôpital régional du Nord", "ar": "المستشفى الجهوي بالشمال"},
    "test-hospital": {"fr": "Hôpital d’essai", "ar": "مستشفى الاختبار"},
}


def only_their_own(one: Passage) -> None:
    """Those who help saw their own part and no other room of the case."""
    for worker in (one.nurse, one.law):
        for address in addresses(one):
            if address not in (one.referral, f"{one.conference}seat/", f"{one.conference}now/"):
                assert glance(worker, address)[0] in (403, 404), f"{worker.who} {address}"
    for worker, hidden in (
        (one.nurse, ("goal", "law", "own", "right", "task", "for_law", "remark")),
        (one.law, ("name", "contact", "goal", "care", "own", "right", "task", "remark", "action")),
    ):
        for page in worker.seen:
            for text in (getattr(one.words, name) for name in hidden):
                assert text not in page, f"{worker.who} {text}"


def nothing_in_clear(place: Live, one: Passage) -> None:
    """The audit holds, and no word of hers is in the store or in what the processes wrote."""
    assert himaya("audit", "verify", env=place.env)
    wrote = [place.log, *(file for file in place.home.rglob("*") if file.is_file())]
    for word in one.words.all():
        assert not [str(file) for file in wrote if word.encode() in file.read_bytes()], word
    if place.database:
        with rows(place) as ask:
            for table in sorted(tables_of(place)):
                told = str(ask(f'SELECT * FROM "{table}"'))  # noqa: S608
                assert not [word for word in one.words.all() if word in told], table
