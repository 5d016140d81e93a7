"""docs/claims.yaml: every sentence of the documents that people rely on, with the tests that hold it.

A sentence that says nothing about the program is marked: `advice` tells the reader what to do, `meaning` says what a
word or a format is, `outside` is about people, law or other programs, `limit` admits what is not defended. A row of a
table is one sentence. Headings and examples of code are left out. `himaya docs claims` prints what is still lacking.
"""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from himaya.kernel.places import ROOT
from himaya.ops.asvs import Untrue, is_test

TABLE = "docs/claims.yaml"
DOCUMENTS = ("README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/threat-model.md", "docs/how-to/*.md")
# What a sentence may be instead of a claim; the first key of its entry.
NO_CLAIM = ("advice", "meaning", "outside", "limit")

_FENCE = re.compile(r"\s*(```|~~~)")
_ITEM = re.compile(r"\s*(?:[*+-]|\d+\.)\s+")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_CODE = re.compile(r"`[^`]*`")
# A sentence ends where a stop is followed by a capital letter, a quotation mark, a code or an emphasis.
_STOP = re.compile(r"(?<=[.!?])([)\"”*]*)\s+(?=[A-Z“\"`*(\[])")


@dataclass(frozen=True)
class Entry:
    """What the table says of one sentence: what kind it is, and which tests hold it (`kind` is "says" for a claim)."""

    kind: str
    sentence: str
    tests: tuple[str, ...] = ()


def documents(root: Path = ROOT) -> list[str]:
    """The documents that are looked at, by their path from the root."""
    return [file.relative_to(root).as_posix() for pattern in DOCUMENTS for file in sorted(root.glob(pattern))]


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text, each once and in order; a row of a table is one."""
    return list(dict.fromkeys(one for block in _blocks(text.splitlines()) for one in _parts(block)))


def _blocks(lines: list[str]) -> Iterator[str]:
    """Paragraphs, items and rows, each on one line; no headings, no code, no head of a table."""
    held, fenced, after_blank = list[str](), False, True
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
            yield " ".join(held)
            held = []
        elif fenced:
            continue
        elif not line.strip() or line.startswith("#"):
            yield " ".join(held)
            held, after_blank = [], True
            continue
        elif line.startswith("|"):
            yield " ".join(held)
            held = []
            if not _RULE.match(line) and not (at + 1 < len(lines) and _RULE.match(lines[at + 1])):
                yield line.strip()
        elif _ITEM.match(line) and len(line) - len(line.lstrip()) < 4:
            yield " ".join(held)
            held = [_ITEM.sub("", line, count=1).strip()]
        elif after_blank and not held and line.startswith("    "):
            continue  # an example of code, set in
        else:
            held.append(line.strip())
        after_blank = False
    yield " ".join(held)


def _parts(block: str) -> list[str]:
    if block.startswith("|"):
        return [block]
    masked = _CODE.sub(lambda found: "`" + "x" * (len(found[0]) - 2) + "`", block)
    cuts = [0, *(found.end() for found in _STOP.finditer(masked)), len(block)]
    parts = [" ".join(block[start:end].split()) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [part for part in parts if re.search(r"\w", part) and not part.startswith("![")]


def table(root: Path = ROOT) -> dict[str, list[Entry]]:
    """What docs/claims.yaml says, per document. Raises Untrue for an entry of no known form."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load((root / TABLE).read_text("utf-8"), Loader=loader) or {}  # noqa: S506 - a safe loader, in C if it is there
    return {name: [_entry(name, row) for row in entries or ()] for name, entries in rows.items()}


def _entry(name: str, row: dict[str, Any]) -> Entry:
    kind = next(iter(row), "")
    tests = tuple(row.get("tests", ()))
    if kind not in ("says", *NO_CLAIM) or set(row) - {kind, "tests"} or (kind == "says" and not tests):
        raise Untrue(f"{TABLE}: {name}: an entry is `says` with `tests`, or one of {', '.join(NO_CLAIM)}: {row}.")
    return Entry(kind, row[kind], tests)


def missing(found: dict[str, list[Entry]], root: Path = ROOT) -> dict[str, list[str]]:
    """Sentences that are in a document and not in the table, per document."""
    gone = dict[str, list[str]]()
    for name in documents(root):
        known = {one.sentence for one in found.get(name, [])}
        new = [one for one in sentences((root / name).read_text("utf-8")) if one not in known]
        if new:
            gone[name] = new
    return gone


def faults(found: dict[str, list[Entry]], root: Path = ROOT) -> Iterator[str]:
    """Everything that the table gets wrong, a sentence each."""
    for name, new in missing(found, root).items():
        yield from (f"{name}: no test and no kind is named for: {one}" for one in new)
    there, collected = set(documents(root)), cache(is_test)
    for name, entries in found.items():
        said = set(sentences((root / name).read_text("utf-8"))) if name in there else set[str]()
        seen = set[str]()
        for one in entries:
            if one.sentence not in said:
                yield f"{name} does not say any more: {one.sentence}"
            if one.sentence in seen:
                yield f"{name}: twice in the table: {one.sentence}"
            seen.add(one.sentence)
            for test in one.tests:
                if not Path(test.partition("::")[0]).name.startswith("test_") or not collected(root, test):
                    yield f"{name}: there is no test {test}"


def check(root: Path = ROOT) -> None:
    """Raises Untrue with everything that is wrong, and how to mend it."""
    wrong = list(faults(table(root), root))
    if wrong:
        raise Untrue(f"{TABLE}:\n  " + "\n  ".join(wrong) + "\n`himaya docs claims` prints what to paste.")


def stubs(root: Path = ROOT) -> str:
    """What to paste into the table: each new sentence, with the tests of the old one that is most like it."""
    found = table(root)
    lines = list[str]()
    for name, new in missing(found, root).items():
        said = set(sentences((root / name).read_text("utf-8")))
        old = {one.sentence: one for one in found.get(name, []) if one.sentence not in said}
        lines.append(f"{name}:")
        for sentence in new:
            near = difflib.get_close_matches(sentence, old, n=1, cutoff=0.5)
            lines += _stub(sentence, old[near[0]] if near else Entry("says", sentence, ("tests/FILE.py::test_NAME",)))
    return "\n".join(lines) + "\n" if lines else ""


def _stub(sentence: str, near: Entry) -> list[str]:
    lines = [f"  - {near.kind}: {json.dumps(sentence, ensure_ascii=False)}"]
    return lines + (["    tests:", *(f"      - {test}" for test in near.tests)] if near.tests else [])
