"""What `himaya doctor` looks at in the store: counts, ages and states, never a name or content."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from himaya.adapters import mail
from himaya.coordination import states
from himaya.coordination.models import Invitation, Rendition
from himaya.instruments.models import InForce
from himaya.kernel import rules_clock, steady
from himaya.kernel.clock import now
from himaya.kernel.models import AuditEvent, OutboxMessage, Stamp
from himaya.legal import rules
from himaya.ops import backup_beside, backup_recipients, legal_commands, role_of_pages, store
from himaya.ops.finding import Finding, look, well, wrong

LARGE_JOURNAL = 256 * 1024 * 1024
QUEUE_LATE, QUEUE_STUCK = timedelta(minutes=10), timedelta(hours=2)
DRIFT, MUCH_DRIFT = timedelta(seconds=2), timedelta(seconds=60)
BACKUP_OLD, BACKUP_TOO_OLD = timedelta(days=2), timedelta(days=7)
TRIED_IN_VAIN = 5
# Beyond this the pages are looked at by `himaya backup verify`, which takes its time elsewhere.
QUICK_CHECK_UP_TO = 2 * 1024 * 1024 * 1024


def database() -> Finding:
    """Whether it answers."""
    if connection.vendor == "sqlite" and not (Path(settings.HIMAYA_HOME) / "himaya.sqlite3").is_file():
        return wrong("database", "there is none", "Run `himaya init --pack NAME`, or `himaya restore` from a backup.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return well("database", f"{connection.display_name} answers")


def kind() -> Finding:
    """Whether this store is of the mode that Himaya runs in."""
    try:
        store.check_stamp()
    except store.CannotStart as reason:
        return wrong("kind", "not a store of this mode", str(reason))
    return well("kind", f"a {settings.HIMAYA_MODE} store")


def tables() -> Finding:
    """Whether the tables are those of this program."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        seen = f"{len(waiting)} changes behind the program"
        return wrong("tables", seen, "Make a backup with the program of before, then run `himaya migrate`.")
    return well("tables", "those of this program")


def clock() -> Finding:
    """This machine's clock against the database's and against what was already written."""
    here = now()
    latest = AuditEvent.objects.order_by("-id").values_list("at", flat=True).first()
    if latest is not None and latest - here > MUCH_DRIFT:
        seen = f"the audit's last row lies {_about(latest - here)} in the future"
        do = "The clock went back. Set it by NTP before anything more is written. Right now? docs/how-to/doctor.md."
        return wrong("clock", seen, do)
    if steady.doubt() == rules_clock.AHEAD:
        seen = f"more than {rules_clock.SILENCE.days} days without a row: off, or set ahead; nothing is destroyed"
        do = "Compare it with another clock. If it is right: `himaya erasure run --clock-is-right`."
        return look("clock", seen, do) if settings.DEMO else wrong("clock", seen, do)
    apart = abs(_database_now(here) - here)
    do = "Let both machines set their clocks by NTP: deadlines and the audit stand on them."
    if apart > MUCH_DRIFT:
        return wrong("clock", f"{_about(apart)} apart from the database server's", do)
    if apart > DRIFT:
        return look("clock", f"{_about(apart)} apart from the database server's", do)
    return well("clock", "goes forward, and with the database's")


def _database_now(here: datetime) -> datetime:
    if connection.vendor == "sqlite":
        return here
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _about(apart: timedelta) -> str:
    seconds = int(apart.total_seconds())
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"


def integrity() -> Finding:
    """The database's own quick look at itself."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
            broken = cursor.fetchone()[0]
            if broken:
                return wrong("integrity", f"{broken} indexes are not valid", "`REINDEX DATABASE`, then look again.")
            return well("integrity", "every index is valid; `himaya backup verify` reads every row")
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] > QUICK_CHECK_UP_TO:
            return well("integrity", "too large for a quick look; `himaya backup verify` reads every page")
        cursor.execute("PRAGMA quick_check(20)")
        faults = [row[0] for row in cursor.fetchall()]
    if faults != ["ok"]:
        do = "Stop the server, keep a copy of the data directory, and restore the last backup that verifies."
        return wrong("integrity", f"{len(faults)} faults in the database's pages", do)
    return well("integrity", "every page in order")


def second_wall() -> Finding:
    """Whether pages are answered by a role that row-level security binds, on every table that has it."""
    if connection.vendor == "sqlite":
        return well("second_wall", "SQLite has none; what opens a case is asked by the program alone")
    if fault := role_of_pages.fault():
        return wrong("second_wall", fault, "Run `himaya migrate`, then start `himaya serve` again.")
    if gap := role_of_pages.unsecured():
        return wrong("second_wall", gap, f"{role_of_pages.MEND}.")
    return well("second_wall", "pages are answered by a role that row-level security binds")


def journal() -> Finding:
    """Whether what was written reaches the main file (SQLite), or old moments are held (PostgreSQL)."""
    if connection.vendor == "sqlite":
        file = Path(settings.HIMAYA_HOME) / "himaya.sqlite3-wal"
        size = file.stat().st_size if file.is_file() else 0
        seen = f"{size // (1024 * 1024)} MB wait to be folded into the store"
        if size > LARGE_JOURNAL:
            return look("journal", seen, "Something reads without end, or the worker is down: restart `himaya serve`.")
        return well("journal", seen)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::int "
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        seconds = cursor.fetchone()[0]
    seen = f"the longest transaction is {_about(timedelta(seconds=seconds))} old"
    if seconds > 3600:
        return look("journal", seen, "Find it in pg_stat_activity: nothing old is cleaned up while it lasts.")
    return well("journal", seen)


def instruments() -> Finding:
    """Whether the first line has anything to ask."""
    if not (there := InForce.objects.count()):
        return wrong("instruments", "none is in force", "Run `himaya init` again with your pack.")
    return well("instruments", f"{there} in force")


def queue() -> Finding:
    """Whether what must follow does follow."""
    if stuck := OutboxMessage.objects.filter(attempts__gte=TRIED_IN_VAIN).count():
        do = "See the log for their class, mend it, then restart the worker."
        return wrong("queue", f"{stuck} follow-ups failed {TRIED_IN_VAIN} times", do)
    due = OutboxMessage.objects.filter(due_at__lte=now()).order_by("due_at").values_list("due_at", flat=True).first()
    if due is None:
        return well("queue", "nothing waits")
    seen, do = f"the oldest follow-up has waited {_about(now() - due)}", "See whether the worker runs (`himaya serve`)."
    # An exercise that nobody serves just now has nobody who waits.
    if settings.DEMO or now() - due <= QUEUE_LATE:
        return well("queue", seen)
    return wrong("queue", seen, do) if now() - due > QUEUE_STUCK else look("queue", seen, do)


def papers() -> Finding:
    """Whether papers that were asked for came about."""
    if failed := Rendition.objects.filter(state=states.FAILED).count():
        do = "See the log for their class; they can be asked for again."
        return look("papers", f"{failed} could not be made", do)
    return well("papers", "none failed")


def invitations() -> Finding:
    """Whether the mail host takes what is owed."""
    owed = Invitation.objects.exclude(mail_owed="")
    if mail.host_listed() and (late := owed.filter(mail_claimed_at__isnull=False).count()):
        do = "Look whether the mail host takes mail, then at the log."
        return look("invitations", f"{late} wait for the mail host", do)
    return well("invitations", "none waits")


def backups() -> Finding:
    """How old the last backup is, and whether one was ever verified here."""
    made, verified = _last("backup.made"), _last("backup.verified")
    seen = f"last made {_ago(made)}, last verified {_ago(verified)}"
    if settings.DEMO:
        return well("backups", seen)
    do = "`himaya backup --output FILE`, then `himaya backup verify FILE`: docs/how-to/backup.md."
    begun = Stamp.objects.values_list("created_on", flat=True).first()
    since = now() - made if made else timedelta(days=(now().date() - begun).days if begun else 0)
    if since > BACKUP_TOO_OLD:
        return wrong("backups", seen, do)
    if made is None or since > BACKUP_OLD or verified is None:
        return look("backups", seen, do)
    return well("backups", seen)


def _last(action: str) -> datetime | None:
    events = AuditEvent.objects.filter(object_type="backup", action=action).order_by("-id")
    return events.values_list("at", flat=True).first()


def _ago(moment: datetime | None) -> str:
    return f"{_about(now() - moment)} ago" if moment else "never"


def copies() -> Finding:
    """Whether a verification that was killed left a restored copy of the store on the server."""
    if left := backup_beside.left():
        do = "The worker drops them within the hour, the next `himaya backup verify` at once. Start the worker."
        return look("copies", f"killed verifications left {len(left)} on the database server", do)
    return well("copies", "none was left")


def recipients() -> Finding:
    """Whether backups go to whom they should."""
    if backup_recipients.unknown():
        do = "Find out who wrote it. Delete its line, or `himaya backup recipients add` it."
        return wrong("recipients", f"{backup_recipients.FILE} holds a key that no command put there", do)
    count = len(set(backup_recipients.listed()))
    if count < backup_recipients.FEWEST:
        do = "`himaya backup recipients add age1…`: docs/how-to/backup.md."
        return look("recipients", f"{count} of at least {backup_recipients.FEWEST}", do)
    return well("recipients", f"{count}")


def legal() -> Finding:
    """Whether real identities may be stored."""
    if settings.DEMO:
        return well("legal", "an exercise needs none")
    found = legal_commands.standings()
    closed = [institution for institution, one in found.items() if one.state == rules.CLOSED]
    if closed:
        do = "Their data protection officers enter it: docs/how-to/legal.md. Until then real identities are refused."
        return wrong("legal", f"not complete: {', '.join(closed)}", do)
    if ends := [one.override.until for one in found.values() if one.override]:
        do = "Enter what is missing before then: `himaya legal-setup show`."
        return look("legal", f"an override stands until {min(ends).isoformat()}", do)
    return well("legal", "entered" if found else "nobody works with people yet")
