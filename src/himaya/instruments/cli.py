"""Commands over instruments that need no store: list them, verify a submission against one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from . import catalogue
from .compiled import Compiled, compile_instrument
from .flaws import Flaw
from .guard import LARGEST
from .source import Instrument, Unreadable
from .verify import Verdict, verify

VALID, INVALID, USAGE = 0, 1, 2
# The next step is decided a floor above: (instrument, verdict) -> its word, or None when it has none.
Outcome = Callable[[Instrument, Verdict], str | None]


class _Usage(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and leaves ending the process to the caller."""

    def error(self, message: str) -> Any:
        raise _Usage(f"{self.format_usage().strip()}\n{self.prog}: {message}\n")


def _parsed(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace | int:
    """The arguments, or the code to end with: 0 after help was shown, 2 after a usage error."""
    try:
        return parser.parse_args(list(argv))
    except _Usage as wrong:
        sys.stderr.write(str(wrong))
        return USAGE
    except SystemExit:
        return VALID


def described(compiled: Compiled) -> dict[str, Any]:
    """One line of `himaya instruments list --json`."""
    one = compiled.instrument
    return {
        "name": one.name,
        "version": one.version,
        "languages": list(one.languages),
        "adoption": one.adoption,
        "hash": compiled.hash,
    }


def list_main(argv: Sequence[str]) -> int:
    """`himaya instruments list [--json]`: every version of every instrument. 0, or 2 when one is unreadable."""
    parser = _Parser(prog="himaya instruments list", description="The instruments of the content folder.")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    options = _parsed(parser, argv)
    if isinstance(options, int):
        return options
    try:
        rows = [described(compile_instrument(one)) for one in catalogue.all_instruments()]
    except Unreadable as broken:
        sys.stderr.write(f"{broken.where}: {broken.reason}\n")
        return USAGE
    if options.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return VALID
    not_adopted = _("model, not adopted")
    for row in rows:
        languages, adoption = " ".join(row["languages"]), row["adoption"] or not_adopted
        sys.stdout.write(f"{row['name']:<26} {row['version']:<10} {languages:<10} {adoption}  {row['hash'][:12]}\n")
    return VALID


def verify_main(argv: Sequence[str], outcome: Outcome | None = None) -> int:
    """`himaya verify-submission --instrument NAME [--version V] FILE.xml`: prints one JSON object.

    0 when the submission is valid, 1 when it is not or the form is unknown, 2 on usage or an unreadable file.
    """
    parser = _Parser(prog="himaya verify-submission", description="Verify one submission against its form.")
    parser.add_argument("--instrument", required=True, metavar="NAME")
    parser.add_argument("--version", metavar="V", help="by default the highest version")
    parser.add_argument("--lang", default=None, choices=("fr", "ar", "en"), help="language of the sentences")
    parser.add_argument("file", metavar="FILE.xml", help="- reads standard input")
    options = _parsed(parser, argv)
    if isinstance(options, int):
        return options
    try:
        content = _content(options.file)
    except OSError as reason:
        sys.stderr.write(f"{options.file}: {reason.strerror or reason}\n")
        return USAGE
    try:
        found = catalogue.find(options.instrument, options.version)
        if found is None:
            return _answer(Verdict(False, (Flaw("unknown_form"),)), None, options.lang)
        verdict = verify(compile_instrument(found), content)
    except Unreadable as broken:
        sys.stderr.write(f"{broken.where}: {broken.reason}\n")
        return USAGE
    step = outcome(found, verdict) if outcome is not None and verdict.valid else None
    return _answer(verdict, step, options.lang)


def _content(name: str) -> bytes:
    """The bytes of a file or of standard input, never more than the verifier needs to refuse them."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)


def _answer(verdict: Verdict, outcome: str | None, language: str | None) -> int:
    told: Mapping[str, Any] = {
        "valid": verdict.valid,
        "errors": [flaw.as_json(language) for flaw in verdict.errors],
        "values": verdict.values,
        "outcome": outcome,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return VALID if verdict.valid else INVALID
