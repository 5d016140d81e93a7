"""What is done page after page when somebody would leave, or comes home from abroad; and what is typed there."""

import json
import os
import sqlite3
import uuid
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from himaya.kernel import clock
from himaya.returns import rules
from tests.journeys.domestic_work import number
from tests.journeys.passages import MAIN, in_days
from tests.journeys.test_thread import rows
from tests.journeys.thumb_and_keys import Walker
from tests.running import ROOT, Live, accounts_added, himaya

ON = "form#sheet .actions .btn:not(.second):not(.quiet)"
REGION, SHELTERS = ["nord", "oriental"], ["asso-accueil", "test-shelter"]
HOSPITALS = ["hopital-nord", "test-hospital"]
NUMBER = "06 00 00 48 17"
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
# What is typed, word for word: each is looked for wherever it must not be.
TYPED: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "name": "Philomène Okandja",
        "talk": "Elle a repris chaque point avec ses mots",
        "country": "Isles de Corail",
        "choice": "Revoir le manguier de la cour",
        "sheet": "La tante garde une natte près du puits",
        "partner": "Maison des Palétuviers",
        "partner_words": "Une chambre donne sur la lagune",
        "promise": "Une dame au foulard safran attend",
        "escort": "La voisine du rez-de-jardin",
        "transit": "Escale avec une hôtesse prévenue",
        "paper": "Remis dans une enveloppe lavande",
        "alone": "Elle prend le car du soir chez sa marraine",
        "signs": "Un taxi blanc arrêté sous le tamarinier",
        "places": "L’échoppe du cordonnier",
        "staff": "Rappellent après la prière du midi",
    },
    "ar": {
        "name": "زهرة الرمانية",
        "talk": "أعادت كل نقطة بكلماتها",
        "country": "جزر المرجان",
        "choice": "تريد رؤية شجرة المانجو من جديد",
        "sheet": "تحتفظ الخالة بحصير قرب البئر",
        "partner": "دار القرم",
        "partner_words": "غرفة تطل على البحيرة",
        "promise": "تنتظرها سيدة بوشاح زعفراني",
        "escort": "جارة الطابق الأرضي",
        "transit": "توقف مع مضيفة تم إخبارها",
        "paper": "سُلمت في ظرف بلون الخزامى",
        "alone": "ستستقل حافلة المساء إلى عرابتها",
        "signs": "سيارة أجرة بيضاء تحت شجرة التمر الهندي",
        "places": "دكان الإسكافي",
        "staff": "يعاودون الاتصال بعد صلاة الظهر",
    },
}


def language_of(one: Walker) -> str:
    language: str = one.page.evaluate("document.documentElement.lang")
    return language


def typed(one: Walker) -> Mapping[str, str]:
    return TYPED[language_of(one)]


def seated_in(
    request: pytest.FixtureRequest, demo: Mapping[str, str], nation: Mapping[str, str], accounts: Iterable[Any]
) -> tuple[Live, str]:
    """The place and the language of a run, with those who are needed beside the people whom every journey knows."""
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **demo}), language
    himaya("nation", "load", str(ROOT / "tests" / "data" / "nation_abroad.yaml"), env=place.env)
    accounts_added([(*one, language) for one in accounts], place.env)
    return replace(place, people={**place.people, **nation}), language


def handed_over(one: Walker, audience: str, *, service: str, to: list[str], name: str) -> str:
    """An adult is noticed, and agrees to a referral. Returns the case of the desk that noticed."""
    one.open(f"/worried/{audience}/")
    one.go("main button[value=person]", region=REGION)
    one.go(ON, q01="yes", q03="injury")
    one.go("form#sheet button[value=result]", q06="adult", q08="yes")
    one.go("main button[value=offer]")
    one.go(ON, route="consent")
    one.go(ON, service=service, urgency="soon", language_spoken="ary", interpreter="none", group="woman")
    one.go(ON, desk=to)
    one.go(ON)
    one.go(ON, contact_way="phone", phone=NUMBER, full_name=name)
    if one.page.locator("#same").count():
        one.go(ON, same="new")
    one.go(ON, agreed="yes")
    one.open("/casework/sent/")
    one.open(one.link("main ul.rows a[href^='/casework/referrals/']"))
    return number(one.link("main a[href^='/casework/cases/']"))


def risk_is_low(one: Walker, case: str) -> None:
    """The risk of a return is assessed where every risk is."""
    one.open(f"/returns/cases/{case}/")
    one.go("main section.say a[href^='/risks/cases/']")
    one.go("main a[href$='/begin/']")
    one.go(MAIN, occasion="intake")
    one.go("main ul.rows a[href$='/R11/']")
    one.go(MAIN, likelihood="1", impact="1", concerns="individual", known_from="said")
    one.go("main button[value=finish]")


def talked_and_chosen(one: Walker, case: str) -> None:
    """Gone through, fear asked before any paper, and a choice that is theirs."""
    said = typed(one)
    one.open(f"/casework/cases/{case}/")
    one.go("main nav a[href^='/returns/cases/']")
    one.go("main button[value=open]")
    points = ["yours", "waiting", "until_boarding", "protection", "alone"]
    one.go("main button[value=talk]", points=points, language="ary", interpreter="none", talk_words=said["talk"])
    assert one.page.locator("main details[open] button[value=fear]").count(), "fear is asked next, before any paper"
    one.go("main button[value=fear]", **dict.fromkeys(rules.FEARS, "no"))
    one.go("main button[value=choose]", way="origin", country=said["country"], choice_words=said["choice"])


def weighed(one: Walker, case: str) -> None:
    """The same questions of staying and of going, then of a partner there by name, then what is promised there."""
    said = typed(one)
    one.go("main section.say a[href$='/weigh/']")
    ways = (rules.STAY, rules.ORIGIN)
    sheet = {f"{way}-{question}": "safe" for question in rules.QUESTIONS for way in ways}
    one.go("form#sheet button.btn", **sheet, words=said["sheet"])
    one.go("main section.say a[href$='/partner/']")
    answers = {f"partner-{question}": "safe" for question in rules.QUESTIONS}
    one.go("form#sheet button.btn", who=said["partner"], on=in_days(0), **answers, words=said["partner_words"])
    risk_is_low(one, case)
    one.open(f"/returns/cases/{case}/")
    for service in rules.NEEDED:
        confirmed = {"service": service, "who_confirms": said["partner"], "service_words": said["promise"]}
        one.go("main button[value=confirm]", **confirmed)


def signed(one: Walker, lead: Walker, case: str) -> None:
    """Two sign, one after the other, and never the same one twice."""
    one.open(f"/returns/cases/{case}/")
    one.go("main button[value=sign]")
    assert not one.page.locator("main button[value=sign]").count(), "whoever signed first does not sign second"
    assert one.page.locator("main [aria-disabled=true] ~ .why").count(), "and reads why"
    lead.open(f"/returns/cases/{case}/")
    lead.go("main button[value=sign]")
    one.open(f"/returns/cases/{case}/")


def ready(one: Walker) -> None:
    """A paper, whether she can travel, who goes along, help on the way, and the day: today."""
    said = typed(one)
    one.go("main section.say a[href$='/documents/']")
    one.go("main button[value=paper]", what="travel_paper", paper_how="has", paper_words=said["paper"])
    one.go("main section.say a[href$='/travel/']")
    one.go("main section.say button[value=fit]", fit="not_wished", fit_on=in_days(0))
    one.go("main button[value=stand_by]", part="along", part_who=said["escort"])
    one.go("main section.say button[value=transit]", transit="promised", transit_who=said["transit"])
    one.go("main section.say button[value=ready]", travel_on=in_days(0))


def shot(one: Walker, name: str) -> None:
    """A picture of the page as it is now, for whoever asks for pictures."""
    into = os.environ.get("JOURNEY_SHOTS")
    if into:
        one.page.screenshot(path=f"{into}/{name}-{language_of(one)}.png", full_page=True)


def asked(one: Walker, address: str, *status: int) -> None:
    answer = one.page.request.get(address)
    assert answer.status in status, (one.who, address, answer.status)
    one.seen.append(answer.text())


def comes(one: Walker, case: str, what: str, *, gone: bool = False) -> None:
    """Among what is to be done in a file: what the worker raises, or settles, a moment later."""
    for _turn in range(40):
        one.open(f"/tasks/cases/{case}/")
        if (what in one.page.locator("main section.say").first.inner_text()) is not gone:
            return
        one.page.wait_for_timeout(500)
    raise AssertionError(one.text())


def changed_in(place: Live, *statements: str) -> None:
    """Time goes by: what the clock would do is done in the store, beside the running server."""
    link: Any = psycopg.connect(place.database) if place.database else sqlite3.connect(_file(place), timeout=30)
    with closing(link) as store:
        for statement in statements:
            assert store.execute(statement).rowcount, statement
        store.commit()


def _file(place: Live) -> str:
    return str(place.home / "himaya.sqlite3")


def id_in(place: Live, one: str) -> str:
    """An id as this store writes it."""
    return one if place.database else uuid.UUID(one).hex


def due_now(place: Live, event: str, name: str, one: str, **more: str) -> None:
    """What waits in line for a later hour is due."""
    with rows(place) as ask:
        waiting = ask(f"SELECT id, ids FROM outbox_message WHERE event = '{event}'")  # noqa: S608
    found = [(row, ids if isinstance(ids, dict) else json.loads(ids)) for row, ids in waiting]
    mine = [(row, ids) for row, ids in found if ids.get(name) == one]
    assert mine, (event, found)
    then = (clock.now() - timedelta(minutes=1)).strftime(
        "%Y-%m-%d %H:%M:%S+00:00" if place.database else "%Y-%m-%d %H:%M:%S"
    )
    for row, ids in mine:
        text = json.dumps({**ids, **more})
        changed_in(place, f"UPDATE outbox_message SET due_at = '{then}', ids = '{text}' WHERE id = {row}")  # noqa: S608


def nothing_lies_open(place: Live, words: Iterable[str]) -> None:
    """No word of theirs is in clear in the store or in what the processes wrote; the audit holds."""
    canaries = [*words, NUMBER]
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
