"""A boy of twelve would go home, and an uncle there had a part: nobody looks for family, and nothing is arranged now.

What is best for him is decided elsewhere and noted first, he is heard at each stage, somebody stands by him; no
consulate learns of him. In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's
installation on PostgreSQL.
"""

from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.cases.words_consents import CONSULATE_REFUSED
from himaya.returns import rules, rules_children, states, words, words_later
from himaya.tasks.words import KINDS
from tests.journeys import return_steps as steps
from tests.journeys.passages import MAIN, in_days
from tests.journeys.return_steps import Goer
from tests.journeys.test_risk_and_trauma import comes, nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import ROOT, Live, accounts_added, himaya

pytestmark = [pytest.mark.browser, pytest.mark.capability("F1")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
DEMO = {"police": "police-nord", "consulate": "consulaire-verlande"}
NATION = {"police": "retour-police", "consulate": "retour-consulat"}
ACCOUNTS = (
    ("retour-police", "test-police", ("front_line", "desk_lead")),
    ("retour-consulat", "test-consulate-desk", ("front_line", "desk_lead")),
)
# What is typed, word for word: each is looked for wherever it must not be.
TYPED = {
    "fr": {
        "name": "Ismaël Tourterol",
        "contact": "au sujet du cerf-volant vert",
        "carer": "L’oncle au camion beige, dit-il",
        "talk": "Expliqué avec la carte et les billes",
        "fear": "Regarde la fenêtre quand on parle du camion",
        "choice": "Retrouver la grand-mère et ses chèvres",
        "country": "Terre de Romarinelle",
        "decided_by": "Juge Pervenchine",
        "interest": "À relire si l’oncle revient au village",
        "how": "Seul, avec Églantinette, en jouant aux billes",
        "view": "Veut la grand-mère, pas le camion",
        "view_later": "Ne sait plus, compte les billes",
        "asked_by": "Éducateur Genévrin, sans nommer personne",
        "family": "La grand-mère vit sous le toit de l’oncle",
        "care": "Une maison pour enfants, au bord du lac",
        "trace": "Chercher par le bureau des archives lilas",
        "guardian": "Églantinette, de la salle aux billes",
        "escort": "Éducateur Genévrin, jusqu’au bout",
        "protects": "Un maître d’école garde son cahier",
        "weighed": "Pesé avec lui, carte dépliée",
        "partner": "Sœur Aubépinette",
        "partner_words": "On a vu le camion près du marché",
        "service_words": "Promis si la cour reste fermée",
        "desk_there": "Maison du lac Aubépinette",
        "not_now": "On ne sait pas où est le camion",
    },
    "ar": {
        "name": "إسماعيل اليمامي",
        "contact": "بخصوص الطائرة الورقية الخضراء",
        "carer": "العم صاحب الشاحنة البيج كما يقول",
        "talk": "شرح له بالخريطة والكريات",
        "fear": "ينظر إلى النافذة عند ذكر الشاحنة",
        "choice": "العودة إلى الجدة ومعزها",
        "country": "أرض إكليل الجبل",
        "decided_by": "القاضية ونكة",
        "interest": "يعاد النظر إن عاد العم إلى القرية",
        "how": "وحده مع المربية نسرينة وهو يلعب بالكريات",
        "view": "يريد الجدة ولا يريد الشاحنة",
        "view_later": "لم يعد يدري ويعد الكريات",
        "asked_by": "المربي عرعار دون ذكر اسم أحد",
        "family": "الجدة تعيش تحت سقف العم",
        "care": "دار للأطفال على ضفة البحيرة",
        "trace": "البحث عبر مكتب المحفوظات الليلكية",
        "guardian": "المربية نسرينة من قاعة الكريات",
        "escort": "المربي عرعار إلى آخر الطريق",
        "protects": "معلم المدرسة يحتفظ بدفتره",
        "weighed": "وزن الأمر معه والخريطة مفتوحة",
        "partner": "الأخت زعرورة",
        "partner_words": "شوهدت الشاحنة قرب السوق",
        "service_words": "وعد إن بقي الفناء مقفلا",
        "desk_there": "دار البحيرة زعرورة",
        "not_now": "لا ندري أين توجد الشاحنة",
    },
}


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language
    himaya("nation", "load", str(ROOT / "tests" / "data" / "nation_returns.yaml"), env=place.env)
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    return replace(place, people={**place.people, **NATION}), language


def test_a_boy_whose_uncle_had_a_part_is_not_sent_home(walk: tuple[Live, str], browser: Browser) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        boy, one = Goer(TYPED[language], group="boy"), seated("child")
        steps.handed_over(one, boy, "social")
        steps.talked_about(one, boy)
        best_interest_first(one, boy)
        nobody_looks_for_the_family(one, boy)
        heard_and_stood_by(one, boy)
        no_consulate(one, boy)
        weighed(one, boy)
        not_now(one, boy)
        asked_again(one, seated("child_lead"), boy)
        reference = steps.reference(one, boy)
        for who in ("police", "consulate", "ngo"):
            steps.sees_nothing(seated(who), boy, reference)
    nothing_lies_open(place, boy.said.values())


def best_interest_first(one: Walker, boy: Goer) -> None:
    """Before it was decided nobody asks a family and nobody looks for one; who decided it is noted by name."""
    one.open(boy.at())
    one.go("main nav a[href$='/child/']")
    family = {"goes_to": "to_family", "agrees": "yes", "able": "yes", "implicated": "yes"}
    said = {"family_who": boy.said["asked_by"], "family_words": boy.said["family"]}
    steps.refuses(one, "family", "family_words", **family, **said)
    assert says_why_not(one, "trace", rules_children.BEST_INTEREST)
    decided = {"outcome": "for_return", "who": boy.said["decided_by"], "interest_words": boy.said["interest"]}
    steps.refuses(one, "interest", "who", on=in_days(1), **decided)
    steps.does(one, "interest", on=in_days(-1))
    assert steps.says(one, words_later.AGAINST[rules_children.NOT_HEARD]), "a decision without him is none"
    steps.does(one, "interest", on=in_days(-1), heard=["child", "guardian", "care"], **decided)
    assert not steps.says(one, words_later.AGAINST[rules_children.NOT_HEARD])


def says_why_not(one: Walker, do: str, code: str) -> bool:
    return str(words_later.AGAINST[code]) in steps.why_not(one, do)


def nobody_looks_for_the_family(one: Walker, boy: Goer) -> None:
    """Asked first who looks after him: the uncle had a part. From then on there is no such button at all."""
    assert says_why_not(one, "trace", rules_children.CARER_NOT_ASKED)
    steps.looked_after(one, boy, "other_carer", "yes")
    one.open(boy.at("child/"))
    assert not one.page.locator("main [name=trace_words]").count()
    assert steps.says(one, words_later.AGAINST[rules_children.FAMILY_IMPLICATED])
    hidden = one.page.locator("main form input[type=hidden]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.name, one.value]))"
    )
    sent = {**hidden, "do": "trace", "trace_words": boy.said["trace"]}
    headers = {"Referer": one.page.url}
    answer = one.page.request.post(boy.at("child/"), form=sent, headers=headers)
    assert answer.status == 404, "whoever sends it all the same is told that there is no such thing"
    family = {"goes_to": "to_family", "agrees": "yes", "able": "yes", "implicated": "yes"}
    said = {"family_who": boy.said["asked_by"], "family_words": boy.said["family"]}
    steps.does(one, "family", **family, **said)
    assert steps.says(one, words_later.AGAINST[rules_children.FAMILY_IMPLICATED])
    steps.does(one, "family", goes_to="to_care", family_who=boy.said["asked_by"], family_words=boy.said["care"])
    assert not one.page.locator("main [name=trace_words]").count(), "another word on it takes nothing back"


def heard_and_stood_by(one: Walker, boy: Goer) -> None:
    """He is heard alone before the ways are weighed; a person whom he trusts stands by him, and one goes along."""
    one.open(boy.at("child/"))
    assert steps.says(one, words_later.said_against("child_view:weighing"))
    heard = {"view": "wishes", "how": boy.said["how"], "view_words": boy.said["view"]}
    steps.does(one, "view", stage="weighing", **heard)
    assert not steps.says(one, words_later.said_against("child_view:weighing"))
    steps.refuses(one, "stand_by", part="trusted")
    steps.does(one, "stand_by", part="trusted", part_who=boy.said["guardian"])
    steps.does(one, "stand_by", part="along", part_who=boy.said["escort"])
    assert all(boy.said[word] in one.text() for word in ("view", "guardian", "escort"))


def no_consulate(one: Walker, boy: Goer) -> None:
    """His own yes opens none, nobody's yes stands in for it, and the page of papers has no way to one."""
    one.open(f"/casework/cases/{boy.case}/consents/write/")
    said = {"language": "ary", "interpreter": "none", "mode": "spoken", "answer": "given", "fears": "no"}
    child = {"assent": "yes", "guardian": "implicated"}
    one.refused_at(MAIN, to=steps.CONSULATES, data_classes=["language"], **said, **child)
    assert steps.says(one, CONSULATE_REFUSED["child"])
    one.open(boy.at("documents/"))
    assert not any(steps.offers(one, do) for do in ("consulate", "paper"))


def weighed(one: Walker, boy: Goer) -> None:
    """Weighed with him and by somebody there: what the uncle may do is grave, and nobody knows where he is."""
    steps.risk_assessed(one, boy, "2", "3")
    steps.weighed(one, boy, retaliation=rules.GRAVE)
    steps.partner_said(one, boy, family=rules.NOT_KNOWN)
    steps.promised(one, boy, "school")
    one.open(boy.at())
    grave = words.said_against(f"{rules.GRAVE}:retaliation")
    assert grave in one.text()
    assert grave in steps.why_not(one, "sign"), "nobody signs against what is grave"


def not_now(one: Walker, boy: Goer) -> None:
    """Never forbidden: why, what there is instead, in words for him, and on which day it is looked at again."""
    why = {"reasons": ["danger", "not_known"], "not_now_words": boy.said["not_now"]}
    steps.refuses(one, "not_now", "not_now_words", review_on=in_days(30), **why)
    instead = {"alternatives": ["stay_with_plan", "other_place"]}
    steps.refuses(one, "not_now", "not_now_words", review_on=in_days(91), **why, **instead)
    steps.does(one, "not_now", review_on=in_days(30))
    assert steps.stands(one, states.NOT_NOW)
    shown = one.page.locator("main section.do").first.inner_text()
    assert boy.said["not_now"] in shown
    assert one.page.locator("main section.do").first.locator("li").count() == 4, shown
    assert in_days(30)[:4] in shown, "the day stands there"
    again = "main section.say a.btn[href$='/weigh/']"
    assert one.page.locator(again).count(), "what comes next is to look for what is missing, not to say it again"
    comes(one, f"/tasks/cases/{boy.case}/", str(KINDS["return_again"]))


def asked_again(one: Walker, lead: Walker, boy: Goer) -> None:
    """He is heard again and does not know any more; whoever leads the desk reads all of it, and signs nothing."""
    one.open(boy.at("child/"))
    said = {"view": "unsure", "how": boy.said["how"], "view_words": boy.said["view_later"]}
    steps.does(one, "view", stage="documents", **said)
    lead.open(boy.at("child/"))
    assert boy.said["view_later"] in lead.text()
    lead.open(boy.at())
    assert boy.said["not_now"] in lead.text()
    assert not steps.offers(lead, "sign")
