"""`himaya content check`: what ships is whole, and each kind of fault is found in the file where it was planted."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from himaya.institutions.content import content_root
from himaya.kernel.places import ROOT
from himaya.legal import library
from himaya.ops import glossary
from himaya.ops.content_check import check_content, content_check_main
from himaya.ops.content_rules.arabic import arabic_faults
from himaya.ops.content_rules.english import english_faults
from himaya.ops.content_rules.french import french_faults
from himaya.ops.content_rules.texts import gaps_of, texts_in

Plant = Callable[[str, str, str], None]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """A copy of the content in which one piece of text is replaced by another, read as by a command just begun."""
    folder = tmp_path / "content"
    shutil.copytree(content_root(), folder)
    monkeypatch.setenv("HIMAYA_CONTENT", str(folder))

    def change(file: str, was: str, becomes: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert was in text, f"{was!r} no longer stands in {file}"
        path.write_text(text.replace(was, becomes, 1), encoding="utf-8")

    _forget_the_law()
    yield change
    _forget_the_law()


def _forget_the_law() -> None:
    """A library that an earlier test kept would hide that the check falls over a broken one."""
    for kept in (library.loaded, library.of_content, library.topics, library.forms):
        kept.cache_clear()


def test_what_ships_has_no_gap() -> None:
    report = check_content()
    assert [gap.as_dict() for gap in report.gaps] == []
    assert report.rows > 1000


def test_the_command_says_ok_as_json_and_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert content_check_main(["--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["gaps"] == []
    assert said["rows"] > 1000


def test_the_command_names_file_row_and_language_and_exits_1(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    plant("services.yaml", 'ar: "المساعدة القانونية", ', "")
    assert content_check_main(["--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    wanted = {
        "file": "services.yaml",
        "row": "legal_aid.names",
        "language": "ar",
        "gap": "the text is missing or empty",
    }
    assert wanted in said["gaps"]
    assert content_check_main([]) == 1
    assert "services.yaml: legal_aid.names: [ar]" in capsys.readouterr().out


def test_an_absent_content_folder_is_a_sentence_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path / "nowhere"))
    assert content_check_main([]) == 1
    assert "HIMAYA_CONTENT" in capsys.readouterr().err


def test_an_empty_content_folder_is_not_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    assert {gap.file for gap in check_content().gaps} >= {"glossary.csv"}


PLANTED = {
    "an empty text": ("reasons.yaml", 'en: "No place today"', 'en: ""', "missing or empty"),
    "English copied from French": (
        "reasons.yaml",
        'en: "No place today"',
        'en: "Pas de place aujourd’hui"',
        "copied from fr",
    ),
    "Arabic copied from English": (
        "reasons.yaml",
        'ar: "لا توجد أماكن شاغرة اليوم"',
        'ar: "No place today"',
        "copied from ar",
    ),
    "a straight apostrophe": ("reasons.yaml", "Pas de place aujourd’hui", "Pas de place aujourd'hui", "apostrophe"),
    "an unknown data class": ("services.yaml", "[reference, language, meeting_place]", "[story]", "does not exist"),
    "a full name in a packet": (
        "services.yaml",
        "[reference, language, meeting_place]",
        "[identity]",
        "the full name leaves only",
    ),
    "a row of law unknown": ("decisions.yaml", "[ma-pc-448-14", "[ma-pc-448-99", "which no legal library has"),
    "an unknown role": (
        "roles.yaml",
        "operator, content_editor, intake_abroad]",
        "operator, editor, intake_abroad]",
        "does not exist",
    ),
    "a role of no kind": ("roles.yaml", "[ngo, consular_service]", "[circus, consular_service]", "does not exist"),
    "a wrong mark": ("legal/morocco.yaml", 'mark: "?"', "mark: sure", "not one of C, C2, G, ?"),
    "a legal row without a mark": (
        "legal/morocco.yaml",
        '    source: "UNODC SHERLOC; bibliotdroit.com"\n    mark: C\n',
        '    source: "UNODC SHERLOC; bibliotdroit.com"\n',
        "mark",
    ),
    "a legal row without a source": (
        "legal/morocco.yaml",
        '    source: "UNODC SHERLOC; bibliotdroit.com"\n',
        "",
        "source",
    ),
    "a legal row of no text": ("legal/morocco.yaml", "text: penal-code\n", "text: penal\n", "does not exist"),
    "a penalty without a mark": ("legal/morocco.yaml", "    penalty_mark: C2\n", "", "penalty has no mark"),
    "a mark lowered in silence": (
        "legal/morocco.yaml",
        'source: "UNODC SHERLOC; bibliotdroit.com"\n    mark: C\n',
        'source: "UNODC SHERLOC; bibliotdroit.com"\n    mark: G\n',
        "what remains to be verified",
    ),
    "a C of a language that nobody read": (
        "legal/morocco.yaml",
        "    mark_fr: C\n    mark_ar: G\n",
        "    mark_fr: C\n    mark_ar: C\n",
        "neither the text nor a source read in it",
    ),
    "words of the law without the bulletin": (
        "legal/morocco.yaml",
        '      bulletin: {number: "6501", day: 2016-09-19, mark: G}\n',
        "",
        "without the Official Bulletin",
    ),
    "a language of which nothing is said": (
        "legal/morocco.yaml",
        "    mark_fr: C2\n    mark_ar: G\n",
        "    mark_fr: C2\n",
        "mark_ar is missing",
    ),
    "an unknown mark of a language": (
        "legal/morocco.yaml",
        "    mark_fr: C2\n    mark_ar: G\n",
        "    mark_fr: C2\n    mark_ar: sure\n",
        "mark_ar is 'sure'",
    ),
    "a draft with a day": (
        "legal/morocco.yaml",
        "    mark: D\n",
        "    mark: D\n    valid_from: 2016-08-25\n",
        "not in force: it has no valid_from",
    ),
    "a draft that something rests on": (
        "reporting_positions.yaml",
        "ma-pc-446",
        "ma-27-14-draft-protection",
        "nothing rests on it",
    ),
    "a draft outside of the law": ("crisis.yaml", "mark: G", "mark: D", "mark is 'D'"),
    "a successor of nobody": (
        "packs/morocco/institutions.yaml",
        "successor_of: [health-2016]",
        "successor_of: [health-2015]",
        "does not exist",
    ),
    "an institution that ends before it begins": (
        "packs/demo/institutions.yaml",
        "valid_to: 2018-12-31",
        "valid_to: 2008-12-31",
        "ends before it begins",
    ),
    "a date that is none": (
        "packs/demo/desks.yaml",
        "vetted_until: 2027-12-31",
        "vetted_until: soon",
        "must be a date",
    ),
    "a desk of no institution": (
        "packs/demo/desks.yaml",
        "institution: national-police",
        "institution: nobody",
        "does not exist",
    ),
    "a desk with an unknown service": (
        "packs/demo/desks.yaml",
        "services: [labour_rights]",
        "services: [labour]",
        "does not exist",
    ),
    "a desk in a region that it does not cover": (
        "packs/demo/desks.yaml",
        "    own_region: littoral\n",
        "    own_region: sud\n",
        "its own region is none of those it covers",
    ),
    "a desk that shelters people and says where": (
        "packs/demo/desks.yaml",
        "    services: [emergency_shelter, psychological_support",
        "    own_region: nord\n    services: [emergency_shelter, psychological_support",
        "its place is secret",
    ),
    "more free places than places": (
        "packs/demo/desks.yaml",
        "{total: 14, free: 3}",
        "{total: 14, free: 30}",
        "more free places",
    ),
    "a telephone that could ring": ("packs/demo/desks.yaml", "05 00 00 01 10", "05 37 00 01 10", "05 00 00"),
    "nobody after hours": ("packs/demo/desks.yaml", "    after_hours: police-nord\n", "", "after hours"),
    "an account at no desk": (
        "packs/demo/accounts.yaml",
        "desk: inspection-nord",
        "desk: inspection-ouest",
        "does not exist",
    ),
    "incompatible roles": (
        "packs/demo/accounts.yaml",
        "roles: [secretariat]",
        "roles: [secretariat, case_manager]",
        "incompatible roles",
    ),
    "health data at the prosecution": (
        "packs/demo/accounts.yaml",
        "roles: [decision_recorder, desk_lead]",
        "roles: [health_professional]",
        "cannot be held",
    ),
    "a referral that sends too much": (
        "packs/demo/people.yaml",
        "data_classes: [reference, first_name, age_group",
        "data_classes: [reference, identity, first_name, age_group",
        "more than its service needs",
    ),
    "a real nation with an invented number": (
        "packs/morocco/pack.yaml",
        "emergency_numbers: []",
        'emergency_numbers: [{id: a, number: "1", names: {fr: "Un", ar: "واحد", en: "One"}}]',
        "enters its own",
    ),
    "an unknown time zone": (
        "packs/morocco/pack.yaml",
        "Africa/Casablanca",
        "Africa/Casa",
        "time zone",
    ),
    "a clause that stands twice": (
        "instruments/first-line/lines.yaml",
        "uid: FL-02\n",
        "uid: FL-01\n",
        "stands twice",
    ),
    "a use of no clause": (
        "instruments/first-line/first-line-child.yaml",
        "use: FL-01}",
        "use: FL-99}",
        "does not exist",
    ),
    "a position that cites no law": (
        "reporting_positions.yaml",
        "ma-pc-446,",
        "ma-pc-999,",
        "does not exist",
    ),
    "a term that stands twice": ("glossary.csv", "\ndesk,", "\ninstitution,", "stands twice"),
    "a person spoken to as several": ("crisis.yaml", "واش سبق ليك حاولتي؟", "واش سبق ليكم حاولتو؟", "several people"),
    "a child spoken to as several, in Latin": ("crisis.yaml", "7awelti tderr", "7awltu tderru", "several people"),
    "a child asked in the plural of politeness": (
        "consent_texts.yaml",
        "Tu peux dire non",
        "Vous pouvez dire non",
        "child",
    ),
    "a child asked as several in Arabic": ("consent_texts.yaml", "رقم هاتفك.", "رقم هاتفكم.", "child"),
    "a 9 for ق": ("consent_texts.yaml", "Lqarar", "L9arar", "spelled otherwise"),
    "a consent read in two languages and not in Darija": (
        "consent_texts.yaml",
        '    darija: {ar: "واش كاين',
        '    spoken: {ar: "واش كاين',
        "darija",
    ),
    "broken YAML": ("purposes.yaml", "purposes:", "purposes: [", "not readable"),
    "a source that does not ship": (
        "roles.yaml",
        "source: ",
        "source: domain/roles.md; ",
        "domain/roles.md does not ship",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_in_its_file(plant: Plant, fault: str) -> None:
    file, was, becomes, gap = PLANTED[fault]
    plant(file, was, becomes)
    found = [one for one in check_content().gaps if one.file == file and gap in one.gap]
    assert found, fault


def test_separation_of_duties_is_checked_from_both_sides(plant: Plant) -> None:
    plant("roles.yaml", "trainer, data_protection_officer, operator, content_editor, ", "operator, content_editor, ")
    plant(
        "roles.yaml",
        'incompatible: [auditor, operator]\n    not_in: []\n    names: {fr: "Formatrice',
        'incompatible: [operator]\n    not_in: []\n    names: {fr: "Formatrice',
    )
    found = [gap for gap in check_content().gaps if gap.row == "trainer"]
    assert any("auditor could also write" in gap.gap for gap in found)


def test_a_mapping_with_two_of_the_three_languages_owes_the_third() -> None:
    (text,) = texts_in("f.yaml", {"rows": [{"id": "a", "label": {"fr": "Oui", "ar": "نعم"}}]})
    assert text.row == "a.label"
    assert [(gap.language, gap.gap) for gap in gaps_of(text)] == [("en", "the text is missing or empty")]


def test_darija_in_two_scripts_is_not_a_translation() -> None:
    assert list(texts_in("f.yaml", {"id": "a", "darija": {"ar": "واخا", "latin": "wakha"}})) == []


def test_texts_beside_source_and_mark_are_read_too() -> None:
    document = {"words": {"go": {"fr": "Aller", "ar": "ذهاب", "en": "Go", "mark": "G"}}}
    assert [text.row for text in texts_in("f.yaml", document)] == ["words.go"]


def test_a_slot_lost_in_one_language_is_a_gap() -> None:
    (text,) = texts_in("f.yaml", {"fr": "Version {version}", "ar": "صيغة", "en": "Version {version}"})
    assert [gap.language for gap in gaps_of(text)] == ["ar"]


@pytest.mark.parametrize("text", ["Version", "Casablanca-Settat", "2023-2030", "Kafala"])
def test_proper_nouns_and_shared_words_are_not_copies(text: str) -> None:
    (found,) = texts_in("f.yaml", {"fr": text, "ar": "نص", "en": text})
    assert list(gaps_of(found)) == []


@pytest.mark.parametrize(
    "text",
    [
        "l'eau",
        "Attention !",
        "oui ; non",
        "Pourquoi ?",
        "Pourquoi?",
        "Note : à lire",
        "Note: à lire",
        "« ici »",
        "60 %",
        "10 000 dirhams",
        'le "mot"',
        "les agent·e·s",
        "Etat civil",
        "un clandestin",
        "une prostituée",
        "un récit crédible",
        "attendre...",
    ],
)
def test_french_that_breaks_the_style_is_found(text: str) -> None:
    assert list(french_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Appelez le 05 00 00 01 23.",
        "Que veut la personne\u202f?",
        "Note\u00a0: « à lire »".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "10\u202f000 dirhams, soit 60\u00a0%",
        "À 14 h 30, l’équipe répond.",
        "A mangé, a dormi",
        "de 08:30 à 12:00",
    ],
)
def test_french_that_keeps_the_style_passes(text: str) -> None:
    assert list(french_faults(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "حفـــظ",
        "قرارًا",
        "أجل ٣ أيام",
        "الاسم, الهاتف",
        "هل هناك خطر?",
        "هل هناك خطر ؟",
        "« نص »",
        'قال "نعم"',
        "اضغط هنا",
        "واختر المكتب",
        "في أغسطس",
        "دورة تدريبية",
        "حملة توعية",
        "قاعدة بيانات",
        "الى المكتب",
        "وان كان",
        "مسئول المكتب",
        "الإتجار بالبشر",
        "الإستماع",
        "الجنس",
        "خادمة",
        "بالترحيل",
        "شخص معاق",
        "القانون رقم 27-14",
        "كُتِبَتْ الاستمارة",
    ],
)
def test_arabic_that_breaks_the_style_is_found(text: str) -> None:
    assert list(arabic_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "إرسال",
        "المرجو الضغط على الزر",
        "السلطة المصادِقة",
        "سبب كافٍ",
        "قياس يُعرَّف مرة واحدة",
        "كان هناك خطر",
        "عدم المعاقبة",
        "الاستغلال الجنسي والجنسية",
        "في غشت وشتنبر ودجنبر",
        "القانون رقم 27.14 والفصل 448-1",
        "«نص»، ثم نص؛ هل انتهى؟",
        "الإحالة على المكتب، إن أمكن",
        "من نفس النوع (أنثى، ذكر)",
        "مساعدة الخدمات",
    ],
)
def test_arabic_that_keeps_the_style_passes(text: str) -> None:
    assert list(arabic_faults(text)) == []


@pytest.mark.parametrize(
    "text", ["an illegal migrant", "a prostitute", "a maid", "a non-victim", "not credible", "labor", "نص"]
)
def test_english_that_breaks_the_style_is_found(text: str) -> None:
    assert list(english_faults(text))


@pytest.mark.parametrize(
    "text", ["Same-sex acts", "labour", "Convention against Transnational Organized Crime", "the centre", ""]
)
def test_english_that_keeps_the_style_passes(text: str) -> None:
    assert list(english_faults(text)) == []


def test_the_glossary_page_is_the_one_made_from_the_csv() -> None:
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary.page()


def test_the_verbs_of_a_referral_stand_in_the_glossary() -> None:
    terms = {row["id"] for row in glossary.read_glossary()}
    verbs = {"send", "accept", "ask", "redirect", "accept_in_part", "decline", "report_back", "withdraw"}
    assert verbs <= terms
