"""The commands that need no store, by their words."""

from collections.abc import Callable

from himaya.cases import first_line
from himaya.instruments import cli as instruments_cli
from himaya.instruments.lint.run import lint_main
from himaya.ops import bulk_drill, content_check, docs, witness
from himaya.persons import names_cli

Command = Callable[[list[str]], int]


def _verify(argv: list[str]) -> int:
    return instruments_cli.verify_main(argv, outcome=lambda form, said: first_line.outcome(form, said.given))


def _names(kind: str) -> Command:
    return lambda argv: names_cli.names_main([kind, *argv])


COMMANDS: dict[tuple[str, ...], Command] = {
    ("content", "check"): content_check.content_check_main,
    ("lint-instruments",): lint_main,
    ("instruments", "list"): instruments_cli.list_main,
    ("verify-submission",): _verify,
    ("names", "key"): _names("key"),
    ("names", "compare"): _names("compare"),
    ("docs", "check"): docs.check_main,
    ("docs", "write"): docs.write_main,
    ("audit", "witness"): witness.main,
    ("drill", "bulk-read"): bulk_drill.main,
}
