"""`himaya instruments list` and `himaya verify-submission`: neither needs a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from himaya.instruments import catalogue
from himaya.instruments.cli import list_main, verify_main
from himaya.instruments.compiled import compile_instrument
from himaya.instruments.render import submission

pytestmark = pytest.mark.capability("B4")


def labour(answers: dict[str, str]) -> bytes:
    found = catalogue.find("first-line-labour")
    assert found is not None
    return submission(compile_instrument(found), answers)


def test_the_list_names_versions_languages_adoption_and_hash(capsys: Any) -> None:
    assert list_main(["--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in rows} == {("name", "version", "languages", "adoption", "hash")}
    mine = next(row for row in rows if row["name"] == "first-line-labour")
    assert (mine["version"], mine["languages"], mine["adoption"], len(mine["hash"])) == (
        "2",
        ["fr", "ar", "en"],
        None,
        64,
    )
    assert list_main([]) == 0
    assert "first-line-labour" in capsys.readouterr().out


def test_a_valid_submission_ends_with_nought_and_one_json_object(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "s.xml"
    path.write_bytes(labour({"q01": "yes", "q02": "yes"}))
    told: list[str] = []

    def outcome(instrument: Any, verdict: Any) -> str:
        told.append(instrument.audience)
        return "now" if verdict.readings["FL-02"] == "yes" else "not_enough"

    assert verify_main(["--instrument", "first-line-labour", "--version", "2", str(path)], outcome=outcome) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["valid"], answer["errors"], answer["outcome"], answer["values"]["q02"]) == (True, [], "now", "yes")
    assert told == ["labour"]


@pytest.mark.parametrize(
    ("arguments", "content", "code"),
    [
        (["--instrument", "first-line-labour"], b"<data/>", "wrong_form"),
        (["--instrument", "first-line-labour"], b"", "malformed"),
        (["--instrument", "first-line-labour"], b"\xff\xfe\0", "encoding"),
        (["--instrument", "first-line-labour", "--version", "99"], b"<data/>", "unknown_form"),
        (["--instrument", "nothing"], b"<data/>", "unknown_form"),
    ],
)
def test_an_invalid_submission_ends_with_one_and_says_why(
    tmp_path: Path, capsys: Any, arguments: list[str], content: bytes, code: str
) -> None:
    path = tmp_path / "s.xml"
    path.write_bytes(content)
    assert verify_main([*arguments, str(path)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["valid"], answer["outcome"]) == (False, None)
    assert answer["errors"][0]["code"] == code
    assert answer["errors"][0]["sentence"]


def test_a_wrong_call_ends_with_two(tmp_path: Path, capsys: Any) -> None:
    assert verify_main([]) == 2
    assert verify_main(["--instrument", "first-line-labour", str(tmp_path / "none.xml")]) == 2
    assert list_main(["--nonsense"]) == 2
    assert capsys.readouterr().out == ""
