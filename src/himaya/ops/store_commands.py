"""`himaya init`, `migrate`, `nation load` and `account add`: a store and who works in it."""

import argparse
import os
import secrets
from pathlib import Path

from django.conf import settings

from himaya.institutions import content, rules_passwords
from himaya.institutions.actions import accounts, packs
from himaya.kernel.actor import SYSTEM
from himaya.ops import store
from himaya.ops.subcommands import Say, Words, group, word


def add(commands: Words, say: Say) -> None:
    """The words `init`, `migrate`, `nation` and `account`."""
    word(commands, "init", lambda parsed: _init(parsed, say)).add_argument("--pack", required=True)
    word(commands, "migrate", _migrate)
    loading = word(group(commands, "nation"), "load", lambda parsed: _nation_load(parsed, say))
    loading.add_argument("file", type=Path)
    adding = word(group(commands, "account"), "add", lambda parsed: _account_add(parsed, say))
    adding.add_argument("username")
    adding.add_argument("--desk", required=True)
    adding.add_argument("--role", action="append", required=True)
    adding.add_argument("--language", choices=("fr", "ar", "en"), default="fr")


def _init(parsed: argparse.Namespace, say: Say) -> int:
    store.initialise(parsed.pack)
    say(f"Ready: pack {parsed.pack}, {settings.HIMAYA_MODE} mode. Next: `himaya doctor`.")
    return 0


def _migrate(_: argparse.Namespace) -> int:
    store.check_stamp()
    store.migrate()
    return 0


def _nation_load(parsed: argparse.Namespace, say: Say) -> int:
    store.check_stamp()
    institutions, desks = content.load_nation(parsed.file)
    packs.load_nation(institutions=institutions, desks=desks, by=SYSTEM)
    say(f"{len(institutions)} institutions and {len(desks)} desks loaded.")
    return 0


def _account_add(parsed: argparse.Namespace, say: Say) -> int:
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
    say("At the first sign-in the second factor is set up and another password is chosen.")
    days = rules_passwords.HANDED_OPENS_FOR.days
    say(f"The first password opens nothing else, and nothing at all after {days} days.")
    return 0
