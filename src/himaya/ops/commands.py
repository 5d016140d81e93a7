"""The commands that need a store."""

import argparse
import os
import secrets
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import translation

from himaya.institutions import content
from himaya.institutions.actions import accounts, packs
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Fault, Refusal
from himaya.ops import (
    audit_cli,
    backup_commands,
    demo,
    doctor,
    erasure_cli,
    keys_commands,
    legal_commands,
    serve,
    store,
    worker,
)

Handler = Callable[[argparse.Namespace], int]


def say(line: str) -> None:
    """One line to the operator, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(words: list[str], *, usage: str) -> int:
    """Parse and run. Refusals and faults become one sentence on stderr and exit code 1."""
    parsed = _parser(usage).parse_args(words)
    handler: Handler = parsed.handler
    with translation.override(os.environ.get("HIMAYA_LANGUAGE", "en")):
        try:
            return handler(parsed)
        except (Refusal, Fault) as refusal:
            sys.stderr.write(f"{refusal.sentence}\n")
        except (*keys_commands.REASONS, store.CannotStart, content.ContentError, OSError) as reason:
            sys.stderr.write(f"{reason}\n")
    return 1


def _parser(usage: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="himaya", usage=usage)
    commands = parser.add_subparsers(required=True)

    def command(name: str, handler: Handler, within: object = commands) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = within.add_parser(name)  # type: ignore[attr-defined]
        made.set_defaults(handler=handler)
        return made

    command("init", _init).add_argument("--pack", required=True)
    command("migrate", _migrate)
    serving = command("serve", _serve)
    serving.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    for starting in (serving, command("worker", _worker)):
        starting.add_argument("--clock-is-right", action="store_true")
    command("doctor", doctor.command).add_argument("--json", action="store_true")
    backup_commands.add_to(commands)
    group = commands.add_parser("demo").add_subparsers(required=True)
    command("reset", lambda _: demo.reset(say), group)
    command("ensure", lambda _: demo.ensure(say), group)
    keys_commands.add(commands.add_parser("keys").add_subparsers(required=True), say)
    audit_cli.add(command, commands.add_parser("audit").add_subparsers(required=True))
    erasure_cli.add(command, commands.add_parser("erasure").add_subparsers(required=True))
    group = commands.add_parser("nation").add_subparsers(required=True)
    command("load", _nation_load, group).add_argument("file", type=Path)
    group = commands.add_parser("account").add_subparsers(required=True)
    adding = command("add", _account_add, group)
    adding.add_argument("username")
    adding.add_argument("--desk", required=True)
    adding.add_argument("--role", action="append", required=True)
    adding.add_argument("--language", choices=("fr", "ar", "en"), default="fr")
    legal_commands.add(command, commands.add_parser("legal-setup").add_subparsers(required=True), say)
    return parser


def _init(parsed: argparse.Namespace) -> int:
    store.initialise(parsed.pack)
    say(f"Ready: pack {parsed.pack}, {settings.HIMAYA_MODE} mode. Next: `himaya doctor`.")
    return 0


def _migrate(_: argparse.Namespace) -> int:
    store.check_stamp()
    store.migrate()
    return 0


def _serve(parsed: argparse.Namespace) -> int:
    if settings.DEMO:
        demo.ensure(say)
    store.check_keys()
    store.check_stamp()
    store.check_clock(is_right=parsed.clock_is_right)
    store.check_opens()
    store.check_role_of_pages()
    greeting = demo.greeting(parsed.port) if settings.DEMO else f"Himaya answers on port {parsed.port}.\n"
    code = serve.run(port=parsed.port, home=Path(settings.HIMAYA_HOME), greeting=greeting)
    audit_cli.seal_or_say()
    return code


def _worker(parsed: argparse.Namespace) -> int:
    store.check_keys()
    store.check_stamp()
    store.check_clock(is_right=parsed.clock_is_right)
    store.check_opens()
    worker.run(serve.stop_on_signal(threading.Event()))
    return 0


def _nation_load(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    institutions, desks = content.load_nation(parsed.file)
    packs.load_nation(institutions=institutions, desks=desks, by=SYSTEM)
    say(f"{len(institutions)} institutions and {len(desks)} desks loaded.")
    return 0


def _account_add(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    password = os.environ.get("HIMAYA_NEW_PASSWORD") or secrets.token_urlsafe(12)
    accounts.add(
        username=parsed.username,
        password=password,
        desk_id=parsed.desk,
        roles=parsed.role,
        language=parsed.language,
        by=SYSTEM,
    )
    if not os.environ.get("HIMAYA_NEW_PASSWORD"):
        say(f"First password, shown once: {password}")
    say("At the first sign-in the second factor is set up.")
    return 0
