"""What a row of a list says, what is wrong with it, and which two rows ask for the same."""

from datetime import date

import pytest

from himaya.coordination import rules_gathering as rules
from himaya.coordination import rules_likeness as likeness
from himaya.coordination.rules_gathering import Known, Read
from himaya.coordination.rules_likeness import Twin, bare

pytestmark = pytest.mark.capability("A9")
TODAY = date(2026, 11, 24)
KNOWN = Known(
    institutions={bare("Ministère de la Justice"): "justice", bare("وزارة العدل"): "justice", "police": "police"},
    themes={"t1": "T1", bare("Cadre juridique"): "T1"},
    axes={"a1": "A1"},
    goals={bare("8.7"): "8.7"},
    today=TODAY,
)


def read(**said: str) -> Read:
    """A row with a text, and what else is said."""
    whole = {"text_fr": "Former les inspecteurs"} | said
    return rules.read(2, list(whole.values()), dict(enumerate(whole)), KNOWN)


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_every_heading_of_the_template_is_understood_in_its_language(code: str) -> None:
    cells = [names[code] for names in rules.HEADINGS.values()]
    assert list(rules.headings(cells).values()) == list(rules.COLUMNS)


def test_no_heading_stands_for_two_columns() -> None:
    said = [
        name
        for column in rules.COLUMNS
        for name in {bare(one) for one in (column, *rules.HEADINGS[column].values(), *rules.ALIASES.get(column, ()))}
    ]
    twice = {name for name in said if said.count(name) > 1}
    assert twice == set(), twice


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("RECOMMANDATION", "text_fr"),
        (" التَّوصية ", "text_ar"),
        ("Échéance (AAAA-MM-JJ)", "due_on"),
        ("echeance", "due_on"),
        ("due_on", "due_on"),
        ("Institution chef de file", "lead"),
        ("Institutions associées", "contributors"),
        ("المؤسسة المشرفة", "lead"),
        ("المؤسسة المسؤولة", "lead"),
        ("المؤسسات المساهمة", "contributors"),
        ("الأجل", "due_on"),
        ("الوضع الحالي", "baseline"),
        ("الهدف", "target"),
        ("Couleur", None),
        ("", None),
    ],
)
def test_headings_are_known_whatever_their_accents_and_case(heading: str, column: str | None) -> None:
    assert rules.headings([heading]).get(0) == column


def test_of_two_headings_of_one_column_the_first_counts() -> None:
    assert rules.headings(["Recommandation", "Texte", "Cible"]) == {0: "text_fr", 2: "target"}


def test_a_row_becomes_values() -> None:
    row = read(
        lead="MINISTERE DE LA JUSTICE",
        contributors="police; Barreau de Tanger ؛ Ministère de la Justice; police",
        due_on="٣١/١٢/٢٠٢٧",
        priority="Haute",
        theme="cadre juridique",
        action_type="تكوين",
        plan_axis="a1",
        sdg="8.7",
        source_on="1.3.2024",
    )
    assert row.faults == []
    assert (row.lead_id, row.contributors, row.contributor_names) == ("justice", ["police"], ["Barreau de Tanger"])
    said = {name: row.values[name] for name in ("due_on", "priority", "theme", "action_type", "plan_axis", "sdg")}
    assert said == {
        "due_on": "2027-12-31",
        "priority": "high",
        "theme": "T1",
        "action_type": "training",
        "plan_axis": "A1",
        "sdg": "8.7",
    }
    assert row.values["source_on"] == "2024-03-01"
    assert row.hints == [("outside", "contributors")]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"text_fr": " "}, ("no_text", "text_fr")),
        ({"text_ar": "=A1"}, ("formula", "text_ar")),
        ({"text_fr": "a" * 2001}, ("too_long", "text_fr")),
        ({"indicator": "a" * 241}, ("too_long", "indicator")),
        ({"lead": "a" * 161}, ("too_long", "lead")),
        ({"contributors": "a" * 161}, ("too_long", "contributors")),
        ({"contributors": ";".join(f"nom {n}" for n in range(21))}, ("many", "contributors")),
        ({"due_on": "décembre 2027"}, ("day", "due_on")),
        ({"due_on": "2027-02-30"}, ("day", "due_on")),
        ({"source_on": "2026-11-25"}, ("day_to_come", "source_on")),
        ({"priority": "bientôt"}, ("priority", "priority")),
        ({"action_type": "réunion"}, ("action_type", "action_type")),
        ({"theme": "T9"}, ("theme", "theme")),
        ({"plan_axis": "z"}, ("plan_axis", "plan_axis")),
        ({"sdg": "99.1"}, ("sdg", "sdg")),
    ],
)
def test_what_is_wrong_is_said_beside_its_column(said: dict[str, str], fault: tuple[str, str]) -> None:
    assert read(**said).faults == [fault]


def test_what_is_worth_a_look_keeps_no_row_out() -> None:
    assert read().hints == [("no_lead", "lead")]
    assert read(lead="Barreau", due_on="2026-11-23").hints == [("due_past", "due_on"), ("outside", "lead")]
    assert read(lead="police", due_on="2026-11-24").hints == []
    assert read(lead="police", contributors="").values["priority"] == "medium"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12", [12]),
        ("R-12, r 15", [12, 15]),
        ("4, 12-15", [4, 12, 13, 14, 15]),
        ("١٢، ١٥", [12, 15]),
        ("3 – 5 ; 4", [3, 4, 5]),
        ("", []),
        ("9-3", None),
        ("1-99999", None),
        ("la dernière", None),
    ],
)
def test_numbers_are_read_as_people_list_them(typed: str, found: list[int] | None) -> None:
    assert rules.numbers(typed) == found


# --- likeness --------------------------------------------------------------------------------------------------------
FORMER = "Former les inspecteurs du travail à la détection des victimes"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (FORMER, "Former à la détection des victimes les inspecteurs du travail", True),
        (FORMER, "FORMER les inspecteurs du travail à détecter les victimes.", True),
        ("تكوين مفتشي الشغل في رصد الضحايا", "تَكْوين مفتشي الشغل في رصد ضحايا الاتجار", True),
        (FORMER, "Adopter une loi sur la protection des témoins et des victimes", False),
        (
            FORMER,
            f"{FORMER}, " + "puis évaluer publiquement chaque programme régional avec des indicateurs " * 3,
            False,
        ),
        ("Former", "former.", True),
        ("Former les juges", "Former les policiers", False),
        ("", "", False),
    ],
)
def test_two_texts_are_alike_in_whatever_order_of_words(one: str, other: str, alike: bool) -> None:
    assert (likeness.likeness(likeness.words(one), likeness.words(other)) >= likeness.ALIKE) is alike


def test_a_row_finds_its_twin_in_the_register_or_in_a_row_before_it() -> None:
    there = [("R-1", {"fr": FORMER, "ar": ""}), ("R-2", {"fr": "Publier un rapport annuel sur les statistiques"})]
    new = [
        ("row 2", {"fr": "Former à la détection des victimes les inspecteurs du travail"}),
        ("row 3", {"fr": "", "ar": "إحداث مركز لإيواء الضحايا في الشمال"}),
        ("row 4", {"ar": "إحداث مركز إيواء الضحايا بالشمال"}),
    ]
    found = likeness.twins(new, there)
    assert {one: pair.other for one, pair in found.items()} == {"row 2": "R-1", "row 4": "row 3"}
    assert likeness.twins([("row 2", {"fr": "Créer un fonds"})], there) == {}


def test_texts_of_common_words_only_are_still_found_when_they_are_the_same() -> None:
    there = [(f"R-{n}", {"fr": f"{FORMER} numéro{n}"}) for n in range(likeness.COMMON + 5)]
    plain = [("R-x", {"fr": FORMER}), *there]
    assert likeness.twins([("row 2", {"fr": FORMER})], plain)["row 2"].other == "R-x"


def test_pairs_that_share_one_become_one_group() -> None:
    found = likeness.groups([Twin("b", "a", 90.0), Twin("d", "c", 90.0), Twin("c", "a", 90.0), Twin("f", "e", 90.0)])
    assert sorted(map(sorted, found)) == [["a", "b", "c", "d"], ["e", "f"]]
