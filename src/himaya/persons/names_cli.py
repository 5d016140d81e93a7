"""`himaya names key NAME…` and `himaya names compare A B`: the name rules at the command line, without a store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from himaya.persons.name_compare import SENTENCES, compare
from himaya.persons.names import RULE_VERSION, key


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="himaya names", description="Keys and comparison of person names.")
    commands = parser.add_subparsers(dest="command", required=True)
    keys = commands.add_parser("key", help="one line per name: name, strong key, weak key, parted by tabs")
    keys.add_argument("name", nargs="+")
    pair = commands.add_parser("compare", help="1 when the two can be one name, else 0; then the evidence")
    pair.add_argument("a")
    pair.add_argument("b")
    return parser


def _one_line(name: str) -> str:
    """A name that cannot break the table it is printed in."""
    return " ".join(name.split())


def names_main(argv: Sequence[str]) -> int:
    """Exit code 0; wrong usage raises SystemExit(2) with a sentence on standard error, as argparse does."""
    asked = _parser().parse_args(list(argv))
    if asked.command == "key":
        for name in asked.name:
            found = key(name)
            sys.stdout.write(f"{_one_line(name)}\t{found.strong_line}\t{found.weak_line}\n")
        return 0
    result = compare(asked.a, asked.b)
    lines = [str(int(result.same)), f"score {result.score:.3f} (rules {RULE_VERSION})"]
    lines += [f"{code}: {SENTENCES[code]}" for code in result.evidence]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
