"""`himaya estimate FILE.csv`: figures with their limits, in three languages, or a sentence."""

import json
from pathlib import Path

import pytest

from himaya.ops import cli, estimate_cli
from tests.rooms.estimates.tables import TABLES

pytestmark = pytest.mark.capability("H5")
NEW_ORLEANS = str(TABLES / "NewOrl_5_185.csv")
KOSOVO = str(TABLES / "Kosovo.csv")


def test_the_command_needs_no_store_and_gives_what_is_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["estimate", KOSOVO, "--method", "bic", "--bootstrap", "0", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["n_observed", "estimate", "interval95", "model", "notes"]
    assert said["n_observed"] == 4_400
    assert said["estimate"] == pytest.approx(10_356.5, rel=2e-4)
    assert said["interval95"][0] < said["estimate"] < said["interval95"][1]
    assert said["model"][:4] == ["EXH", "ABA", "OSCE", "HRW"]
    assert "EXH:ABA:OSCE" in said["model"]


def test_no_figure_comes_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert estimate_cli.main([KOSOVO, "--bootstrap", "0", "--json"]) == 0
    notes = " ".join(json.loads(capsys.readouterr().out)["notes"])
    assert "10357" in notes
    assert "claim of whoever made this file" in notes
    assert "Experts dispute" in notes
    assert estimate_cli.main([KOSOVO, "--bootstrap", "0"]) == 0
    said = capsys.readouterr().out
    for part in (
        "14342",
        "10357",
        "EXH: 1910",
        "EXH:ABA: 403",
        "without the list EXH",
        "threshold 0.05",
        "Experts dispute",
    ):
        assert part in said


def test_a_seed_gives_the_same_interval_again(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for seed in ("3", "3", "4"):
        assert estimate_cli.main([KOSOVO, "--method", "main", "--bootstrap", "100", "--seed", seed, "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out)["interval95"])
    assert said[0] == said[1] != said[2]


@pytest.mark.parametrize(("language", "word"), [("fr", "contestent"), ("ar", "محل خلاف"), ("en", "dispute")])
def test_the_limits_come_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    monkeypatch.setenv("HIMAYA_LANGUAGE", language)
    assert estimate_cli.main([KOSOVO, "--method", "main", "--bootstrap", "0", "--json"]) == 0
    assert word in capsys.readouterr().out


def test_an_end_without_a_bound_is_null_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lists.csv"
    file.write_text("A,B,n\n1,0,30\n0,1,30\n1,1,1\n")
    assert estimate_cli.main([str(file), "--method", "main", "--bootstrap", "200", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["interval95"][1] is None
    assert any("no upper end" in note for note in said["notes"])


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        ("A,B,n\n1,0,-2\n", 2, "below 0"),
        ("A,B,n\n1,0,3\n0,1,3\n1,0,4\n", 2, "repeats the history of line 2"),
        ("A,n\n1,4\n", 2, "One list cannot overlap"),
        ("A,B,n\n1,0,3\n1,1,2\n", 2, "Everybody stands on the list A"),
        ("A,B,C,D,E,F,G,H,I,J,K,L,n\n" + "1," * 12 + "4\n", 2, "12 lists are too many"),
        ("A,B,n\n1,0,2\n0,1,3\n", 2, "No two lists share"),
        ("", 2, "no table"),
        # Whoever is on the third list is on no other, and each pair of the first two with it is empty.
        (
            "A,B,C,D,n\n1,0,0,0,9\n0,1,0,0,9\n0,0,1,0,4\n0,0,0,1,4\n1,1,1,1,0\n1,1,0,0,0\n0,0,1,1,0\n",
            2,
            "No two lists share",
        ),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, code: int, part: str
) -> None:
    file = tmp_path / "lists.csv"
    file.write_text(content)
    assert estimate_cli.main([str(file)]) == code
    said = capsys.readouterr()
    assert part in said.err
    assert said.out == ""


def test_a_file_of_a_french_spreadsheet_says_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = []
    for sign in (",", ";", "\t"):
        file = tmp_path / "lists.csv"
        file.write_text(Path(KOSOVO).read_text("utf-8").replace(",", sign), encoding="utf-8")
        assert estimate_cli.main([str(file), "--bootstrap", "0", "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1] == said[2]


def test_an_absent_file_gets_a_sentence_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert estimate_cli.main([str(tmp_path / "absent.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert estimate_cli.main([str(tmp_path)]) == 2


def test_eight_lists_have_too_many_models_and_the_number_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert estimate_cli.main([str(TABLES / "NewOrl_185.csv"), "--method", "bic"]) == 1
    assert "268435456" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--threshold", "2"], ["--bootstrap", "7"], ["--seed", "-1"], ["--method", "magic"]])
def test_words_that_are_not_understood_are_said_to_be(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        estimate_cli.main([NEW_ORLEANS, *words])
    assert ended.value.code == 2


def test_an_end_that_hangs_on_the_seed_is_said_to(capsys: pytest.CaptureFixture[str]) -> None:
    notes = []
    for file in (NEW_ORLEANS, KOSOVO):
        assert estimate_cli.main([file, "--method", "stepwise", "--bootstrap", "300", "--json"]) == 0
        notes.append(" ".join(json.loads(capsys.readouterr().out)["notes"]))
    assert "another seed would move it" in notes[0]
    assert "another seed would move it" not in notes[1]


def test_lists_of_our_own_are_told_in_tens_without_what_was_passed_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    file.write_text("A,B,C,n\n1,0,0,60\n0,1,0,70\n0,0,1,50\n1,1,0,12\n1,0,1,9\n1,r,0,43\n", encoding="utf-8")
    assert estimate_cli.main([str(file), "--own", "--bootstrap", "0"]) == 0
    said = capsys.readouterr().out
    for part in ("People on one list at least: 240", "passed them on: 40 entries", "A: 120", "A:B: 10", "A:C: hidden"):
        assert part in said
    assert estimate_cli.main([str(file), "--own", "--bootstrap", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(number % 10 == 0 for number in (found["n_observed"], found["estimate"], *found["interval95"]))
    # Without the marks nobody can tell what was passed on.
    file.write_text(file.read_text("utf-8").replace("1,r,0,43\n", ""), encoding="utf-8")
    assert estimate_cli.main([str(file), "--own"]) == 2
    assert "marked as passed on" in capsys.readouterr().err
