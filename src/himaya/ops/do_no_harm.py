"""docs/do-no-harm.md: the twenty-two rules, and the tests that were seen red when the rule was inverted.

From docs/do_no_harm.yaml. A rule without a test, a test that is gone, and a line that is gone stop the build.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from himaya.kernel.places import ROOT
from himaya.ops.asvs import Untrue, is_test

TABLE = "docs/do_no_harm.yaml"
RULES = 22


@dataclass(frozen=True)
class Inversion:
    """A line whose inversion breaks a rule: what stands in a file, what is put instead, which tests are red then."""

    rule: int
    file: str
    stands: str
    instead: str
    red: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One rule, and how it is held."""

    n: int
    words: str
    inversions: tuple[Inversion, ...]

    @property
    def tests(self) -> list[str]:
        """Each of its tests, once."""
        return list(dict.fromkeys(test for one in self.inversions for test in one.red))


def rules(root: Path = ROOT) -> list[Rule]:
    """What the table says."""
    rows = yaml.safe_load((root / TABLE).read_text("utf-8"))["rules"]
    return [Rule(row["n"], row["rule"], tuple(_inversion(row["n"], one) for one in row["inversions"])) for row in rows]


def _inversion(rule: int, row: dict[str, Any]) -> Inversion:
    return Inversion(rule, row["file"], row["break"], row["instead"], tuple(row["red"]))


def check(found: list[Rule], root: Path = ROOT) -> None:
    """Raises Untrue with everything that is wrong."""
    wrong = list(_faults(found, root))
    if wrong:
        raise Untrue(f"{TABLE}: " + "; ".join(wrong) + ".")


def _faults(found: list[Rule], root: Path) -> Iterator[str]:
    if [one.n for one in found] != list(range(1, RULES + 1)):
        yield f"the rules are not 1 to {RULES}, each once"
    for rule in found:
        if not rule.tests:
            yield f"rule {rule.n} has no test"
        for test in rule.tests:
            if not is_test(root, test):
                yield f"rule {rule.n}: there is no test {test}"
        for one in rule.inversions:
            if not one.red:
                yield f"rule {rule.n}: nothing is said to be red when {one.file} is inverted"
            if not _stands_once(one, root):
                yield f"rule {rule.n}: {one.file} does not have exactly once: {one.stands.strip()}"


def _stands_once(one: Inversion, root: Path) -> bool:
    file = root / one.file
    return file.is_file() and file.read_text("utf-8").count(one.stands) == 1 and one.stands != one.instead


def page() -> str:
    """docs/do-no-harm.md. Raises Untrue."""
    found = rules()
    check(found)
    lines = [
        "# Do no harm: the twenty-two rules and their tests",
        "",
        f"Made by `himaya docs write` from {TABLE}.",
        "Each test was seen red with a line inverted that the table names; `tools/inversions.py` sees it again.",
        "",
        "| n | rule | tests |",
        "|---|---|---|",
    ]
    lines += [f"| {one.n} | {one.words} | {'<br>'.join(f'`{test}`' for test in one.tests)} |" for one in found]
    return "\n".join(lines) + "\n"
