"""`himaya backup …` and `himaya restore`: words in, sentences out. Progress goes to stderr, results to stdout."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError

from himaya.adapters.age import AgeFailed, write_identity
from himaya.adapters.pg_tools import ToolFailed
from himaya.kernel.actor import SYSTEM
from himaya.ops import backup, backup_opening, backup_recipients, backup_restore, catching_up, restored, store
from himaya.ops.backup_archive import BackupFailed, Manifest
from himaya.ops.catching_up import Caught
from himaya.ops.restored import OK, UNTRIED, WRONG, Result
from himaya.ops.subcommands import Handler, Say, Words

VERDICTS = {
    OK: "This backup is in order.",
    WRONG: "This backup is NOT in order. Keep the one before it; make another.",
    UNTRIED: (
        "What was looked at is in order, but nothing sealed was tried: without the store's keys nobody knows who made "
        "this backup and whether it opens. Verify it again with them: `--keys DIR`. Keep the one before it until then."
    ),
}
# Not 0 for what was not tried: a script that deletes older backups after it must not.
EXIT_CODES = {OK: 0, WRONG: 1, UNTRIED: 3}


def add(commands: Words, _: Say) -> None:
    """The words `backup` and `restore`."""
    parser = commands.add_parser("backup")
    parser.add_argument("--output", type=Path)
    parser.set_defaults(handler=_said(_backup))
    group = parser.add_subparsers()

    def command(name: str, handler: Handler, within: Any = group) -> Any:
        made = within.add_parser(name)
        made.set_defaults(handler=_said(handler))
        return made

    _with_keys(command("verify", _verify)).add_argument("--json", action="store_true")
    _with_keys(command("restore", _restore, commands)).add_argument("--erased", type=Path)
    command("identity", _identity).add_argument("file", type=Path)
    command("examine", lambda _: restored.main())
    recipients = command("recipients", _list).add_subparsers(required=True)
    command("list", _list, recipients)
    command("add", _add, recipients).add_argument("key")
    command("remove", _remove, recipients).add_argument("key")


def _with_keys(parser: Any) -> Any:
    parser.add_argument("file", type=Path)
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--identity", type=Path)
    return parser


def _said(handler: Handler) -> Handler:
    """Whatever goes wrong becomes one sentence on stderr and exit code 1."""

    def run(parsed: argparse.Namespace) -> int:
        try:
            return handler(parsed)
        except (BackupFailed, AgeFailed, ToolFailed) as reason:
            sys.stderr.write(f"{reason}\n")
        except (DatabaseError, psycopg.Error) as reason:
            sys.stderr.write(
                f"The database does not answer or refused ({type(reason).__name__}). Nothing was kept. "
                "Run `himaya doctor`.\n"
            )
        return 1

    return run


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _backup(parsed: argparse.Namespace) -> int:
    if parsed.output is None:
        sys.stderr.write("Say where it goes: `himaya backup --output FILE`.\n")
        return 2
    store.check_keys()
    store.check_stamp()
    if settings.DEMO:
        backup_recipients.ensure_demo(by=SYSTEM)
    made = backup.make(parsed.output, by=SYSTEM, say=_progress)
    rows = sum(made.manifest.tables.values())
    _say(f"{made.file}: {made.size} bytes, {rows} rows, for {made.recipients} recipients. No key is in it.")
    _say(f"SHA-256 {made.sha256}")
    _say(f"Next: `himaya backup verify {made.file}`.")
    return 0


def _verify(parsed: argparse.Namespace) -> int:
    given = backup_opening.keys_at(parsed.keys, parsed.identity)
    manifest, results = backup_restore.verify(parsed.file, given, by=SYSTEM, say=_progress)
    state = backup_restore.standing(results)
    if parsed.json:
        told = {
            "format": 2,
            "ok": state == OK,
            "state": state,
            "manifest": asdict(manifest),
            "checks": [asdict(one) for one in results],
        }
        _say(json.dumps(told, indent=1, sort_keys=True))
    else:
        _lines(manifest, results)
        _say(VERDICTS[state])
    return EXIT_CODES[state]


def _restore(parsed: argparse.Namespace) -> int:
    given = backup_opening.keys_at(parsed.keys, parsed.identity)
    erased = parsed.erased or _kept_journal()
    manifest, results, caught = backup_restore.restore(parsed.file, given, erased=erased, by=SYSTEM, say=_progress)
    _lines(manifest, results)
    say_caught(caught, _say)
    if not settings.DEMO and given.directory != Path(settings.HIMAYA_KEYS):
        _say(f"Before it is served: set HIMAYA_KEYS={given.directory}, or move the keys there.")
    _say(f"Restored into {settings.HIMAYA_HOME}. Everybody signs in again. Next: `himaya doctor`.")
    return 0


def _kept_journal() -> Path | None:
    """Where the operator has it kept, if it is there."""
    kept = Path(settings.HIMAYA_ERASED) if settings.HIMAYA_ERASED else None
    return kept if kept is not None and kept.is_file() else None


def say_caught(caught: Caught | None, say: Callable[[str], None]) -> None:
    """What became of those who were erased since the backup."""
    if caught is None:
        say(f"WARNING: no journal of erasures was given. {catching_up.OPEN}")
        return
    say(f"Erased once more, by the journal: {caught.erased} persons. Legal holds put right: {caught.holds}.")
    if caught.refused:
        say(f"WARNING: {caught.refused} persons of the journal are here, under a hold of later. `himaya doctor`.")


def _lines(manifest: Manifest, results: Sequence[Result]) -> None:
    _say(f"Made {manifest.made_at} by Himaya {manifest.himaya}: {manifest.kind}, pack {manifest.pack}.")
    for one in results:
        _say(f"- {one.check}: {one.state}, {one.seen}")


def _identity(parsed: argparse.Namespace) -> int:
    public = write_identity(parsed.file)
    _say(f"The private key stands in {parsed.file}: keep it where no backup and no store is. The public key:")
    _say(public)
    return 0


def _list(_: argparse.Namespace) -> int:
    for key in backup_recipients.listed():
        _say(key)
    return 0


def _add(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    backup_recipients.add(parsed.key, by=SYSTEM)
    _say(f"Backups from now on are also encrypted to it; {len(backup_recipients.listed())} recipients.")
    return 0


def _remove(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    backup_recipients.remove(parsed.key, by=SYSTEM)
    _say(f"{len(backup_recipients.listed())} recipients. Backups made before stay open to it: destroy them in time.")
    return 0
