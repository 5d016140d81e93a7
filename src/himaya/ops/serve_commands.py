"""`himaya serve` and `himaya worker`: what must hold before anything answers."""

import argparse
import os
import threading
from pathlib import Path

from django.conf import settings

from himaya.ops import audit_cli, demo, serve, store, worker
from himaya.ops.subcommands import Say, Words, word


def add(commands: Words, say: Say) -> None:
    """The words `serve` and `worker`."""
    serving = word(commands, "serve", lambda parsed: _serve(parsed, say))
    serving.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    for starting in (serving, word(commands, "worker", _worker)):
        starting.add_argument("--clock-is-right", action="store_true")


def _serve(parsed: argparse.Namespace, say: Say) -> int:
    if settings.DEMO:
        demo.ensure(say)
    _check(parsed)
    store.check_role_of_pages()
    greeting = demo.greeting(parsed.port) if settings.DEMO else f"Himaya answers on port {parsed.port}.\n"
    code = serve.run(port=parsed.port, home=Path(settings.HIMAYA_HOME), greeting=greeting)
    audit_cli.seal_or_say()
    return code


def _worker(parsed: argparse.Namespace) -> int:
    _check(parsed)
    worker.run(serve.stop_on_signal(threading.Event()))
    return 0


def _check(parsed: argparse.Namespace) -> None:
    """What must hold before anything is opened or answered. Raises CannotStart."""
    store.check_keys()
    store.check_stamp()
    store.check_clock(is_right=parsed.clock_is_right)
    store.check_opens()
