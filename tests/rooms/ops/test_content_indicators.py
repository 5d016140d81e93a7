"""The catalogue of indicators is checked: languages, domains, strengths, ids, and the rows that stay out."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from himaya.institutions.content import ContentError, content_root
from himaya.instruments import indicators
from himaya.instruments.indicators import ANSWERS, DOMAINS, EXPOSES, INDICATORS, Row
from himaya.ops.content_check import check_content
from himaya.ops.content_rules.indicators import DROPPED, indicator_gaps, read_indicators

pytestmark = pytest.mark.capability("B3")
FILES, BROKEN = read_indicators()
Change = Callable[[dict[str, list[Row]]], None]


def gaps(change: Change) -> list[tuple[str, str, str]]:
    """What the check says after a change to the files: row, language, gap."""
    files = copy.deepcopy(FILES)
    change(files)
    return [(one.row, one.language, one.gap) for one in indicator_gaps(files)]


def of(files: dict[str, list[Row]], name: str) -> Row:
    return next(row for row in files[INDICATORS] if row["id"] == name)


def test_what_ships_has_no_gap() -> None:
    assert BROKEN == []
    assert gaps(lambda files: None) == []
    assert len(FILES[INDICATORS]) == 116
    assert not {row["id"] for row in FILES[INDICATORS]} & set(DROPPED)


FAULTS: dict[str, tuple[str, str, str, Change]] = {
    "a language missing": (
        "DEC-02.label", "ar", "missing or empty", lambda files: of(files, "DEC-02").update(label_ar=""),
    ),
    "a question copied": (
        "DEC-02.question", "en", "copied from fr",
        lambda files: of(files, "DEC-02").update(question_en=of(files, "DEC-02")["question_fr"]),
    ),
    "a word to avoid": (
        "GEN-01.label", "en", "words to avoid", lambda files: of(files, "GEN-01").update(label_en="Not credible"),
    ),
    "a domain of nobody's": (
        "DOM-01", "", "domain “housework” does not exist",
        lambda files: [row.update(domain="housework") for row in files[INDICATORS] if row["id"][:3] == "DOM"],
    ),
    "a row in the wrong domain": (
        "DEC-02", "", "the code of its domain", lambda files: of(files, "DEC-02").update(domain="begging"),
    ),
    "a domain without rows": (
        "begging", "", "no row belongs",
        lambda files: files.update({INDICATORS: [row for row in files[INDICATORS] if row["domain"] != "begging"]}),
    ),
    "a strength that is none": (
        "COD-01", "", "strength “huge” does not exist",
        lambda files: of(files, "COD-01").update(strength_child_labour="huge"),
    ),
    "a strength outside the labour lists": (
        "SEX-01", "", "only the six dimensions",
        lambda files: of(files, "SEX-01").update(strength_adult_labour="strong"),
    ),
    "a weak sign for children": (
        "EXP-01", "", "has no weak", lambda files: of(files, "EXP-01").update(strength_child_labour="weak"),
    ),
    "a weight lost": (
        "EXP", "", "8 rows are graded for adults; the list has 9",
        lambda files: of(files, "EXP-01").update(strength_adult_labour="ng"),
    ),
    "a child's weight lost": (
        "file", "", "64 rows are graded for children",
        lambda files: of(files, "EXP-01").update(strength_child_labour="ng"),
    ),
    "a scope of nobody's": ("GEN-01", "", "scope", lambda files: of(files, "GEN-01").update(age_scope="elderly")),
    "a profession twice": (
        "GEN-01", "", "each once", lambda files: of(files, "GEN-01").update(first_line_actors="PP"),
    ),
    "a row twice": ("GEN-01", "", "stands twice", lambda files: files[INDICATORS].append(of(files, "GEN-01"))),
    "a dropped row back": (
        "CRI-05", "", "was dropped",
        lambda files: files[INDICATORS].append({**of(files, "CRI-04"), "id": "CRI-05"}),
    ),
    "exposing nobody's row": (
        "XXX-01", "", "does not exist", lambda files: files[EXPOSES].append({"id": "XXX-01", "exposes": "begging"}),
    ),
    "exposing to nothing": (
        "GEN-01", "", "at least one offence",
        lambda files: files[EXPOSES].append({"id": "GEN-01", "exposes": " "}),
    ),
    "an answer that nothing reads": (
        "no", "", "it reads “never”", lambda files: files[ANSWERS][1].update(reads="never"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_row(name: str) -> None:
    row, language, words, change = FAULTS[name]
    assert [one for one in gaps(change) if one[:2] == (row, language) and words in one[2]], gaps(change)


def folder(where: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    (where / "indicators").mkdir()
    for name, text in files.items():
        (where / "indicators" / f"{name}.csv").write_text(text, encoding="utf-8")
    monkeypatch.setenv("HIMAYA_CONTENT", str(where))


def test_a_file_with_other_columns_or_none_at_all_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, monkeypatch, indicators="id,label\nGEN-01,x\n", exposes="id,exposes\nGEN-01,a,b\n")
    read, broken = read_indicators()
    assert read == {}
    assert {one.file: one.gap.split(" ")[:2] for one in broken} == {
        INDICATORS: ["the", "columns"], EXPOSES: ["the", "columns"],
        DOMAINS: ["the", "file"], ANSWERS: ["the", "file"],
    }  # fmt: skip
    with pytest.raises(ContentError, match="the columns are"):
        indicators.load()


def test_the_whole_check_finds_what_is_wrong_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(content_root() / indicators.FOLDER, tmp_path / indicators.FOLDER)
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    (tmp_path / EXPOSES).write_text("id,exposes\nGEN-01,\n", encoding="utf-8")
    found = [one.gap for one in check_content().gaps if one.file == EXPOSES]
    assert found == ["name at least one offence, or take the row out"]
