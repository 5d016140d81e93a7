"""`himaya doctor`: what is well and what is wrong with this installation, each with what was seen and what to do."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict

from django.db import DatabaseError

from himaya.ops import doctor_audit, doctor_erasures, doctor_keys, doctor_machine, doctor_store, doctor_worker
from himaya.ops.finding import LOOK, OK, WRONG, Finding, look, wrong
from himaya.ops.subcommands import Say, Words, word

FORMAT = 1
SUMMARY = {
    OK: "Nothing is wrong.",
    LOOK: "Nothing is wrong. Look at what is marked.",
    WRONG: "Something is wrong. Mend what is marked.",
}
Check = Callable[[], Finding]

# Those that need no store; then those that do, each only when what it stands on is there. docs/how-to/doctor.md
# names them all, in this order.
MACHINE: tuple[Check, ...] = (
    doctor_machine.keys,
    doctor_machine.permissions,
    doctor_machine.disk,
    doctor_machine.fonts,
    doctor_machine.mail_host,
    doctor_machine.entrance,
    doctor_machine.letters,
)
STORE: tuple[Check, ...] = (doctor_store.database, doctor_store.kind, doctor_store.tables)
CONTENTS: tuple[Check, ...] = (
    doctor_keys.opening,
    doctor_store.clock,
    doctor_store.integrity,
    doctor_store.second_wall,
    doctor_store.journal,
    doctor_store.instruments,
    doctor_store.queue,
    doctor_worker.jobs,
    doctor_audit.audit,
    doctor_store.papers,
    doctor_store.invitations,
    doctor_store.backups,
    doctor_store.copies,
    doctor_store.recipients,
    doctor_erasures.erasures,
    doctor_erasures.restored,
    doctor_store.legal,
)


def findings() -> list[Finding]:
    """One per check, in a fixed order."""
    found = [check() for check in MACHINE]
    checks = iter((*STORE, *CONTENTS))
    for check in checks:
        try:
            finding = check()
        except DatabaseError as reason:
            seen = f"the database does not answer ({type(reason).__name__})"
            finding = wrong(check.__name__, seen, "Start it, or see whether HIMAYA_DATABASE and the disk are right.")
        found.append(finding)
        if check in STORE and finding.state == WRONG:
            break
    return found + [_not_looked_at(check) for check in checks]


def _not_looked_at(check: Check) -> Finding:
    return look(check.__name__, "not looked at", "Mend what is wrong first, then run this again.")


def worst(found: Iterable[Finding]) -> str:
    """The state of the whole."""
    states = {one.state for one in found}
    return next((state for state in (WRONG, LOOK) if state in states), OK)


def add(commands: Words, _: Say) -> None:
    """The word `doctor`."""
    word(commands, "doctor", command).add_argument("--json", action="store_true")


def command(parsed: argparse.Namespace) -> int:
    """Print; exit code 1 when something is wrong."""
    found = findings()
    state = worst(found)
    if parsed.json:
        told = {"format": FORMAT, "state": state, "checks": [asdict(one) for one in found]}
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
    else:
        for one in found:
            sys.stdout.write(f"{one.state:<5} {one.check}: {one.seen}\n")
            if one.do:
                sys.stdout.write(f"      {one.do}\n")
        sys.stdout.write(SUMMARY[state] + "\n")
    return 1 if state == WRONG else 0
