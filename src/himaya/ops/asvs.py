"""docs/asvs.md: what Himaya answers to each requirement of OWASP ASVS 5.0, from data/asvs5.csv and data/asvs5.yaml.

An answer that cites what does not exist stops the build, and no level is claimed that the table does not show.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from himaya.kernel.places import ROOT

TABLE, ANSWERS = "data/asvs5.csv", "data/asvs5.yaml"
SETTINGS = "src/himaya/config/settings.py"
# How an answer is called in the page, by the word in the YAML. The order is that of the counts.
KINDS = {
    "test": "test",
    "setting": "setting",
    "built": "built so, no test",
    "document": "written",
    "none": "nothing it could apply to",
    "hosting": "hosting duty",
    "absent": "absent, see status",
}
NOBODY = "nobody"


class Untrue(Exception):
    """A document claims what no test shows, or cites what is not there."""


@dataclass(frozen=True)
class Requirement:
    """One line of the standard."""

    id: str
    level: int
    chapter: str
    section: str

    @property
    def number(self) -> int:
        """The number of its chapter."""
        return int(self.id.split(".")[0])


@dataclass(frozen=True)
class Answer:
    """What is said to one requirement: of which kind, by what, with which note; of a setting, which test reads it."""

    kind: str
    by: tuple[str, ...]
    note: str = ""
    held: str = ""


class Matrix:
    """Both files, read."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        with (root / TABLE).open(encoding="utf-8", newline="") as table:
            self.all = [
                Requirement(r["req_id"], int(r["level"]), r["chapter"], r["section"]) for r in csv.DictReader(table)
            ]
        told = yaml.safe_load((root / ANSWERS).read_text("utf-8"))
        self.level: int = told["level"]
        self.level_of: dict[int, int] = told["level_of"]
        self.left_out: dict[int, str] = told["left_out"]
        self.answers = {str(key): _answer(str(key), row) for key, row in told["answers"].items()}
        self.applicable = [one for one in self.all if one.number not in self.left_out]

    def aim(self, chapter: int) -> int:
        """The level that is aimed at in a chapter."""
        return self.level_of.get(chapter, self.level)

    def aimed(self) -> list[Requirement]:
        """Those that need an answer."""
        return [one for one in self.applicable if one.level <= self.aim(one.number)]

    def check(self) -> None:
        """Raises Untrue with everything that is wrong."""
        aimed = {one.id for one in self.aimed()}
        wrong = [f"{one} has no answer" for one in sorted(aimed - set(self.answers), key=_order)]
        wrong += [f"{one} is not aimed at, or does not exist" for one in sorted(set(self.answers) - aimed, key=_order)]
        waiting = self._not_whole()
        for key, answer in self.answers.items():
            wrong += [f"{key}: {what}" for what in self._faults(answer, waiting)]
        if wrong:
            raise Untrue(f"{ANSWERS}: " + "; ".join(wrong) + ".")

    def _not_whole(self) -> set[str]:
        rows = yaml.safe_load((self.root / "docs" / "capabilities.yaml").read_text("utf-8"))["capabilities"]
        return {row["id"] for row in rows if not row.get("whole")} | {NOBODY}

    def _faults(self, answer: Answer, waiting: set[str]) -> Iterator[str]:
        for by in answer.by:
            if answer.kind == "test" and not is_test(self.root, by):
                yield f"there is no test {by}"
            elif answer.kind == "setting" and not _is_setting(self.root, by):
                yield f"{by} is not set in {SETTINGS}"
            elif answer.kind == "setting" and not _reads(self.root, answer.held, by):
                yield f"no test of it reads {by}"
            elif answer.kind in ("built", "document") and not (self.root / by).exists():
                yield f"there is no {by}"
            elif answer.kind == "absent" and by not in waiting:
                yield f"it waits for {by}, which is whole or does not exist"
        if answer.kind == "absent" and not answer.note:
            yield "what is absent says what is missing"


def _order(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key.split("."))


def _answer(key: str, row: dict[str, Any]) -> Answer:
    kinds = [word for word in row if word in KINDS]
    if len(kinds) != 1 or set(row) - {kinds[0], "note", "held"}:
        raise Untrue(f"{ANSWERS}: {key} says none or more than one of {', '.join(KINDS)}.")
    by = row[kinds[0]]
    return Answer(
        kinds[0], tuple(by) if isinstance(by, list) else (str(by),), str(row.get("note", "")), str(row.get("held", ""))
    )


def is_test(root: Path, name: str) -> bool:
    """Whether there is a test function of this name, `path::function`."""
    file, _, function = name.partition("::")
    path = root / file
    found = path.is_file() and re.search(rf"^def {re.escape(function)}\(", path.read_text("utf-8"), re.MULTILINE)
    return bool(found) and function.startswith("test_")


def _is_setting(root: Path, name: str) -> bool:
    return bool(re.search(rf"^(\w+ = )*{re.escape(name)}\b.*=", (root / SETTINGS).read_text("utf-8"), re.MULTILINE))


def _reads(root: Path, test: str, setting: str) -> bool:
    """Whether there is such a test, and its file names the setting."""
    return is_test(root, test) and bool(
        re.search(rf"\b{re.escape(setting)}\b", (root / test.partition("::")[0]).read_text("utf-8"))
    )


def page() -> str:
    """docs/asvs.md. Raises Untrue."""
    matrix = Matrix()
    matrix.check()
    return "\n".join([*_head(matrix), *_counts(matrix), *_rows(matrix)]) + "\n"


def _head(matrix: Matrix) -> list[str]:
    out = "; ".join(f"V{number}, {why}" for number, why in matrix.left_out.items())
    higher = ", ".join(f"V{number}" for number in matrix.level_of)
    return [
        "# The OWASP Application Security Verification Standard 5.0, requirement by requirement",
        "",
        f"Made by `himaya docs write` from `{TABLE}` and `{ANSWERS}`; the build fails when an answer cites a test, a",
        "setting or a file that is not there. The texts of the requirements are in the standard.",
        "",
        f"Of {len(matrix.all)} requirements {len(matrix.applicable)} apply (left out: {out}).",
        f"Himaya aims at level {matrix.level}, in {higher} at level 3: {len(matrix.aimed())} requirements. This is its",
        "makers' own answer, verified by nobody else. *Built so* names a file that no test holds; a *hosting duty* is",
        "for whoever runs it.",
        "",
        "## What the table shows",
        "",
        "A level is named where none of its requirements is absent or untested; hosting duties are the operator's.",
        "",
    ]


def _counts(matrix: Matrix) -> list[str]:
    lines = [f"| chapter | aimed at | {' | '.join(KINDS.values())} | level shown |", "|---" * (len(KINDS) + 3) + "|"]
    for number in sorted({one.number for one in matrix.aimed()}):
        rows = [one for one in matrix.aimed() if one.number == number]
        counts = [sum(matrix.answers[one.id].kind == kind for one in rows) for kind in KINDS]
        numbers = " | ".join(str(one or "–") for one in counts)
        lines.append(
            f"| V{number} {rows[0].chapter} | {matrix.aim(number)} | {numbers} | {_shown(matrix, rows) or 'none'} |"
        )
    return lines


def _shown(matrix: Matrix, rows: list[Requirement]) -> int:
    """The highest level up to which nothing is absent, and nothing only built."""
    open_at = [one.level for one in rows if matrix.answers[one.id].kind in ("absent", "built")]
    return min([matrix.aim(rows[0].number), *(level - 1 for level in open_at)])


def _rows(matrix: Matrix) -> list[str]:
    lines, section = list[str](), ""
    for one in matrix.applicable:
        if one.section != section:
            section = one.section
            name = one.id.rsplit(".", 1)[0]
            lines += ["", f"## V{name} {section}", "", "| id | level | answer | by what |", "|---|---|---|---|"]
        answer = matrix.answers.get(one.id)
        said = ("not aimed at", "–") if answer is None else (KINDS[answer.kind], _by(answer))
        lines.append(f"| {one.id} | {one.level} | {said[0]} | {said[1]} |")
    return lines


def _by(answer: Answer) -> str:
    parts = [f"`{one}`" if answer.kind in ("test", "setting", "built", "document") else one for one in answer.by]
    if answer.kind == "absent":
        parts = [one for one in answer.by if one != NOBODY]
    if answer.held:
        parts.append(f"`{answer.held}`")
    return ": ".join(one for one in (", ".join(parts), answer.note) if one)
