"""The Morocco pack: institutions as dated data, and law that never says more than was checked."""

from pathlib import Path

import pytest

from himaya.institutions import content

MOROCCO = content.load_pack("morocco")
INSTITUTIONS = {row.id: row for row in MOROCCO.institutions}
LAW = {row.id: row for row in content.load_legal("morocco").rows}
TREATIES = {row.id: row for row in content.load_legal("international").rows}


def test_the_seven_institutions_of_2016_are_there_with_their_successors() -> None:
    seven = {
        "migration-affairs-2016",
        "justice-2016",
        "interior",
        "foreign-2016",
        "health-2016",
        "employment-2016",
        "didh",
    }
    assert seven <= set(INSTITUTIONS)
    followed = {older for row in MOROCCO.institutions for older in row.successor_of}
    assert {name for name in seven if name.endswith("-2016")} <= followed


def test_migration_affairs_went_to_foreign_affairs() -> None:
    assert "migration-affairs-2016" in INSTITUTIONS["foreign"].successor_of


def test_institutions_added_since_2016_are_there() -> None:
    added = {"public-prosecution", "cspj", "dgsn", "gendarmerie", "entraide-nationale", "cndh", "onde", "cndp"}
    assert added <= set(INSTITUTIONS)


def test_a_ministry_in_office_says_that_the_elections_of_2026_were_not_followed_up() -> None:
    for name in ("justice", "foreign", "health", "employment", "solidarity", "interior"):
        note = INSTITUTIONS[name].note
        assert note is not None
        assert "2026" in note.en


def test_there_are_twelve_regions_with_distinct_codes() -> None:
    assert [region.code for region in MOROCCO.regions] == [f"MA-{number:02}" for number in range(1, 13)]


def test_a_real_nation_ships_no_desk_no_account_and_no_telephone_number() -> None:
    assert (MOROCCO.desks, MOROCCO.accounts, MOROCCO.people, MOROCCO.emergency_numbers) == ((), (), (), ())


@pytest.mark.parametrize("number", range(1, 15))
def test_every_article_of_the_trafficking_section_has_a_row(number: int) -> None:
    assert any(row.article == f"448-{number}" for row in LAW.values())


# domain/legal.md 1.3, written out by hand: article -> (mark of the row, mark of the penalty, to be verified).
TABLE = {
    "ma-pc-448-1": ("C", None, False),
    "ma-pc-448-2": ("C2", "C2", False),
    "ma-pc-448-3": ("G", "G", True),
    "ma-pc-448-4": ("G", "C2", True),
    "ma-pc-448-5": ("?", "?", True),
    "ma-pc-448-6": ("G", "G", True),
    "ma-pc-448-7": ("C", "C", False),
    "ma-pc-448-8": ("C", "C", False),
    "ma-pc-448-9": ("C", "C", False),
    "ma-pc-448-10": ("G", "C", True),
    "ma-pc-448-11": ("G", None, True),
    "ma-pc-448-12": ("G", None, True),
    "ma-pc-448-13": ("G", None, True),
    "ma-pc-448-14": ("G", None, True),
    "ma-03-23-reflection": ("?", None, True),
    "ma-02-03-29": ("C2", None, False),
    "ma-cpc-42-43": ("G", None, True),
    "ma-pc-446": ("C2", "C2", False),
}


@pytest.mark.parametrize("row", TABLE)
def test_marks_are_those_of_the_domain_file(row: str) -> None:
    assert (LAW[row].mark, LAW[row].penalty_mark, LAW[row].to_be_verified) == TABLE[row]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ma-pc-448-4", ("100,000 to 1,000,000", "200,000 to 2,000,000")),
        ("ma-pc-448-5", ("6 million", "1 to 10 million")),
        ("ma-pc-448-14", ("448-10", "448-14")),
        ("ma-27-14-adoption", ("31 May 2016",)),
        ("ma-cpc-510-517", ("16", "18")),
    ],
)
def test_no_conflict_note_is_lost(row: str, words: tuple[str, ...]) -> None:
    conflict = LAW[row].conflict
    assert conflict is not None
    assert all(word in conflict.en for word in words)
    assert LAW[row].to_be_verified


def test_the_length_of_the_reflection_period_is_never_shown_as_law() -> None:
    row = LAW["ma-03-23-reflection"]
    assert not any(letter.isdigit() for letter in row.summary.en)


def test_no_treaty_of_which_the_ratification_was_not_found_passes_as_verified() -> None:
    for name in ("int-ilo-p29", "int-ilo-c189-c190", "int-arab-charter", "int-coe-articles", "int-palermo-date"):
        assert TREATIES[name].to_be_verified, name


def test_a_weak_mark_on_the_penalty_alone_puts_the_row_under_verification() -> None:
    strong = LAW["ma-pc-448-7"]
    weak = content.LegalRow(
        **{name: getattr(strong, name) for name in strong.__slots__ if name != "penalty_mark"}, penalty_mark="G"
    )
    assert not strong.to_be_verified
    assert weak.to_be_verified


def test_legal_setup_of_a_real_nation_ships_empty() -> None:
    text = Path(content.content_root() / "packs/morocco/pack.yaml").read_text(encoding="utf-8")
    assert "controllers: []" in text
    assert 'authorisation_number: ""' in text
    assert "override: null" in text
