"""The invented country: made once, kept on the next run, started over by `himaya demo reset`."""

import shutil
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import connection, connections

from himaya.cases import journal
from himaya.institutions import content
from himaya.institutions.actions import accounts, notices
from himaya.institutions.models import Account
from himaya.kernel import blobs, clock, keys, sealing, steady
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit
from himaya.ops import (
    backup_recipients,
    demo_apart,
    demo_attestations,
    demo_cases,
    demo_children,
    demo_closing,
    demo_conferences,
    demo_consents,
    demo_crisis,
    demo_determinations,
    demo_duplicates,
    demo_enquiries,
    demo_estimates,
    demo_exports,
    demo_files,
    demo_health,
    demo_inbound,
    demo_interviews,
    demo_keeping,
    demo_packets,
    demo_plans,
    demo_public,
    demo_qualifications,
    demo_reasonings,
    demo_referrals,
    demo_relations,
    demo_requests,
    demo_returns,
    demo_rights,
    demo_risks,
    demo_safety,
    demo_services,
    demo_staff_care,
    demo_tables,
    demo_tasks,
    demo_training,
    store,
)
from himaya.ops.subcommands import Say, Words, group, word

PACK = "demo"
# The desk of the first guided look has a file to open.
WITH_A_FILE = "inspection-nord"
# What `reset` may remove from a data directory; anything else there is not ours.
OURS = ("himaya.sqlite3", "himaya.sqlite3-wal", "himaya.sqlite3-shm", "public.sock")


def add(commands: Words, say: Say) -> None:
    """The words after `himaya demo`."""
    demo = group(commands, "demo")
    word(demo, "reset", lambda _: reset(say))
    word(demo, "ensure", lambda _: ensure(say))


def ensure(say: Say) -> int:
    """Make the demo store where there is none; bring an older one up to date and keep its data."""
    _check_mode()
    store.prepare_home()
    found = store.stamp()
    if found is None:
        return _make(say)
    store.check_stamp()
    if not store.is_current():
        store.initialise(PACK)
    return 0


def reset(say: Say) -> int:
    """Remove the demo store and make it anew. Refuses a store that is not a demo."""
    _check_mode()
    store.prepare_home()
    if store.stamp() is not None:
        store.check_stamp()
    _remove()
    return _make(say)


def _check_mode() -> None:
    """Raises CannotStart in a nation's process: there the store's own stamp would fit, and all of it be removed."""
    if not settings.DEMO:
        raise store.CannotStart("The invented country is made in demo mode only. Nothing was touched.")


def _remove() -> None:
    home = Path(settings.HIMAYA_HOME)
    shutil.rmtree(home / blobs.FOLDER, ignore_errors=True)
    for file in journal.places():
        file.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        connections.close_all()
        for name in OURS:
            (home / name).unlink(missing_ok=True)
        # The web secret stays: this process already runs with it, and the second factors are sealed by it.
        for file in [*(home / "keys").glob("kek-*.key"), *(home / "keys").glob("index.key"), *_audit_key()]:
            file.unlink()
        (home / backup_recipients.FILE).unlink(missing_ok=True)
        keys.forget()
        store.prepare_home()
        return
    # A new audit is another log: under the old key it would contradict checkpoints that somebody kept.
    for file in _audit_key():
        file.unlink()
    keys.forget()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _audit_key() -> list[Path]:
    return list(Path(settings.HIMAYA_KEYS).glob("audit.key"))


def _make(say: Say) -> int:
    say("    tables, institutions, forms in force")
    store.initialise(PACK)
    backup_recipients.ensure_demo(by=SYSTEM)
    pack = content.load_pack(PACK)
    say(f"    {len(pack.accounts)} accounts at {len(pack.desks)} desks, each with a second factor")
    with unit(by=SYSTEM):
        for row in pack.accounts:
            with demo_training.seated_since(row.username):
                _account(row)
        demo_qualifications.seed()
        # The nation begins here: that its accounts were made is no news to its officers.
        for account in Account.objects.all():
            notices.read(account_id=account.pk, by=SYSTEM)
    say(f"    {len(pack.referrals)} referrals of invented people")
    demo_cases.seed(pack, now=clock.now())
    demo_keeping.seed()
    demo_apart.seed()
    demo_conferences.seed()
    demo_plans.seed()
    demo_risks.seed()
    demo_interviews.seed()
    demo_referrals.seed()
    demo_requests.seed()
    demo_rights.seed()
    demo_determinations.seed()
    demo_reasonings.seed()
    demo_attestations.seed()
    demo_children.seed(now=clock.now())
    demo_relations.seed()
    demo_crisis.seed()
    demo_returns.seed()
    demo_inbound.seed()
    demo_health.seed(now=clock.now())
    demo_safety.seed()
    demo_files.seed(demo_cases.somebody_at(WITH_A_FILE))
    demo_exports.seed()
    demo_duplicates.seed(pack)
    demo_enquiries.seed()
    demo_packets.seed()
    demo_closing.seed()
    demo_services.seed(now=clock.now())
    demo_tasks.seed()
    demo_staff_care.seed()
    demo_estimates.seed()
    demo_consents.seed()
    say("    round tables: two held, one in preparation; two texts in force, their second versions under way")
    scene = demo_tables.seed(PACK, now=clock.now())
    say("    trainings: a plan in force, a session with its tests and certificates, one of today")
    demo_training.seed(PACK, scene)
    demo_public.seed()
    # The days of the exercise are invented; here they end.
    steady.confirm(by=SYSTEM)
    sealing.seal()
    return 0


def _account(row: content.AccountRow) -> None:
    account = accounts.add(
        username=row.username,
        # Nobody signs in to a demo desk by password; the demo's button does, with the real second factor.
        password=None,
        desk_id=row.desk,
        roles=row.roles,
        language=row.language,
        by=SYSTEM,
    )
    TOTP.activate(account, generate_totp_secret())


def greeting(port: int) -> str:
    """What is printed once the first page answers."""
    names = list(Account.objects.filter(is_active=True).order_by("username").values_list("username", flat=True))
    lines = [
        "",
        f"  Himaya answers: http://localhost:{port}",
        "  (write localhost, not an address in numbers: sign-in by a security key needs the name)",
        "",
        "  Exercise: the country, the institutions and the people are invented. Enter nothing real.",
        "  Demo desks, one click on the first page: " + ", ".join(names),
        "  Stop with Ctrl+C. `make demo-reset` starts over.",
        "",
    ]
    return "\n".join(lines) + "\n"
