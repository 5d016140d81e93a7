"""Whether two spellings can be one name, and why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.persons.name_compare import SENTENCES, compare, rank
from himaya.persons.names_cli import names_main

ROOT = Path(__file__).parents[3]
TEXT = st.text(alphabet=st.one_of(st.sampled_from("ابتجحدرسشعغفقكلمنهويةىءabcdehiklmnorsuyz -'é"), st.characters()))


def read(path: Path, *columns: str) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8") as lines:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("arabic", "latin"), read(ROOT / "tests/data/name_pairs.csv", "arabic", "latin"))
def test_the_twenty_pairs_are_each_one_name(arabic: str, latin: str) -> None:
    assert compare(arabic, latin).same


@pytest.mark.parametrize(("one", "other"), read(ROOT / "benchmarks/data/names_must_differ.csv", "one", "other"))
def test_names_that_must_differ_do(one: str, other: str) -> None:
    assert not compare(one, other).same


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Alaoui Karim", "كريم العلوي", "order-swapped"),
        ("Mohamed Amine Tazi", "محمد التازي", "part-missing"),
        ("Mohamedamine", "محمد أمين", "spacing-differs"),
        ("Houcine", "حسين", "known-name-same"),
        ("Karim", "كريم", "known-name-same"),
        ("Chouaib", "شعيب", "sounds-same"),
        ("ياسر", "ياسر", "text-same"),
    ],
)
def test_the_evidence_names_what_was_seen(one: str, other: str, code: str) -> None:
    found = compare(one, other)
    assert found.same
    assert code in found.evidence


def test_nothing_is_never_the_same_as_nothing() -> None:
    assert compare("", "").evidence == ["no-name"]
    assert not compare("123", "😀").same


@given(TEXT, TEXT)
def test_comparison_is_symmetric_and_bounded(one: str, other: str) -> None:
    found = compare(one, other)
    assert found == compare(other, one)
    assert 0.0 <= found.score <= 1.0
    assert set(found.evidence) <= set(SENTENCES)


@given(TEXT)
def test_a_name_is_itself(name: str) -> None:
    found = compare(name, name)
    assert found.same or found.evidence == ["no-name"]


def test_recall_and_collisions_on_the_held_out_half() -> None:
    rows = read(ROOT / "benchmarks/data/names_written_here.csv", "split", "spellings")
    groups = [spellings.split("|") for split, spellings in rows if split == "held out"]
    same = [compare(group[0], other).same for group in groups for other in group[1:]]
    different = [
        compare(groups[i][-1], groups[(i + step) % len(groups)][0]).same
        for step in range(1, 25)
        for i in range(len(groups))
    ]
    assert sum(same) / len(same) >= 0.957
    assert sum(different) / len(different) <= 0.0035


def test_ranking_puts_the_same_name_first() -> None:
    found = rank("فاطمة الزهراء التازي", ["Karim Tazi", "Fatima Fassi", "Fatima-Ezzahra Tazi", "Fatiha Tazi"], limit=2)
    assert found[0][0] == "Fatima-Ezzahra Tazi"
    assert len(found) == 2


def test_the_command_prints_a_line_per_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert names_main(["key", "كريم", "Karim\nTazi"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split("\t")[0] == "كريم"
    assert second.split("\t")[0] == "Karim Tazi"
    assert first.split("\t")[1] in second.split("\t")[1].split(" ")


@pytest.mark.parametrize(("one", "other", "answer"), [("محمد", "Mohamed", "1"), ("Karim", "Karima", "0")])
def test_the_command_prints_one_or_zero_then_the_evidence(
    one: str, other: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert names_main(["compare", one, other]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == answer
    assert len(lines) >= 3


def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        names_main(["compare", "Karim"])
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err
