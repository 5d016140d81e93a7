"""The commands that need a store. Only the module of the first word is imported: an operator waits for what runs."""

import argparse
import os
import sys
from collections.abc import Callable
from pkgutil import resolve_name

from django.utils import translation

from himaya.institutions import content
from himaya.kernel.errors import Fault, Refusal
from himaya.ops import keys_commands, store

Handler = Callable[[argparse.Namespace], int]

# What puts the subcommands of a first word into the parser: `add(commands, say)`.
WORDS = {
    "init": "himaya.ops.store_commands:add",
    "migrate": "himaya.ops.store_commands:add",
    "nation": "himaya.ops.store_commands:add",
    "account": "himaya.ops.store_commands:add",
    "serve": "himaya.ops.serve_commands:add",
    "worker": "himaya.ops.serve_commands:add",
    "doctor": "himaya.ops.doctor:add",
    "backup": "himaya.ops.backup_commands:add",
    "restore": "himaya.ops.backup_commands:add",
    "demo": "himaya.ops.demo:add",
    "keys": "himaya.ops.keys_commands:add",
    "audit": "himaya.ops.audit_cli:add",
    "erasure": "himaya.ops.erasure_cli:add",
    "attestation": "himaya.ops.attestation_cli:add",
    "legal-setup": "himaya.ops.legal_commands:add",
}


def say(line: str) -> None:
    """One line to the operator, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(words: list[str], *, usage: str) -> int:
    """Parse and run. Refusals and faults become one sentence on stderr and exit code 1."""
    parsed = _parser(usage, words[0]).parse_args(words)
    handler: Handler = parsed.handler
    with translation.override(os.environ.get("HIMAYA_LANGUAGE", "en")):
        try:
            return handler(parsed)
        except (Refusal, Fault) as refusal:
            sys.stderr.write(f"{refusal.sentence}\n")
        except (*keys_commands.REASONS, store.CannotStart, content.ContentError, OSError) as reason:
            sys.stderr.write(f"{reason}\n")
    return 1


def _parser(usage: str, word: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="himaya", usage=usage)
    if word not in WORDS:
        parser.error(f"there is no command {word!r}")
    resolve_name(WORDS[word])(parser.add_subparsers(required=True), say)
    return parser
