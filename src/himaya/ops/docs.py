"""`himaya docs check | write | claims`: documents made from the code, and sentences of the others with their tests."""

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from himaya.cases import states
from himaya.kernel.places import ROOT
from himaya.ops import asvs, claims, consequence_page, do_no_harm, glossary
from himaya.ops.asvs import Untrue
from himaya.reasonings import document

CITED = re.compile(r"capability\(([^)]*)\)")
IDS = re.compile(r"[\"']([A-Z]\d{1,2})[\"']")


def citations(tests: Path) -> dict[str, list[str]]:
    """Capability id -> test files that cite it with `pytest.mark.capability("C1")`."""
    found: dict[str, list[str]] = {}
    for file in sorted(tests.rglob("test_*.py")):
        cited = {one for call in CITED.findall(file.read_text()) for one in IDS.findall(call)}
        for one in cited:
            found.setdefault(one, []).append(file.relative_to(tests.parent).as_posix())
    return found


def status() -> str:
    """docs/status.md. Raises Untrue when a capability is called whole and no test cites it."""
    rows = yaml.safe_load((ROOT / "docs" / "capabilities.yaml").read_text())["capabilities"]
    cited = citations(ROOT / "tests")
    unknown = sorted(set(cited) - {row["id"] for row in rows})
    if unknown:
        raise Untrue(f"Tests cite capabilities that do not exist: {', '.join(unknown)}.")
    lines = [
        "# What is here, and what is not",
        "",
        "Made by `himaya docs write` from the capability ids that tests cite and from docs/capabilities.yaml.",
        "A capability is present when it is whole and tests show it; what is begun is absent, with what is there.",
        "",
        "| id | present or absent | tests |",
        "|---|---|---|",
    ]
    notes = ["", "## What each is, and what there is of it", ""]
    for row in rows:
        tests = cited.get(row["id"], [])
        if row.get("whole") and not tests:
            raise Untrue(f"{row['id']} is called whole and no test cites it.")
        state = "present" if row.get("whole") else "absent"
        lines.append(f"| {row['id']} | {state} | {', '.join(f'`{test}`' for test in tests) or '–'} |")
        there = f" Begun: {row['there']}." if row.get("there") and not row.get("whole") else ""
        notes.append(f"- **{row['id']}** {row['what']}: {state}.{there}")
    return "\n".join([*lines, *notes]) + "\n"


def referral_states() -> str:
    """docs/reference/referral-states.md: the table of transitions as a diagram."""
    lines = ["# The states of a referral", "", "Made by `himaya docs write` from `cases/states.py`.", "", "```mermaid"]
    lines.append("stateDiagram-v2")
    for verb, (starts, after) in states.TRANSITIONS.items():
        lines += [f"    {start} --> {after}: {verb}" for start in starts]
    return "\n".join([*lines, "```", ""])


GENERATED: dict[str, Callable[[], str]] = {
    "docs/status.md": status,
    "docs/asvs.md": asvs.page,
    "docs/do-no-harm.md": do_no_harm.page,
    "docs/glossary.md": glossary.page,
    "docs/reference/referral-states.md": referral_states,
    "docs/reference/consequences.md": consequence_page.page,
    **{name: partial(document.page, language) for language, name in document.NAMES.items()},
}


def check_main(argv: list[str]) -> int:
    """Exit 1 when a generated document differs from what the code says, or a written one from docs/claims.yaml."""
    stale = []
    try:
        claims.check()
    except Untrue as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    for name, make in GENERATED.items():
        file = ROOT / name
        try:
            said = make()
        except Untrue as reason:
            sys.stderr.write(f"{reason}\n")
            return 1
        if not file.is_file() or file.read_text() != said:
            stale.append(name)
    for name in stale:
        sys.stderr.write(f"{name} is not what the code says: run `himaya docs write`.\n")
    return 1 if stale else 0


def write_main(argv: list[str]) -> int:
    """Write the generated documents anew."""
    for name, make in GENERATED.items():
        file = ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make())
        sys.stdout.write(f"{name}\n")
    return 0


def claims_main(argv: list[str]) -> int:
    """Print what docs/claims.yaml still lacks, as it is to be pasted; exit 1 when something does."""
    lacking = claims.stubs()
    sys.stdout.write(lacking)
    return 1 if lacking else 0
