"""A woman goes back to the country where she grew up, and her daughter of seven goes along, each as her own file says.

Told, asked about fear, weighed with a partner there, signed by two, prepared, travelled, met, asked how it goes, ended.
In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.returns import states, words_later
from himaya.tasks.words import KINDS
from tests.journeys import return_after as after
from tests.journeys import return_steps as steps
from tests.journeys.passages import in_days
from tests.journeys.return_steps import Goer
from tests.journeys.test_risk_and_trauma import comes, nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import ROOT, Live, accounts_added, himaya

pytestmark = [pytest.mark.browser, pytest.mark.capability("F1")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
# Who is needed beside the people whom every journey knows.
DEMO = {"lead": "asso-accueil-chef", "police": "police-nord", "consulate": "consulaire-verlande"}
NATION = {"ngo": "depart-1", "lead": "depart-2", "police": "depart-police", "consulate": "depart-consulat"}
ACCOUNTS = (
    ("depart-1", "test-shelter", ("front_line", "case_manager")),
    ("depart-2", "test-shelter", ("case_manager", "desk_lead")),
    ("depart-police", "test-police", ("front_line", "desk_lead")),
    ("depart-consulat", "test-consulate-desk", ("front_line", "desk_lead")),
)
# What is typed, word for word: each is looked for wherever it must not be.
MOTHER = {
    "fr": {
        "name": "Philomène Ouattaye",
        "contact": "au sujet du tablier en raphia",
        "talk": "Tout redit deux fois, lentement, près du poêle",
        "fear": "Demande qui saura son retour au marché",
        "choice": "Revoir les manguiers avant la saison",
        "country": "Terre de Coriandre",
        "protects": "Une marraine tient la boutique de laine",
        "weighed": "Les deux voies relues avec elle jeudi",
        "partner": "Marraine du foyer Cardamome",
        "partner_words": "La cour ferme à clef après le dîner",
        "service_words": "Promis au téléphone, voix basse",
        "desk_there": "Foyer Cardamome, bureau des arrivées",
        "consulate": "Demandé seulement un laissez-passer bleu",
        "paper": "Laissez-passer bleu dans la pochette",
        "lawyer": "Maître Quincaille",
        "mandate": "Mandat signé sur le coin de la table",
        "testimony": "Parlera par écran, rideau tiré",
        "fit": "Une pause toutes les deux heures",
        "nurse": "Infirmière Zéphyrine",
        "escort": "Collègue Bartholine",
        "transit": "Guichet Olivine, terminal des pluies",
        "gate": "Elle part, le sourire calme",
        "met": "Arrivée sous la verrière",
        "met_by": "Accueillante Séraphile",
        "economic": "Un métier à tisser, loué trois mois",
        "social": "Une chambre près du puits",
        "psychosocial": "Le groupe de parole du mardi soir",
        "what": "Location du métier à tisser",
        "what_else": "Cour commune du puits",
        "payer": "Fonds Tamarinelle",
        "follow": "Vend ses étoffes, dort sans veilleuse",
        "end": "Elle n’attend plus nos appels",
        "word": "Bergamotine",
        "answer": "Citronnerelle",
        "who": "La tisserande du rez-de-cour",
        "say": "C’est pour la commande de fil",
    },
    "ar": {
        "name": "فاضمة الزعفرانية",
        "contact": "بخصوص مئزر الرافيا",
        "talk": "أعيد كل شيء مرتين ببطء قرب المدفأة",
        "fear": "تسأل من سيعرف بعودتها في السوق",
        "choice": "رؤية أشجار المانجو قبل الموسم",
        "country": "أرض الكزبرة",
        "protects": "عرابة تدير دكان الصوف",
        "weighed": "أعيدت قراءة الطريقين معها يوم الخميس",
        "partner": "عرابة دار الهيل",
        "partner_words": "الفناء يقفل بالمفتاح بعد العشاء",
        "service_words": "وعد بالهاتف وبصوت منخفض",
        "desk_there": "دار الهيل، مكتب الوصول",
        "consulate": "طلب جواز مرور أزرق لا غير",
        "paper": "جواز المرور الأزرق في الحافظة",
        "lawyer": "الأستاذة قنقولة",
        "mandate": "وقع التوكيل على طرف الطاولة",
        "testimony": "ستتكلم عبر الشاشة والستار مسدل",
        "fit": "استراحة كل ساعتين",
        "nurse": "الممرضة زفيرة",
        "escort": "الزميلة برتولة",
        "transit": "شباك زبرجد، محطة الأمطار",
        "gate": "تسافر وابتسامتها هادئة",
        "met": "وصلت تحت السقف الزجاجي",
        "met_by": "المستقبلة سيرافة",
        "economic": "نول للنسيج مكترى ثلاثة أشهر",
        "social": "غرفة قرب البئر",
        "psychosocial": "مجموعة الكلام مساء الثلاثاء",
        "what": "كراء نول النسيج",
        "what_else": "الفناء المشترك للبئر",
        "payer": "صندوق التمر الهندي",
        "follow": "تبيع أقمشتها وتنام دون ضوء",
        "end": "لم تعد تنتظر اتصالاتنا",
        "word": "برغموت",
        "answer": "ليمونية",
        "who": "النساجة في الفناء السفلي",
        "say": "بخصوص طلبية الخيط",
    },
}
DAUGHTER = {
    "fr": {
        "name": "Oumnia Ouattaye",
        "contact": "avec la poupée de paille",
        "carer": "Sa mère, toujours à côté d’elle",
        "talk": "Dit avec les dessins de bateaux",
        "fear": "Serre la poupée et dit non",
        "choice": "Aller là où va maman",
        "decided_by": "Juge Mirabeline",
        "interest": "Ne pas les séparer, lu à voix haute",
        "view": "Veut la place près du hublot",
        "how": "Seule, en dessinant, avec Capucinette",
        "asked_by": "Collègue Bartholine, sur le banc",
        "beside": "Éducatrice Capucinette",
        "protects": "Connaît les chansons de la cour",
    },
    "ar": {
        "name": "أمنية الزعفرانية",
        "contact": "مع دمية القش",
        "carer": "أمها بقربها دائما",
        "talk": "قيل لها برسوم السفن",
        "fear": "تضم الدمية وتقول لا",
        "choice": "الذهاب حيث تذهب ماما",
        "decided_by": "القاضية ميرابيل",
        "interest": "عدم التفريق بينهما، قرئ بصوت عال",
        "view": "تريد المقعد قرب النافذة الصغيرة",
        "how": "وحدها وهي ترسم، مع المربية كبوسين",
        "asked_by": "الزميلة برتولة على المقعد الخشبي",
        "beside": "المربية كبوسين",
        "protects": "تعرف أغاني الفناء",
    },
}


@dataclass
class Travellers:
    """The two who go, by whom they are accompanied."""

    ngo: Walker
    lead: Walker
    place: Live
    mother: Goer
    daughter: Goer

    @property
    def both(self) -> tuple[Goer, Goer]:
        return self.mother, self.daughter


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


def test_a_woman_goes_back_with_her_daughter_and_is_asked_how_it_goes(walk: tuple[Live, str], browser: Browser) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        mother = Goer(MOTHER[language])
        daughter = Goer({**MOTHER[language], **DAUGHTER[language]}, group="girl")
        two = Travellers(seated("ngo"), seated("lead"), place, mother, daughter)
        begun(two)
        weighed(two)
        prepared(two)
        travelled(two)
        followed(two)
        reference = steps.reference(two.ngo, mother)
        for who in ("police", "consulate"):
            steps.sees_nothing(seated(who), mother, reference)
        after.closed(two.ngo, mother)
    nothing_lies_open(place, [*mother.said.values(), *daughter.said.values()])


def begun(two: Travellers) -> None:
    """Two files, linked; each of the two is told, asked and heard for herself."""
    for goer in two.both:
        steps.handed_over(two.ngo, goer, "ngo")
    steps.linked(two.ngo, two.daughter, steps.reference(two.ngo, two.mother))
    steps.looked_after(two.ngo, two.daughter, "parent", "no")
    steps.reached(two.ngo, two.mother)
    for goer in two.both:
        steps.talked_about(two.ngo, goer)
    of_the_daughter(two.ngo, two.daughter)


def of_the_daughter(one: Walker, child: Goer) -> None:
    """What is best for her is decided elsewhere and noted; she is heard; whoever she goes to is looked at."""
    one.open(child.at("child/"))
    decided = {"outcome": "for_return", "on": in_days(-2), "interest_words": child.said["interest"]}
    steps.refuses(one, "interest", "interest_words", **decided)
    steps.does(one, "interest", who=child.said["decided_by"], heard=["child", "guardian", "family"])
    heard(one, child, "weighing")
    family = {"goes_to": "to_family", "agrees": "yes", "able": "yes", "family_who": child.said["asked_by"]}
    steps.does(one, "family", implicated="no", **family)
    assert steps.says(one, words_later.SAID["yes"])


def heard(one: Walker, child: Goer, stage: str) -> None:
    one.open(child.at("child/"))
    said = {"view": "wishes", "how": child.said["how"], "view_words": child.said["view"]}
    steps.does(one, "view", stage=stage, **said)


def weighed(two: Travellers) -> None:
    """Weighed here and by the partner there, promised by the name of a desk, signed by two."""
    for goer in two.both:
        steps.risk_assessed(two.ngo, goer)
        steps.weighed(two.ngo, goer)
        steps.partner_said(two.ngo, goer)
        steps.promised(two.ngo, goer, "school" if goer.child else "psychosocial")
        steps.signed_by_two(two.ngo, two.lead, goer)


def prepared(two: Travellers) -> None:
    """A consulate on a yes for one contact, of the adult alone; courts; papers; the way and the day."""
    one, mother, daughter = two.ngo, two.mother, two.daughter
    one.open(mother.at("documents/"))
    assert steps.why_not(one, "consulate"), "nobody is contacted without a yes"
    steps.agreed_on_consulate(one, mother)
    one.open(mother.at("documents/"))
    consent = str(one.page.locator("main [name=consent]").first.get_attribute("value"))
    steps.does(one, "consulate", consent=consent, consulate_words=mother.said["consulate"])
    assert steps.why_not(one, "consulate"), "the next contact needs its own yes"
    lawyer = {"court_mandate": "given", "court_testimony": "distance"}
    for do, how in lawyer.items():
        kind = do.removeprefix("court_")
        said = {f"{kind}_how": how, f"{kind}_who": mother.said["lawyer"], f"{kind}_words": mother.said[kind]}
        steps.does(one, do, **said)
    assert steps.says(one, words_later.PROCEEDINGS[states.TESTIMONY]["distance"])
    steps.paper_there(one, mother)
    steps.prepared(one, mother)
    papers_of_the_daughter(one, daughter)
    steps.prepared(one, daughter)


def papers_of_the_daughter(one: Walker, child: Goer) -> None:
    """No paper before she was heard anew and somebody stands by her; no consulate for a child."""
    one.open(child.at("documents/"))
    assert steps.why_not(one, "paper")
    assert steps.why_not(one, "consulate")
    heard(one, child, "documents")
    steps.does(one, "stand_by", part="trusted", part_who=child.said["beside"])
    steps.paper_there(one, child, "child_papers")
    heard(one, child, "travel")


def travelled(two: Travellers) -> None:
    """Asked once more, aboard, and met: said by somebody there, once they can have arrived."""
    for goer in two.both:
        steps.boarded(two.ngo, goer)
        after.landed(two.place, goer)
        after.met(two.ngo, goer)
        two.ngo.open(goer.at())
        assert steps.stands(two.ngo, states.RECEIVED)
    after.planned_there(two.ngo, two.mother)
    comes(two.ngo, f"/tasks/cases/{two.mother.case}/", str(KINDS["return_follow"]))


def followed(two: Travellers) -> None:
    """After a month by the way that she chose, whether it began anew; after three she wishes no more contact."""
    one, mother = two.ngo, two.mother
    after.days_later(two.place, mother, 31)
    after.asked_how_it_goes(one, mother, "reached")
    assert steps.says(one, words_later.AGAIN["no"])
    one.open(mother.at())
    told = steps.refuses(one, "end", "end_words", reason="followed", end_words=mother.said["end"])
    assert told, "she is asked again in two months"
    after.days_later(two.place, mother, 61)
    after.asked_how_it_goes(one, mother, "no_more")
    after.ended(one, mother)
