"""JavaRosa, asked about many submissions in one Java process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from himaya.adapters.forms_odk import jar

PROGRAM = Path(__file__).with_name("JavaRosaOracle.java")
ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What an engine thinks of one leaf: open or closed, required and missing, constraint broken, value."""

    relevant: bool
    missing: bool
    broken: bool
    value: str


@dataclass(slots=True)
class Answer:
    """Per submission file: path -> leaf; results of expressions in order; errors."""

    leaves: dict[str, dict[str, Leaf]] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def needed() -> str:
    """The Java launcher. Skips the test without one, but never where the build runs."""
    java = shutil.which("java")
    if java is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Java runtime: the oracle of the verifier did not run")
        pytest.skip("no Java runtime")
    return java


def plain(text: str) -> str:
    found, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        found.append(ESCAPES.get(pair, text[at]))
        at += 2 if pair in ESCAPES else 1
    return "".join(found)


def ask(jobs: Sequence[tuple[str, str]]) -> Answer:
    """Run jobs (FORM, FILL or EVAL, and its argument) in order."""
    command = [needed(), "-Duser.timezone=UTC", "-Xmx512m", "-cp", str(jar()), str(PROGRAM)]
    lines = "".join(f"{kind}\t{argument}\n" for kind, argument in jobs)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = Answer()
    for line in done.stdout.splitlines():
        cells = line.split("\t")
        if cells[0] == "EVAL":
            answer.results.append(plain(cells[1]))
        elif cells[0] == "ERROR":
            answer.errors.append(line)
            answer.results.append("ERROR")
        else:
            file, path, relevant, missing, broken, value = cells
            leaf = Leaf(relevant == "1", missing == "1", broken == "1", plain(value))
            answer.leaves.setdefault(file, {})[path] = leaf
    return answer
