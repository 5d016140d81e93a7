"""What each worker does in the passage from domestic work, page after page; and what is typed there."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Browser, expect

from himaya.cases.words_consents import CONSULATE_REFUSED
from himaya.rights import words as rights_words
from tests.browser import visit
from tests.journeys.passages import MAIN, Worker, in_days
from tests.journeys.test_thread import Phone, enter, first_sent, to_result
from tests.rooms.adapters.test_pdf import text_of
from tests.running import Live

SPOKEN = "wo"
CONSULATES = ["desk:consulat-verlande", "desk:test-consulate"]
# What is typed by whom, word for word: each is looked for wherever it must not be.
TYPED: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "name": "Mireille Abanda",
        "first": "Mireille",
        "family": "Abanda",
        "contact": "au sujet de la visite chez l’oculiste",
        "goal": "Dormir sans guetter la porte",
        "care": "Accompagner jusqu’à la visite du matin",
        "calm": "Trois rencontres au calme, l’après-midi",
        "pay": "Calculer les salaires dus depuis le printemps",
        "room": "Garder la chambre qui donne sur le jardin",
        "group": "Rencontrer le groupe du jeudi",
        "said": "La visite a eu lieu, une autre suit dans dix jours",
        "counsel": "Jour noté par l’avocate sur la feuille bleue",
    },
    "ar": {
        "name": "مسعودة الغابية",
        "first": "مسعودة",
        "family": "الغابية",
        "contact": "بخصوص موعد طبيب العيون",
        "goal": "النوم دون مراقبة الباب",
        "care": "المرافقة إلى فحص الصباح",
        "calm": "ثلاثة لقاءات في هدوء بعد الزوال",
        "pay": "حساب الأجور المستحقة منذ الربيع",
        "room": "الاحتفاظ بالغرفة المطلة على الحديقة",
        "group": "لقاء مجموعة يوم الخميس",
        "said": "تم الفحص، ويليه فحص آخر بعد عشرة أيام",
        "counsel": "يوم دونته المحامية على الورقة الزرقاء",
    },
}
LINES = ("care", "calm", "pay", "room", "group")
HOSPITALS = ("hôpital régional du Nord", "المستشفى الجهوي بالشمال", "Hôpital d’essai", "مستشفى الاختبار")
PLANNED = "Ce que nous avons décidé ensemble"
ON_THE_COPY = (
    "Je parle Wolof",
    "Salaires non payés",
    "jour donné par une ou un avocat",
    PLANNED,
    "Qui aide",
    "Pour vous plaindre de qui que ce soit",
)
COPY_DESKS = (
    "Association Mizan – permanence juridique · 05 00 00 01 42",
    "Permanence juridique d’essai · 05 00 00 09 04",
)


def seat(place: Live, who: str) -> tuple[str, bool]:
    """In which language somebody works and whether on a telephone: the other way round in the other place."""
    on_phone = who in ("labour", "health")
    if place.database:
        on_phone = not on_phone
    return ("ar", True) if on_phone else ("fr", False)


def typed(place: Live, who: str) -> Mapping[str, str]:
    """The words of the passage as this worker types them."""
    return TYPED[seat(place, who)[0]]


def in_words(place: Live, who: str, said: object) -> str:
    """A sentence of the program as this worker's pages say it."""
    with translation.override(seat(place, who)[0]):
        return str(said)


@contextmanager
def noticed(browser: Browser, place: Live) -> Iterator[Worker]:
    """The inspector, who signs in only to offer help: from the first questions to the sent referral."""
    language, phone = seat(place, "labour")
    with visit(browser, place.url, language=language, phone=phone) as page:
        worker = Worker("labour", page, place)
        to_shelter(worker)
        yield worker


def to_shelter(worker: Worker) -> None:
    """She wants a safe place. An interpreter by telephone says it to her; she shares only her first name."""
    phone, said = Phone(worker.page), typed(worker.place, "labour")
    to_result(phone)
    phone.go("main button[value=offer]")
    enter(phone, worker.place, "labour")
    phone.tap("label[for=route-consent]")
    phone.onward()
    phone.tap("label[for=service-emergency_shelter]")
    phone.tap("label[for=urgency-soon]")
    phone.choose("#language_spoken", SPOKEN)
    phone.tap("label[for=interpreter-telephone]")
    phone.tap("label[for=group-woman]")
    phone.onward()
    shelter = next(one for one in worker.desk("ngo") if phone.page.locator(f"label[for=desk-{one}]").count())
    phone.tap(f"label[for=desk-{shelter}]")
    phone.onward()
    phone.onward()
    phone.tap("label[for=contact_way-place]")
    phone.page.locator("#contact_words").fill(said["contact"])
    phone.page.locator("#full_name").fill(said["name"])
    phone.onward()
    if phone.page.locator("#same").count():
        phone.tap("label[for=same-new]")
        phone.onward()
    phone.tap("label[for=agreed-yes]")
    phone.onward()
    assert phone.page.locator("main .ref").count(), worker.text()


def within(worker: Worker, form: str, **fields: str) -> None:
    """Fill fields of one form among several of a page; a folded one is opened first."""
    place = worker.page.locator(form).first
    if not place.locator("button").first.is_visible():
        place.locator("xpath=ancestor::details[1]/summary").click()
    for name, value in fields.items():
        one = place.locator(f"[name='{name}']").first
        kind = one.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "select":
            one.select_option(value)
        elif kind in ("radio", "checkbox"):
            place.locator(f"[name='{name}'][value='{value}']").check()
        else:
            one.fill(value)
    worker.go(f"{form} button")


def agree(worker: Worker, case: str, to: list[str], *classes: str) -> None:
    """The page is read with her, line by line, then her answer is written down."""
    worker.open(f"/casework/cases/{case}/consents/")
    worker.go("main a[href$='/consents/write/']")
    worker.go("button[formaction$='/consents/read/']", to=to, data_classes=list(classes))
    assert worker.page.locator("main section.card.do").count(), "whoever reads it is told that an interpreter is needed"
    worker.go("button[name=begin]")
    worker.go(MAIN, answer="given", language=SPOKEN, interpreter="telephone", mode="spoken")


def desks(worker: Worker, who: str) -> list[str]:
    return [f"desk:{one}" for one in worker.desk(who)]


def number(address: str) -> str:
    """The last id in an address."""
    return [part for part in urlsplit(address).path.split("/") if len(part) == 36][-1]


def handed_over(labour: Worker, ngo: Worker) -> tuple[str, str, str]:
    """The shelter takes her in, and then the file: a new one of its own, from what she agreed to.

    Returns the inspection's case, the shelter's, and its reference.
    """
    referral = first_sent(labour.page)
    ngo.open("/casework/")
    ngo.go(f"main a[href='{referral}']")
    ngo.go("form[action$='/accept/'] button")
    labour.open(referral)
    first = number(labour.link("main a[href^='/casework/cases/']"))
    labour.open(f"/casework/cases/{first}/hand-over/")
    labour.go(MAIN, desk=labour.desk("ngo"), reason="additional_services", data_classes=["needs"])
    ngo.open("/casework/")
    assert typed(labour.place, "labour")["first"] not in ngo.text()
    ngo.go("main a[href^='/casework/hand-overs/']")
    offer = urlsplit(ngo.page.url).path
    ngo.go("button[name=do][value=accept]")
    case, reference = number(ngo.page.url), ngo.page.locator("main h1 bdi").first.inner_text()
    ngo.page.locator("form:has(input[value=identity]) select[name=purpose]").select_option("contact_person")
    ngo.page.locator("form:has(input[value=identity]) button").click()
    shared, contact = ngo.page.locator("#shared"), typed(labour.place, "labour")["contact"]
    expect(shared).to_contain_text(typed(labour.place, "labour")["first"])
    # What was agreed elsewhere about contact did not come along: it is agreed anew, or shown by one more step.
    expect(shared).not_to_contain_text(contact)
    ngo.page.locator("#reached form:has(input[name=show]) button").click()
    expect(shared).to_contain_text(contact)
    assert typed(labour.place, "labour")["family"] not in ngo.page.content(), "only the first name was agreed"
    assert labour.open(offer) == 200, "whoever offered it sees what became of it"
    left(labour, first)
    return first, case, reference


def left(labour: Worker, case: str) -> None:
    """The inspection closes its own file: the help goes on with the shelter, and so does the referral."""
    labour.open(f"/casework/cases/{case}/hand-over/")
    labour.open(f"/casework/cases/{case}/closing/")
    running = labour.page.locator("main input[name=left_running]")
    if running.count():
        running.first.check()
    if labour.page.locator("main input[name=knowing]").count():
        labour.fill(knowing="yes")
    labour.go("main form:has([name=do][value=close]) .btn:not(.quiet)", reason="other_follows")


def fears_the_consulate(ngo: Worker, case: str) -> None:
    """Asked first, she says that she fears that State: the program refuses, keeps it, and refuses from then on."""
    no = in_words(ngo.place, "ngo", CONSULATE_REFUSED["fear"])
    ngo.open(f"/casework/cases/{case}/consents/write/")
    about = {"to": CONSULATES, "data_classes": ["first_name"], "language": SPOKEN, "interpreter": "telephone"}
    told = ngo.refused(MAIN, **about, mode="spoken", answer="given", fears="yes")
    assert no in told
    ngo.go(MAIN, answer="asked")
    ngo.open(f"/casework/cases/{case}/consents/write/")
    assert no in ngo.refused(MAIN, **about, mode="spoken", answer="given", fears="no")


def first_days(ngo: Worker, case: str) -> str:
    """Six questions; health cannot wait, so a referral to the hospital goes from there. Returns its address."""
    ngo.open(f"/plans/{case}/")
    ngo.go("main a[href$='/first-days/']")
    ngo.go(
        "form[action$='/first-days/'] .btn", danger="no", health="yes", food="yes", child="no", papers="no", knows="no"
    )
    ngo.go("main form:has(input[name=service][value=medical_care]) .btn")
    ngo.go(MAIN, desk=[one for one in ngo.desk("health") if ngo.page.locator(f"input[value='{one}']").count()])
    ngo.go(MAIN, share=["safe_contact"], basis="consent", told="yes", interpreter="telephone")
    ngo.open("/casework/sent/")
    return ngo.link("main ul.rows a[href^='/casework/referrals/']")


def accepts(health: Worker, referral: str) -> None:
    """The hospital takes it on. It is shown neither a name nor a sentence before it says why."""
    health.open("/casework/")
    assert typed(health.place, "labour")["first"] not in health.page.content()
    health.go(f"main a[href='{referral}']")
    health.go("form[action$='/accept/'] button")


def planned(ngo: Worker, case: str) -> dict[str, str]:
    """A goal in her words and five lines, gone through with her: she says no to one. Returns their ids."""
    said = typed(ngo.place, "ngo")
    ngo.open(f"/plans/{case}/")
    ngo.go("main a[href$='/goals/add/']")
    ngo.go(MAIN, words=said["goal"], pillar="support", type="health")
    wanted = {
        "care": ("medical_care", "health"),
        "calm": ("psychological_support", "health"),
        "pay": ("legal_aid", "law"),
        "room": ("social_support", "ngo"),
        "group": ("rights_information", "law"),
    }
    for days, (line, (service, who)) in enumerate(wanted.items(), start=5):
        ngo.open(f"/plans/{case}/lines/add/")
        goal = ngo.page.locator("main [name=goal] option").last.get_attribute("value") or ""
        ngo.go(MAIN, goal=goal, action=said[line], service=service, desk=ngo.desk(who), due_on=in_days(days))
    ngo.open(f"/plans/{case}/talk/")
    ngo.page.locator(f"label:has-text('{said['group']}') input[name=refused]").check()
    ngo.go(MAIN, answer="in_part", language=SPOKEN, interpreter="telephone", on=in_days(0))
    line_of = f"main a[href*='/plans/{case}/lines/']:has-text('{{}}')"
    found = {one: number(ngo.link(line_of.format(said[one]))) for one in LINES}
    for one in ("care", "calm", "pay"):
        ngo.open(f"/plans/{case}/lines/{found[one]}/")
        ngo.go("form[action$='/request/'] .btn")
    ngo.open(f"/plans/{case}/lines/{found['room']}/")
    ngo.go("form[action$='/take_up/'] .btn")
    ngo.open(f"/plans/{case}/lines/{found['group']}/")
    assert not ngo.page.locator("form[action$='/request/']").count(), "what she said no to is given to nobody"
    return found


def does_its_lines(health: Worker) -> tuple[str, str]:
    """The hospital has both lines, begins one and says what came of it. Returns their ids."""
    said, other = typed(health.place, "ngo"), typed(health.place, "health")
    health.open("/plans/lines/")
    found = {}
    addresses = health.page.locator("main a[href^='/plans/lines/']").evaluate_all("all => all.map(one => one.pathname)")
    for address in addresses:
        health.open(address)
        for one in ("care", "calm"):
            if said[one] in health.text():
                found[one] = address
    for one in ("care", "calm"):
        health.open(found[one])
        health.go("form[action$='/acknowledge/'] .btn")
    health.open(found["care"])
    health.go("form[action$='/start/'] .btn")
    within(health, "form[action$='/complete/']", delivered="yes", sentence=other["said"])
    health.open(found["calm"])
    return number(found["care"]), number(found["calm"])


def sees_one_line(law: Worker) -> str:
    """The lawyers have one line, begin it, and hear nothing of the rest of the plan. Returns its id."""
    said = typed(law.place, "ngo")
    law.open("/plans/lines/")
    addresses = law.page.locator("main a[href^='/plans/lines/']").evaluate_all("all => all.map(one => one.pathname)")
    for address in addresses:
        law.open(address)
        if said["pay"] in law.text():
            break
    assert said["pay"] in law.text()
    law.go("form[action$='/acknowledge/'] .btn")
    law.go("form[action$='/start/'] .btn")
    return number(law.page.url)


def has_rights(ngo: Worker, case: str) -> None:
    """What is known, a right told in her language, asked for at the lawyers'; the day that counsel gave comes back."""
    ngo.open(f"/rights/{case}/")
    ngo.go("main a[href$='/facts/']")
    ngo.go(MAIN, age="adult", nationality="foreign", unpaid_wages="yes", papers_held="yes", fears_return="yes")
    ngo.go(f"main a[href='/rights/{case}/right/wages/']")
    form = "main form:has(input[name=verb][value={}])"
    within(ngo, form.format("tell"), language=SPOKEN, on=in_days(0))
    where = next(one for one in ngo.desk("law") if ngo.page.locator(f"option[value='{one}']").count())
    within(ngo, form.format("ask"), where=where, on=in_days(0))
    counsel = typed(ngo.place, "ngo")["counsel"]
    within(ngo, form.format("set_day"), due_on=in_days(2), due_source="counsel", words=counsel)
    assert in_words(ngo.place, "ngo", rights_words.SOURCES["counsel"]) in ngo.text()


def takes_it_back(ngo: Worker, health: Worker, case: str, line: str, referral: str) -> None:
    """While the hospital has her line before it, she takes the agreement back: what it taps next opens nothing."""
    calm = typed(ngo.place, "ngo")["calm"]
    health.open(f"/plans/lines/{line}/")
    assert calm in health.text()
    ngo.open(f"/casework/cases/{case}/consents/")
    in_force = ngo.page.locator("section.card.say > ul > li")
    of_hospital = in_force.filter(has_text=re.compile("|".join(HOSPITALS)))
    of_hospital.locator("summary").click()
    with ngo.page.expect_navigation():
        of_hospital.locator("form[action$='/withdraw/'] button").click()
    with health.page.expect_navigation() as next_page:
        health.page.locator("form[action$='/start/'] .btn").click()
    assert next_page.value.status == 404
    assert calm not in health.page.content()
    assert health.open(f"/plans/lines/{line}/") == 404
    health.open(referral)
    assert not health.page.locator("form:has(select[name=purpose])").count(), "nothing is left to be shown"
    assert not health.page.locator("main a[href^='/tasks/']").count(), "nothing more is to be done there"
    health.open("/plans/lines/")
    assert line not in health.page.content()
    health.open("/casework/")
    health.go(f"form[action='/casework/withdrawals/{number(referral)}/read/'] button")
    ngo.open(f"/casework/cases/{case}/consents/")
    assert ngo.page.locator("main .chip.ok").count(), "the shelter sees that the hospital has read it"


def a_paper_says_so(ngo: Worker, case: str) -> None:
    """One page, signed, about nobody: a day and how many desks were told."""
    ngo.open(f"/casework/cases/{case}/consents/")
    ngo.go("form[action$='/proof/'] .btn")
    sheet = ngo.page.locator("main .sheet").inner_text()
    for line in (
        "statement-of-withdrawal ",
        "recipients-told 1",
        "recipients-acknowledged 1",
        f"made {in_days(0)}",
        "— ",
    ):
        assert line in sheet, sheet
    assert_none_of(sheet, *TYPED["fr"].values(), *TYPED["ar"].values(), *HOSPITALS)


def keeps_a_copy(ngo: Worker, case: str) -> None:
    """She leaves it at the lawyers' desk. It says what she may ask for, what was agreed to be done, who helps."""
    ngo.open(f"/rights/{case}/")
    ngo.go("main a[href$='/copy/']")
    ngo.fill(wish="at_desk", left_at=ngo.desk("law"), language="fr")
    with ngo.page.expect_download() as got:
        ngo.page.locator(MAIN).click()
    assert got.value.suggested_filename == "document.pdf"
    said, paper = typed(ngo.place, "ngo"), " ".join(text_of(Path(got.value.path()).read_bytes()).split())
    for line in ON_THE_COPY:
        assert line in paper, (line, paper)
    lawyers = next(one for one in COPY_DESKS if one in paper)
    assert paper.index(PLANNED) < paper.index(f"Aide juridique · {lawyers}") < paper.index("Qui aide")
    assert "Soins médicaux" not in paper, (
        "what is done, or was taken back from its desk, is no longer agreed to be done"
    )
    assert_none_of(paper, *(TYPED[one]["first"] for one in TYPED), said["group"], said["counsel"])


def assert_none_of(text: str, *words: str) -> None:
    found = [word for word in words if word in text]
    assert found == []
