"""`himaya lint-instruments [PATH]`: the whole of the linter over files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from himaya.adapters import forms_compiler, forms_odk
from himaya.instruments import catalogue
from himaya.instruments.program import program
from himaya.instruments.source import Unreadable, read_document
from himaya.instruments.xform import NotAForm, parse
from himaya.instruments.xpath.errors import XPathError

from .cells import form_findings, row_findings, without_language
from .finding import Finding, Place, places
from .hearing import hearing_findings
from .lists import list_findings
from .rules import rule_findings

CLEAN, FOUND, UNREADABLE = 0, 1, 2
# The compiler's words for what our own findings already say with row and language.
KNOWN_WARNINGS = ("Language ",)


@dataclass(frozen=True, slots=True)
class Report:
    """Findings of one file. `foreign`: published by others, listed and not corrected here."""

    file: Path
    findings: tuple[Finding, ...]
    foreign: bool
    xform: bytes | None


def lint_document(document: Mapping[str, Any], *, first_row: int = 1) -> tuple[tuple[Finding, ...], bytes | None]:
    """All findings in a document, and its XForm when it compiles. `first_row` numbers the first survey row."""
    rows = list(places(document, first_row))
    kind = str(document.get("kind") or "")
    findings = [
        *form_findings(document),
        *without_language(document),
        *row_findings(rows, kind),
        *list_findings(document, rows, kind),
        *hearing_findings(document, rows, kind),
        *rule_findings(document, rows),
    ]
    compiled, more = compiled_findings(document, rows, already=bool(findings))
    return tuple(dict.fromkeys([*findings, *more])), compiled


def compiled_findings(
    document: Mapping[str, Any], rows: list[Place], *, already: bool
) -> tuple[bytes | None, list[Finding]]:
    """What only shows once the form is compiled."""
    try:
        written, warnings = forms_compiler.to_xform(document)
        program(parse(written))
    except forms_compiler.CannotCompile as refusal:
        return None, [Finding("compiler", cell=_one_line(str(refusal)))]
    except NotAForm as refusal:
        return None, [Finding("namespace", cell=_one_line(str(refusal)))]
    except XPathError as wrong:
        named = wrong.detail.rpartition("/")[2]
        at = next((place for place in rows if place.name == named), None)
        if wrong.code == "cycle" and at is not None:
            return written, [at.finds("cycle")]
        return written, [] if already else [Finding("compiler", cell=str(wrong))]
    told = [one for one in warnings if not one.startswith(KNOWN_WARNINGS)]
    return written, [Finding("compiler", cell=_one_line(one)) for one in told]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def lint_file(path: Path) -> Report:
    """Lint one .yaml or .xlsx file. Raises Unreadable."""
    document = read_document(path)
    foreign = bool(document.get("imports"))
    # In a sheet the first line holds the column names.
    first_row = 2 if foreign or path.suffix == ".xlsx" else 1
    try:
        findings, compiled = lint_document(document, first_row=first_row)
    except (AttributeError, TypeError) as reason:
        raise Unreadable(path, f"a cell has the wrong shape: {reason}") from reason
    return Report(path, findings, foreign, compiled)


def lint_main(argv: Sequence[str]) -> int:
    """Lint a file, a folder, or without PATH the instruments of the content folder.

    Prints one line per finding. Returns 0 when clean, 1 with findings, 2 when a file cannot be read. Without
    PATH, findings in forms published by others are printed but do not fail.
    """
    parser = argparse.ArgumentParser(prog="himaya lint-instruments", description=lint_main.__doc__)
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a .yaml or .xlsx file, or a folder")
    parser.add_argument("--no-odk", action="store_true", help="do not ask ODK Validate")
    try:
        options = parser.parse_args(list(argv))
    except SystemExit as ending:
        return int(ending.code or 0)
    path: Path = options.path or catalogue.folder()
    if not path.exists():
        sys.stderr.write(f"{path}: {_('there is no such file or folder')}\n")
        return UNREADABLE
    reports, unreadable = gathered(catalogue.files(path) if path.is_dir() else [path])
    refused = {} if options.no_odk else odk(reports)
    failing = 0
    for report in reports:
        findings = [*report.findings, *refused.get(str(report.file), ())]
        for one in findings:
            sys.stdout.write(one.line(shown(report.file)) + "\n")
        if findings and not (report.foreign and options.path is None):
            failing += len(findings)
    told = {"files": len(reports), "findings": failing}
    sys.stderr.write(_("Forms read: %(files)d. Findings to correct: %(findings)d.") % told + "\n")
    return UNREADABLE if unreadable else FOUND if failing else CLEAN


def gathered(files: Sequence[Path]) -> tuple[list[Report], bool]:
    reports: list[Report] = []
    unreadable = False
    for file in files:
        try:
            reports.append(lint_file(file))
        except Unreadable as broken:
            unreadable = True
            sys.stdout.write(f"{shown(Path(broken.where))}: row -, -: {_('cannot be read')}: {broken.reason}\n")
    return reports, unreadable


def odk(reports: Sequence[Report]) -> dict[str, list[Finding]]:
    """ODK Validate over every form that compiled; said loudly when there is no Java."""
    answers = forms_odk.complaints({str(one.file): one.xform for one in reports if one.xform is not None})
    if answers is None:
        sys.stderr.write("ODK VALIDATE WAS SKIPPED: " + _("no Java runtime was found. Install one to be sure.") + "\n")
        return {}
    return {name: [Finding("odk", cell=_one_line(text))] for name, text in answers.items()}


def shown(path: Path) -> str:
    """The path as short as it can be written from here."""
    here = Path.cwd()
    absolute = path.resolve()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)
