"""The passage of a man who wants no proceedings, first half: desks asked, a partner by link, the plan."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser import visit
from tests.journeys.passages import MAIN, Worker, at, in_days
from tests.journeys.test_thread import REGIONS, Phone, enter, to_result
from tests.running import Live

# Whom each part of the passage needs, in the demo and in a nation's installation.
HOSPITAL, LAWYERS = ("hopital-nord", "test-hospital"), ("asso-droits", "test-lawyers")
SISTER, RELAY = ("inspection-sud", "test-inspection-south"), ("asso-relais", "test-relay")
HELP_OFFICE, PROSECUTION = ("aide-judiciaire", "test-help-office"), ("parquet-centre", "test-prosecution")
HALF_WAY = ("centre", "oriental")
SOUTH = ("sud", "oriental")


@dataclass(frozen=True)
class Words:
    """What is typed, in the language of who types it. Each of them is sealed and is nobody else's."""

    name: str
    contact: str
    goal: str
    line: str
    item: str
    decided: str
    action: str
    task: str
    remark: str
    partner: str

    def every(self) -> tuple[str, ...]:
        return tuple(getattr(self, one) for one in self.__dataclass_fields__)


FRENCH = Words(
    name="Souleymane Ikken",
    contact="Demander le cousin du marché",
    goal="Dormir sans me réveiller la nuit",
    line="Première visite et suivi du dos",
    item="Trois mois de salaire ne sont pas payés",
    decided="La permanence calcule la somme due",
    action="Préparer le décompte des salaires",
    task="Confirmer l’heure du bus",
    remark="Réunion calme et courte",
    partner="Passez par la porte verte",
)
ARABIC = Words(
    name="سليمان إيكن",
    contact="السؤال عن ابن العم في السوق",
    goal="النوم دون استيقاظ في الليل",
    line="زيارة أولى وتتبع ألم الظهر",
    item="أجور ثلاثة أشهر لم تؤد",
    decided="المداومة تحسب المبلغ المستحق",
    action="تهييء كشف الأجور",
    task="تأكيد ساعة الحافلة",
    remark="اجتماع هادئ وقصير",
    partner="الدخول من الباب الأخضر",
)


@dataclass
class Passage:
    """Who walks, and the addresses that the passage has come upon."""

    place: Live
    labour: Worker
    hospital: Worker
    lawyers: Worker
    justice: Worker
    words: Words
    case: str = ""
    reference: str = ""
    addresses: list[str] = field(default_factory=list)

    @property
    def pk(self) -> str:
        return self.case.strip("/").rsplit("/", maxsplit=1)[-1]

    def of_case(self, room: str, more: str = "") -> str:
        return f"/{room}/{self.pk}/{more}"

    def note(self, worker: Worker) -> str:
        """Remember where somebody stands: nobody else may come here."""
        path = urlsplit(worker.page.url).path
        self.addresses.append(path)
        return path


def known(worker: Worker, name: str, desks: tuple[str, ...]) -> str:
    """The one of these that the page offers in this field."""
    found = worker.page.locator(f"main [name='{name}']").evaluate_all(
        "all => all.flatMap(one => one.options ? [...one.options].map(option => option.value) : [one.value])"
    )
    return next(one for one in desks if one in found)


@contextmanager
def everybody(browser: Browser, place: Live) -> Iterator[Passage]:
    """The desks whose work this is, each in a browser of their own; the languages change sides with the place."""
    own, other = ("ar", "fr") if place.database else ("fr", "ar")
    with ExitStack() as open_:
        page = open_.enter_context(visit(browser, place.url, language=own, phone=own == "ar"))

        def sits(who: str, language: str) -> Worker:
            return open_.enter_context(at(browser, place, who, language=language, phone=language == "ar"))

        labour = Worker("labour", page, place)
        passage = Passage(
            place,
            labour,
            *(sits(who, other) for who in ("health", "law", "justice")),
            ARABIC if own == "ar" else FRENCH,
        )
        yield passage


def noticed(one: Passage) -> None:
    """At the inspection, hurt, his papers held; he wants a doctor. The case stays here."""
    page, phone = one.labour.page, Phone(one.labour.page)
    to_result(phone)
    phone.go("main button[value=offer]")
    enter(phone, one.place, "labour")
    phone.tap("label[for=route-consent]")
    phone.onward()
    if not page.locator("label[for=service-medical_care]").is_visible():
        phone.tap("main details summary")
    for choice in ("service-medical_care", "urgency-soon", "interpreter-none", "group-man"):
        phone.tap(f"label[for={choice}]")
    phone.choose("#language_spoken", "ary")
    phone.onward()
    phone.tap(f"label[for=desk-{known(one.labour, 'desk', HOSPITAL)}]")
    phone.onward()
    phone.onward()
    phone.tap("label[for=contact_way-place]")
    page.locator("#contact_words").fill(one.words.contact)
    page.locator("#full_name").fill(one.words.name)
    phone.onward()
    if page.locator("#same").count():
        phone.tap("label[for=same-new]")
        phone.onward()
    phone.tap("label[for=agreed-yes]")
    phone.onward()
    one.labour.open("/casework/sent/")
    one.labour.open(one.labour.link("main ul.rows a[href^='/casework/referrals/']"))
    one.note(one.labour)
    one.case = one.labour.link("main a[href^='/casework/cases/']")
    one.labour.open(one.case)
    one.reference = one.labour.page.locator("main h1 bdi").first.inner_text()
    assert one.words.name not in one.labour.text(), "masked until somebody says why"


def hospital_takes_a_part(one: Passage) -> None:
    """The hospital begins with what it can; what it did not take on stays in sight at the inspection."""
    referral = one.addresses[0]
    assert one.hospital.open(referral) == 200
    one.hospital.go("form[action$='/accept_in_part/'] .btn", services_taken="psychological_support")
    one.labour.open("/casework/")
    assert one.labour.page.locator(f"main section.do a[href='{referral}']").count() == 1, "the rest stays in sight"
    one.labour.open(referral)
    assert one.labour.page.locator("main a[href$='/send-on/']").count() == 1
    one.labour.go("main a[href$='/send-on/']")
    assert one.labour.page.locator("main [name=desk]").count() >= 1


def directory(one: Passage) -> None:
    """Who receives men; and what nobody gives is counted with one press."""
    labour = one.labour
    labour.open("/services/")
    labour.go(
        "main form[action='/services/'] .btn",
        service="emergency_shelter",
        region=list(REGIONS),
        group=["man", "men"],
    )
    able = labour.page.locator("main section:has(h2.vh) ul.rows > li")
    assert able.count() >= 1
    assert not labour.page.locator("main section:has(h2.vh) a[href='/services/asso-accueil/']").count(), "no men there"
    region = "tanger-tetouan-al-hoceima" if one.place.database else "sud"
    labour.open(f"/services/?service=emergency_shelter&region={region}&group=men")
    labour.go("form[action='/services/nobody/'] .btn")
    assert labour.page.locator("[role=status]").count(), labour.text()


def asked_for(
    one: Passage, service: str, regions: tuple[str, ...], said: dict[tuple[str, ...], str], **more: str
) -> None:
    """One need, asked of these desks; to each the man says yes or no by itself."""
    labour = one.labour
    labour.open(f"{one.case}send/")
    labour.go("main form .btn", service=service, region=list(regions), language="ary", urgency="soon")
    desks = {known(labour, "desk", names): answer for names, answer in said.items()}
    labour.go("main form .actions .btn", desk=list(desks), **more)
    answers = {f"agrees-{desk}": answer for desk, answer in desks.items()} if len(desks) > 1 else {}
    labour.go("main form .actions .btn", **answers, basis="consent", told="yes", interpreter="none")


def first_has_it(one: Passage, sister: Worker) -> None:
    """Two desks are asked about his wages; the lawyers take it on, and the other reads nothing more."""
    asked_for(one, "labour_rights", HALF_WAY, {LAWYERS: "yes", SISTER: "yes"}, order="first")
    need = one.note(one.labour)
    hrefs = one.labour.page.locator("main a[href^='/casework/referrals/']").evaluate_all(
        "all => [...new Set(all.map(one => one.getAttribute('href')))]"
    )
    assert len(hrefs) == 2
    taken = next(href for href in hrefs if one.lawyers.open(href) == 200)
    other = next(href for href in hrefs if href != taken)
    one.addresses += hrefs
    assert one.lawyers.open(other) == 404
    assert sister.open(other) == 200
    assert sister.page.locator("form[action$='/accept/']").count() == 1
    one.lawyers.open(taken)
    one.lawyers.go("form[action$='/accept/'] .btn")
    until(lambda: sister.open(other) == 200 and not sister.page.locator("form[action$='/accept/']").count())
    assert not sister.page.locator("#shared dl").count(), "what was shared is read no more"
    sister.open("/casework/")
    assert sister.page.locator(f"main a[href='{other}']").count() == 1
    one.labour.open(need)
    assert not one.labour.page.locator("form[action$='/stand-down/']").count(), "nobody waits any more"
    sees_nothing_of(one, sister, [one for one in one.addresses if one != other])


def yes_and_no(one: Passage) -> None:
    """For a lawyer he says yes to one desk and no to another, whose institution also prosecutes."""
    asked_for(one, "legal_aid", HALF_WAY, {LAWYERS: "yes", HELP_OFFICE: "no"})
    sent = one.note(one.labour)
    assert sent.startswith("/casework/referrals/"), "one desk only was asked in the end"
    assert one.lawyers.open(sent) == 200
    one.lawyers.go("form[action$='/accept/'] .btn")
    one.labour.open(f"{one.case}consents/")
    one.note(one.labour)


def by_link(one: Passage, browser: Browser) -> None:
    """A partner without an account: link and code are shown once, and open once."""
    labour = one.labour
    asked_for(one, "material_help", SOUTH, {RELAY: "yes"})
    referral = one.note(labour)
    labour.go("#link button[value=make]", hours="24")
    address, code = shown_once(labour)
    labour.open(referral)
    assert address.rsplit("/", maxsplit=2)[-2] not in labour.page.content()
    assert code not in labour.page.content().replace(" ", "")
    language = "fr" if one.place.database else "ar"
    door = urlsplit(address).path
    with visit(browser, one.place.url, language=language) as stranger, visit(browser, one.place.url) as late:
        stranger.goto(door)
        assert one.reference not in stranger.content()
        wrong = "00000000" if code != "00000000" else "11111111"
        assert answers(stranger, wrong) == 422
        assert stranger.locator("#code-error").is_visible()
        assert answers(stranger, code) == 200
        for word in (one.words.name, one.words.contact, one.reference):
            assert word not in stranger.content(), "only what this help needs"
        stranger.locator("#accept-note").fill(one.words.partner)
        with stranger.expect_navigation():
            stranger.locator("form[action$='/accept/'] .btn").click()
        assert stranger.locator("main [role=status]").count() == 1, stranger.locator("main").inner_text()
        assert late.goto(door).status == 404, "it opens once"  # type: ignore[union-attr]
        labour.open(referral)
        assert one.words.partner in labour.text()
        labour.go("#link button[value=make]", hours="24")
        again, code = shown_once(labour)
        labour.open(referral)
        labour.go("#link button[value=end]")
        assert late.goto(urlsplit(again).path).status == 404, "ended at once"  # type: ignore[union-attr]
        assert stranger.goto(f"{door}read/").status == 404  # type: ignore[union-attr]


def shown_once(labour: Worker) -> tuple[str, str]:
    found = labour.page.locator("#address").input_value()
    return found, re.sub(r"\D", "", labour.page.locator("section.do .lead").inner_text())


def answers(page: Page, code: str) -> int:
    """Type the code at the door; returns the status of what comes."""
    page.locator("#code").fill(code)
    with page.expect_response(lambda got: got.request.method == "POST") as posted, page.expect_navigation():
        page.locator("main form .btn").click()
    return 200 if posted.value.status == 302 else posted.value.status


def planned(one: Passage) -> None:
    """His goal, in his words; a line for the hospital, which reads it once he agreed, and nothing else."""
    labour = one.labour
    labour.open(one.of_case("plans", "first-days/"))
    calm = {"danger": "no", "health": "yes", "food": "yes", "child": "no", "papers": "no", "knows": "no"}
    labour.go("form[action$='/first-days/'] .actions .btn", **calm)
    labour.open(one.of_case("plans", "goals/add/"))
    labour.go(MAIN, words=one.words.goal, pillar="support", type="health")
    labour.open(one.of_case("plans", "lines/add/"))
    choose_last(labour, "goal")
    labour.go(MAIN, action=one.words.line, service="medical_care", desk=list(HOSPITAL), due_on=in_days(20))
    labour.open(one.of_case("plans", "talk/"))
    labour.go(MAIN, answer="agreed", language="ary", interpreter="none", on=in_days(0))
    labour.go("main a[href*='/lines/'][href^='/plans/']:not([href$='/add/'])")
    assert labour.page.locator("main .btn[aria-disabled], main .btn[disabled]").count() >= 1, "first he agrees"
    one.note(labour)
    line = urlsplit(labour.page.url).path
    agrees(one, HOSPITAL, "plan_lines", "needs")
    labour.open(line)
    labour.go("form[action$='/request/'] .btn")
    given = f"/plans/lines/{line.rstrip('/').rsplit('/', maxsplit=1)[-1]}/"
    one.addresses.append(given)
    one.hospital.open("/plans/lines/")
    one.hospital.go(f"main a[href='{given}']")
    assert one.words.line in one.hospital.text()
    assert one.words.goal not in one.hospital.text()
    one.hospital.go("form[action$='/acknowledge/'] .btn")
    one.hospital.go("form[action$='/start/'] .btn")


def agrees(one: Passage, desk: tuple[str, ...], *classes: str) -> None:
    """It is read with him, then his yes is written down."""
    labour = one.labour
    labour.open(f"{one.case}consents/write/")
    to = known(labour, "to", tuple(f"desk:{name}" for name in desk))
    labour.fill(to=to, data_classes=list(classes))
    labour.go("main button[formaction$='/consents/read/']")
    labour.go("main button[name=begin]")
    labour.go(MAIN, answer="given", language="ary", interpreter="none", mode="spoken")


def choose_last(worker: Worker, name: str) -> None:
    values = worker.page.locator(f"main [name='{name}'] option").evaluate_all("all => all.map(one => one.value)")
    worker.page.locator(f"main [name='{name}']").select_option(values[-1])


def until(holds: Callable[[], bool], seconds: int = 15) -> None:
    """What the worker process does a moment later."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.3)


def sees_nothing_of(one: Passage, worker: Worker, addresses: list[str]) -> None:
    """Every address is closed, and no word of his stands on any page."""
    for address in addresses:
        assert fetched(one, worker, address) in (403, 404), f"{worker.who} opened {address}"


def fetched(one: Passage, worker: Worker, address: str) -> int:
    """The same answer as the browser gets, without drawing it; no word of his may stand in it."""
    answer = worker.page.request.get(address)
    said = answer.text()
    for word in (*one.words.every(), one.reference):
        assert word not in said, f"{worker.who} reads {word} at {address}"
    return answer.status
