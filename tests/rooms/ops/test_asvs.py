"""The matrix of ASVS 5.0: each requirement has a row, each answer stands on something, no level is claimed in vain."""

import re

import pytest

from himaya.kernel.places import ROOT
from himaya.ops import asvs
from himaya.ops.asvs import Answer, Matrix, Untrue

A_TEST = "tests/rooms/ops/test_asvs.py"
READS = "tests/security/test_settings.py::test_a_nations_installation_is_set_as_the_tables_say"


@pytest.fixture(name="matrix", scope="module")
def _matrix() -> Matrix:
    return Matrix()


def test_every_requirement_that_applies_has_a_row_and_every_aimed_one_an_answer(matrix: Matrix) -> None:
    assert (len(matrix.all), len(matrix.applicable), len(matrix.aimed())) == (345, 290, 231)
    rows = re.findall(r"^\| ([\d.]+) \| \d \| (.+?) \|", (ROOT / "docs" / "asvs.md").read_text("utf-8"), re.MULTILINE)
    assert [key for key, _said in rows] == [one.id for one in matrix.applicable]
    assert {key for key, said in rows if said != "not aimed at"} == {one.id for one in matrix.aimed()}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("test", ("tests/rooms/ops/test_absent.py::test_x",)), "no test tests/rooms/ops/test_absent.py"),
        (Answer("test", (f"{A_TEST}::test_that_nobody_wrote",)), "no test"),
        (Answer("test", (f"{A_TEST}::_matrix",)), "no test"),
        (Answer("test", (A_TEST,)), "no test"),
        (Answer("setting", ("SECURE_NOTHING",)), "SECURE_NOTHING is not set"),
        (Answer("setting", ("DEBUG",)), "no test of it reads DEBUG"),
        (Answer("setting", ("ROOT_URLCONF",), held=READS), "no test of it reads ROOT_URLCONF"),
        (Answer("built", ("src/himaya/kernel/absent.py",)), "no src/himaya/kernel/absent.py"),
        (Answer("document", ("docs/absent.md",)), "no docs/absent.md"),
        (Answer("absent", ("A0",), "something"), "waits for A0"),
        (Answer("absent", ("X4",)), "what is missing"),
    ],
)
def test_an_answer_that_stands_on_nothing_stops_the_build(matrix: Matrix, answer: Answer, said: str) -> None:
    """Planted fault: a check that looks for the file of a test and not for the test in it."""
    kept = matrix.answers["1.1.1"]
    matrix.answers["1.1.1"] = answer
    with pytest.raises(Untrue, match=f"1.1.1: .*{said}"):
        matrix.check()
    matrix.answers["1.1.1"] = kept
    matrix.check()


def test_a_requirement_without_an_answer_and_an_answer_too_many_stop_the_build(matrix: Matrix) -> None:
    kept = matrix.answers.pop("8.2.2")
    with pytest.raises(Untrue, match=r"8\.2\.2 has no answer"):
        matrix.check()
    matrix.answers["8.2.2"] = matrix.answers["9.1.1"] = kept
    with pytest.raises(Untrue, match=r"9\.1\.1 is not aimed at"):
        matrix.check()
    del matrix.answers["9.1.1"]


def test_no_level_is_shown_above_what_is_absent_or_untested(matrix: Matrix) -> None:
    """Planted fault: the level that is aimed at, shown for each chapter."""
    rows = [one for one in matrix.aimed() if one.number == 12]
    assert asvs._shown(matrix, rows) == 2
    kept = matrix.answers["12.1.2"], matrix.answers["12.2.1"]
    for answer in (Answer("absent", ("nobody",), "x"), Answer("built", ("src/himaya/kernel/ids.py",))):
        matrix.answers["12.1.2"] = answer
        assert asvs._shown(matrix, rows) == 1
    matrix.answers["12.2.1"] = Answer("absent", ("nobody",), "x")
    assert asvs._shown(matrix, rows) == 0
    matrix.answers["12.1.2"], matrix.answers["12.2.1"] = kept
