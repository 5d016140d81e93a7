"""Reading content strictly: what is wrong is refused with its file, its row and a sentence."""

from pathlib import Path

import pytest

from himaya.institutions import content
from himaya.institutions.content_reader import Row, read_file

DESK = """
desks:
  - id: one
    institution: any
    audience: ngo
    names: {fr: "Un", ar: "واحد", en: "One"}
    regions: [north]
    services: [legal_aid]
    languages: [ar]
    eligibility: [women]
    hours: HOURS
    on_call: false
    vetted_until: 2027-01-31
"""


def desk_file(folder: Path, text: str) -> Path:
    path = folder / "desks.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_nation_loads_its_desks_from_a_file_of_its_own(tmp_path: Path) -> None:
    (desk,) = content.load_desks(desk_file(tmp_path, DESK.replace("HOURS", '"24/7"')))
    assert (desk.id, desk.hours, desk.phone, desk.capacity, desk.after_hours) == ("one", "24/7", "", None, None)


def test_hours_are_spans_by_weekday_and_absent_days_are_closed() -> None:
    hours = content.hours_of({"mon": ["08:30-12:00", "14:00-16:30"], "sat": ["09:00-24:00"]})
    assert hours != "24/7"
    assert hours is not None
    assert hours["mon"] == (("08:30", "12:00"), ("14:00", "16:30"))
    assert hours["sat"] == (("09:00", "24:00"),)
    assert hours["sun"] == ()


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "always",
        {"lundi": ["08:30-12:00"]},
        {"mon": "08:30-12:00"},
        {"mon": ["8:30-12:00"]},
        {"mon": ["12:00-08:30"]},
        {"mon": ["08:30-12:00", "11:00-13:00"]},
        {"mon": ["08:30-25:00"]},
        {"mon": [830]},
    ],
)
def test_hours_in_any_other_format_are_refused(wrong: object) -> None:
    assert content.hours_of(wrong) is None


@pytest.mark.parametrize(
    ("was", "becomes", "gap"),
    [
        ("id: one\n", "", "id must be a text"),
        ("audience: ngo", "audience: army", "audience is 'army'"),
        ('ar: "واحد", ', "", "names must have exactly fr, ar and en"),
        ('ar: "واحد"', 'ar: " "', "must not be empty"),
        ("regions: [north]", "regions: north", "regions must be a list"),
        ("on_call: false", "on_call: maybe", "on_call must be true or false"),
        ("2027-01-31", '"31 janvier"', "must be a date"),
        ("HOURS", "[nine, five]", "hours must be"),
    ],
)
def test_an_ill_written_desk_is_refused_with_a_sentence(tmp_path: Path, was: str, becomes: str, gap: str) -> None:
    text = DESK.replace(was, becomes).replace("  -     institution", "  - institution").replace("HOURS", '"24/7"')
    with pytest.raises(content.ContentError, match=gap):
        content.load_desks(desk_file(tmp_path, text))


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    text = DESK.replace("HOURS", '"24/7"')
    doubled = text + text.replace("\ndesks:\n", "")
    with pytest.raises(content.ContentError, match="stands twice"):
        content.load_desks(desk_file(tmp_path, doubled))


@pytest.mark.parametrize("broken", ["a: [", "- a list", "\x00", "", "day: 2027-02-30"])
def test_a_file_that_is_not_a_yaml_mapping_is_refused(tmp_path: Path, broken: str) -> None:
    with pytest.raises(content.ContentError):
        read_file(desk_file(tmp_path, broken))


def test_a_key_that_stands_twice_is_refused_and_not_silently_replaced(tmp_path: Path) -> None:
    with pytest.raises(content.ContentError, match="'conflict' stands twice"):
        read_file(desk_file(tmp_path, "row: {conflict: one, mark: C, conflict: two}"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(content.ContentError, match="missing"):
        read_file(tmp_path / "absent.yaml")


@pytest.mark.parametrize("name", ["atlantis", "../packs/demo", "", "demo/../demo"])
def test_a_pack_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(content.ContentError, match="no such pack"):
        content.load_pack(name)


def test_yaml_cannot_build_objects(tmp_path: Path) -> None:
    with pytest.raises(content.ContentError, match="not readable"):
        read_file(desk_file(tmp_path, "a: !!python/object/apply:os.getcwd []"))


def test_a_number_is_not_a_flag_and_a_flag_is_not_a_number() -> None:
    row = Row("f.yaml", {"id": "x", "n": True, "b": 1})
    with pytest.raises(content.ContentError):
        row.number("n")
    with pytest.raises(content.ContentError):
        row.flag("b")


def test_the_content_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    assert content.content_root() == tmp_path
    assert content.pack_names() == ()
