"""The commands that need no store, by their words, each named and not imported: an operator waits for what runs."""

from collections.abc import Callable
from pkgutil import resolve_name

Command = Callable[[list[str]], int]

COMMANDS: dict[tuple[str, ...], str] = {
    ("content", "check"): "himaya.ops.content_check:content_check_main",
    ("lint-instruments",): "himaya.instruments.lint.run:lint_main",
    ("instruments", "list"): "himaya.instruments.cli:list_main",
    ("verify-submission",): "himaya.ops.submissions:main",
    ("names",): "himaya.persons.names_cli:names_main",
    ("estimate",): "himaya.ops.estimate_cli:main",
    ("docs", "check"): "himaya.ops.docs:check_main",
    ("docs", "write"): "himaya.ops.docs:write_main",
    ("docs", "claims"): "himaya.ops.docs:claims_main",
    ("attestation", "verify"): "himaya.ops.attestation_cli:verify_main",
    ("audit", "witness"): "himaya.ops.witness:main",
    ("drill", "bulk-read"): "himaya.ops.bulk_drill:main",
}


def find(words: list[str]) -> tuple[Command, list[str]] | None:
    """The command that these words name and its arguments, when it needs no store."""
    for size in (2, 1):
        name = COMMANDS.get(tuple(words[:size]))
        if name is not None:
            return resolve_name(name), words[size:]
    return None
