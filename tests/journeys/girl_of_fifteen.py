"""The passage of a girl of fifteen, first half: noticed, taken over, asked, planned with."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise

from himaya.cases import words_consents
from himaya.web.frontline.words import all_words
from tests.journeys.passages import DESKS, MAIN, Worker, in_days
from tests.journeys.test_thread import REGIONS

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
    """Accepted on the child circuit: child protection holds a case from then on, and nobody is asked for a yes."""
    nurse, child, words = one.nurse, one.child, one.words
    child.open("/casework/")
    child.go(f"main a[href='{one.referral}']")
    assert words.name.split()[1] not in child.page.content()
    child.go("form[action$='/accept/'] button")
    one.case = child.link("main a[href^='/casework/cases/']")
    child.open(one.case)
    one.reference = child.page.locator("main h1 bdi").first.inner_text()

    nurse.open(one.referral)
    theirs = nurse.link("main a[href^='/casework/cases/']")
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
