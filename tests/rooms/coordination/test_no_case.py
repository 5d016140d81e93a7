"""What looks like data of one person is found, in three languages; laws, meetings and budgets are left alone."""

import pytest
from django.utils import translation

from himaya.coordination import no_case, rules_no_case
from himaya.coordination.actions import cycles, documents, materials, practice_maps
from himaya.coordination.rules_no_case import KINDS, findings
from himaya.kernel.errors import NotValid
from tests.refusals import refused
from tests.rooms.coordination import at_the_table

pytestmark = pytest.mark.capability("A8")

FOUND = [
    ("phone", "La joindre au 06 12 34 56 78 le matin."),
    ("phone", "Rappel : 0612-345678"),
    ("phone", "The sister answers at +212 6 12 34 56 78"),
    ("phone", "00 33 6 12 34 56 78 en France"),
    ("phone", "رقم هاتفها ٠٦١٢٣٤٥٦٧٨"),
    ("phone", "الهاتف: 0537 12 34 56"),
    ("phone", "\u200e+212 612-345-678\u200e"),
    ("identity", "CNIE n° AB 123456 présentée"),
    ("identity", "carte BK345678 perdue"),
    ("identity", "passeport n° 12AB34567 retenu par l’employeur"),
    ("identity", "passport number 8123456"),
    ("identity", "UNHCR 245-16C00123"),
    ("identity", "رقم بطاقة التعريف الوطنية: AB123456"),
    ("identity", "جواز السفر رقم 8123456"),
    ("email", "écrire à amal.t@example.org"),
    ("email", "البريد amal@example.org"),
    ("birth", "née le 3 mars 2008 à Tabet"),
    ("birth", "né(e) le 03/03/2008"),
    ("birth", "Date de naissance : 3-3-2008"),
    ("birth", "she was born on 3 March 2008"),
    ("birth", "فتاة من مواليد 3 مارس 2008"),
    ("birth", "تاريخ الازدياد 2008"),
    ("coordinates", "le lieu 33.5731, -7.5898"),
    ("coordinates", "33°34'23\"N"),
    ("name", "Mme Khadija Alami est hébergée"),
    ("name", "Le cas de Mme K. est revenu"),
    ("name", "Mr Smith was seen there"),
    ("name", "السيدة خديجة العلمي توجد في مركز الإيواء"),
    ("name", "وصلت للسيد مصطفى رسالة"),
    ("address", "elle vit au 12 bis, rue des Orangers"),
    ("address", "14 avenue Hassan"),
    ("address", "rue de la Paix n° 4"),
    ("address", "24 Green Hill Road"),
    ("address", "تسكن في رقم 12 زنقة الياسمين"),
    ("address", "شارع المسيرة الخضراء رقم 7"),
    ("age", "A. B., 16 ans, repérée au port"),
    ("age", "F. (17 ans)"),
    ("age", "A.B., 16 years"),
    ("age", "أ. ب، 16 سنة"),
    ("age", "ف.م. البالغة من العمر 17 سنة"),
]
LEFT_ALONE = [
    "La loi n° 27-14 et l’article 448-9 du Code pénal.",
    "القانون رقم 27.14 والفصل 448-9 من مجموعة القانون الجنائي",
    "Dahir n° 1-16-127 du 25 août 2016",
    "Réunion du 05-06-2026, 14 h 30, puis du 05.06.2026 14:30.",
    "اجتماع يوم 12 دجنبر 2026 على الساعة 10:00",
    "Budget : 1 001 234 567 DH, soit +100 000 000 DH par an.",
    "Budget 0612345678 DH",
    "Enveloppe de 12 500 000,00 MAD pour 2026-2028",
    "ميزانية قدرها 1 200 000 000 درهم",
    "40 000 personnes formées en 2024, 2025 et 2026",
    "Madame la Présidente ouvre la séance, puis M. le Procureur du Roi.",
    "Mme Présidente, merci.",
    "السيد وكيل الملك والسيدة الوزيرة والسيد رئيس الجلسة",
    "السيدات والسادة أعضاء اللجنة",
    "Mr President, thank you.",
    "3 places libres, 10 avenues de travail",
    "le protocole créé en 2016, version 2",
    "les enfants âgés de 16 ans et plus",
    "الأطفال البالغون من العمر أقل من 18 سنة",
    "T1 à T6, TRI 2 · 1 · 2026-08-24, ODD 8.7, A/RES/55/25",
    "33,5 % puis 7,58 %",
    "Le délai est de 24 heures ; 72 heures au port.",
    "Passeports : renouvellement en 2026, 14 jours",
    "carte de séjour avant le 12 09 2026",
    "un numéro vert 24/24",
    "née d’une initiative de 2016",
    "Délégué né pour servir",
    "حي صناعي وشارع رئيسي",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_data_of_one_person_is_found_where_it_stands(kind: str, text: str) -> None:
    found = findings(text)
    assert [one.kind for one in found] == [kind], [(one.kind, text[one.start : one.end]) for one in found]
    assert text[found[0].start : found[0].end].strip()


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_laws_meetings_budgets_and_functions_are_left_alone(text: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in findings(text)] == []


def test_delegates_and_experts_may_be_named_in_either_script() -> None:
    known = ["Amal Tazi", "أمل التازي", "Nabil BEN SALEM"]
    for text in (
        "Mme Amal Tazi présente le point.",
        "Mme Tazi répond.",
        "M. Ben Salem répond.",
        "قدمت السيدة أمل التازي النقطة",
        "السيدة التازي أجابت",
    ):
        assert findings(text, known) == [], text
    assert [one.kind for one in findings("Mme Amal Idrissi", known)] == ["name"]
    assert [one.kind for one in findings("السيدة أمل الإدريسي", known)] == ["name"]


def test_several_places_come_in_order_and_never_overlap() -> None:
    text = "Mme K., née le 3 mars 2008, 06 12 34 56 78, CIN AB123456"
    found = findings(text)
    assert [one.kind for one in found] == ["name", "birth", "phone", "identity"]
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


def test_a_text_is_refused_with_what_it_looks_like_and_never_with_what_it_says() -> None:
    with pytest.raises(NotValid) as refusal:
        no_case.check("Rien", "Rappeler Mme Khadija Alami")
    with translation.override("en"):
        said = str(refusal.value.sentence)
    assert "the name of a person" in said
    assert "Khadija" not in said
    assert refusal.value.code == "case_data"


def test_every_kind_has_its_words_and_its_example() -> None:
    assert set(no_case.LOOKS_LIKE) == set(KINDS) == {kind for kind, _ in FOUND}
    assert rules_no_case.findings("") == []


@pytest.mark.usefixtures("stage")
def test_no_title_of_the_room_holds_a_person() -> None:
    cycle, titles = at_the_table.cycle(), {"fr": "Situation de Mme Amal Tazi"}
    table = at_the_table.convened(cycle)
    base = {"by": at_the_table.SECRETARY}
    for deed in (
        lambda: cycles.open(
            titles=titles, organiser_id="justice", funder_id=None, legal_basis="", rules={}, themes=[], **base
        ),
        lambda: documents.enter(
            cycle_id=cycle.pk, kind="form", titles=titles, owner_id=None, version_name="", decide_on=None, **base
        ),
        lambda: practice_maps.open(
            cycle_id=cycle.pk, titles=titles, steps=[{"fr": "x"}], due_on=at_the_table.DAY, **base
        ),
        lambda: practice_maps.open(
            cycle_id=cycle.pk, titles={"fr": "x"}, steps=[titles], due_on=at_the_table.DAY, **base
        ),
        lambda: materials.add(table_id=table.pk, titles=titles, kind="slides", language="", where="", **base),
    ):
        with refused(NotValid, "case_data"):
            deed()
