"""`himaya legal-setup`: how each institution stands, and the override that somebody signs before there are officers."""

import argparse
from datetime import date

from himaya.institutions.models import Membership
from himaya.kernel.actor import SYSTEM
from himaya.legal import gate, rules
from himaya.legal.actions import overrides
from himaya.ops import store
from himaya.ops.subcommands import Say, Words, group, word
from himaya.persons.policy import WORKS_WITH_PEOPLE


def add(commands: Words, say: Say) -> None:
    """The words after `himaya legal-setup`."""
    setup = group(commands, "legal-setup")
    word(setup, "show", lambda _: show(say))
    signing = word(setup, "override", lambda parsed: override(parsed, say))
    signing.add_argument("--by", required=True)
    signing.add_argument("--reason", required=True)
    signing.add_argument("--until", type=date.fromisoformat)
    signing.add_argument("--institution", default="")
    word(setup, "end-override", lambda parsed: end(parsed, say)).add_argument("--institution", default="")


def standings() -> dict[str, gate.Standing]:
    """Every institution in which somebody works with people, and how it stands."""
    rows = Membership.objects.filter(valid_to__isnull=True).values_list("desk__institution_id", "roles")
    working = {institution for institution, roles in rows if not set(roles).isdisjoint(WORKS_WITH_PEOPLE)}
    return {institution: gate.standing(institution) for institution in sorted(working)}


def show(say: Say) -> int:
    """One line an institution: ids of what is missing, never what somebody wrote."""
    store.check_stamp()
    found = standings()
    for institution, one in found.items():
        absent = ", ".join(f"{gap.part} {gap.about}".strip() for gap in one.missing)
        until = f" until {one.override.until.isoformat()}" if one.override else ""
        say(f"{institution}: {one.state}{until}{f'; missing: {absent}' if absent else ''}")
    if not found:
        say("Nobody works with people here yet.")
    return 1 if any(one.state == rules.CLOSED for one in found.values()) else 0


def override(parsed: argparse.Namespace, say: Say) -> int:
    """A named person signs, for one institution or for all."""
    store.check_stamp()
    overrides.sign(
        institution_id=parsed.institution, signed_by=parsed.by, reason=parsed.reason, until=parsed.until, by=SYSTEM
    )
    say("Override noted, with today's date. Every desk reads on each page who signed and until when.")
    return 0


def end(parsed: argparse.Namespace, say: Say) -> int:
    """The override ends today."""
    store.check_stamp()
    overrides.end(institution_id=parsed.institution, by=SYSTEM)
    say("The override is ended.")
    return 0
