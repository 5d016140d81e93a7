"""What is looked at in a restored store, by a process of its own that runs on that store and with its keys.

`backup_restore.examine` starts it: what the backup says of itself on stdin, one JSON list of results on stdout.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from himaya.cases.models import CaseFile
from himaya.kernel import blobs, keys, signers, verifying
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Fault, NotFound
from himaya.kernel.keyfile import CannotOpen
from himaya.ops import canary, older_stores

OK, WRONG, UNTRIED = "ok", "wrong", "untried"


@dataclass(frozen=True)
class Result:
    """One check: its name, how it went, and what was seen, in numbers and ids."""

    check: str
    state: str
    seen: str


@dataclass(frozen=True)
class Told:
    """What the backup says of itself, and whether its keys are here."""

    tables: dict[str, int]
    latest_audit_id: int
    with_keys: bool
    lost: int = 0


Check = Callable[[Told], tuple[str, str]]


def _one(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def integrity(_: Told) -> tuple[str, str]:
    """The database's own look at its pages. What pg_restore has loaded was read and indexed row by row already."""
    if connection.vendor != "sqlite":
        return OK, "every row loaded and indexed"
    faults = [str(row[0]) for row in _one("PRAGMA integrity_check")]
    return (OK, "every page in order") if faults == ["ok"] else (WRONG, f"{len(faults)} faults in its pages")


def foreign_keys(_: Told) -> tuple[str, str]:
    """No row points at a row that is not there."""
    if connection.vendor == "sqlite":
        broken = len(_one("PRAGMA foreign_key_check"))
    else:
        broken = len(_one("SELECT 1 FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"))
    return (OK, "every link leads somewhere") if not broken else (WRONG, f"{broken} links lead nowhere")


def counts(told: Told) -> tuple[str, str]:
    """As many rows in each table as when the backup was made."""
    there = set(connection.introspection.table_names())
    differ = [
        name
        for name, wanted in told.tables.items()
        if name not in there or _one(f'SELECT count(*) FROM "{name}"') != [(wanted,)]  # noqa: S608  # sealed manifest
    ] + sorted(there - set(told.tables))
    if differ:
        return WRONG, "other numbers of rows than the backup says: " + ", ".join(differ)
    return OK, f"{sum(told.tables.values())} rows in {len(told.tables)} tables"


def files(told: Told) -> tuple[str, str]:
    """Each file that a case names lies there, as large as it was, and nothing else does."""
    if CaseFile._meta.db_table not in connection.introspection.table_names():
        return OK, "none yet in this version"
    rows = CaseFile.objects.filter(removed_on__isnull=True)
    named = {blob.hex: blobs.sealed_size(size) for blob, size in rows.values_list("blob", "size")}
    there = {file.name: file.stat().st_size for file in blobs.folder().iterdir()}
    missing, strange = named.keys() - there.keys(), there.keys() - named.keys()
    other = [name for name in named.keys() & there.keys() if named[name] != there[name]]
    if len(missing) != told.lost or strange or other:
        return WRONG, f"{len(missing)} are missing, {len(strange)} belong to no case, {len(other)} have another size"
    gone = f", {told.lost} were missing already when it was made" if told.lost else ""
    return OK, f"{len(there)} files of cases, {sum(there.values())} bytes{gone}"


def audit(told: Told) -> tuple[str, str]:
    """The audit ends where the backup says it ended."""
    latest = _one("SELECT coalesce(max(id), 0) FROM audit_event")[0][0]
    if latest != told.latest_audit_id:
        return WRONG, f"the audit ends at row {latest}, the backup says {told.latest_audit_id}"
    return OK, f"the audit ends at row {latest}"


def sealed_audit(told: Told) -> tuple[str, str]:
    """Every sealed row of the audit is as it was signed; the keys say by whom."""
    if not told.with_keys:
        return UNTRIED, "no keys were given, so nothing shows who signed the audit"
    try:
        report = verifying.verify(signers.ours())
    except CannotOpen as reason:
        return WRONG, str(reason)
    except Fault:
        return WRONG, "audit.key is missing among the keys"
    if report.first is not None and report.first.what == verifying.SEAL_UNSIGNED:
        return WRONG, (
            f"checkpoint {report.first.row} is not signed by the key given. If the audit had another key then, put the "
            "public line that the institutions hold beside the keys, as audit-former.pub"
        )
    if report.first is not None:
        return WRONG, f"{report.first.table} row {report.first.row}: {verifying.SENTENCES[report.first.what]}"
    return OK, f"{report.sealed} rows sealed, {report.unsealed} not yet"


def program(_: Told) -> tuple[str, str]:
    """This program knows every change of tables that the store has seen."""
    known = MigrationLoader(None).disk_migrations
    rows = {(str(app), str(name)) for app, name in _one("SELECT app, name FROM django_migrations")}
    ours = {app for app, _name in known}
    try:
        former = older_stores.former(rows)
    except older_stores.TooOld as reason:
        return WRONG, str(reason)
    if any(app in ours and (app, name) not in known for app, name in rows - former):
        return WRONG, "its tables are newer than this program: install the Himaya that made it"
    return OK, "tables known to this program"


def master_keys(told: Told) -> tuple[str, str]:
    """Every master key that the store names is among the keys."""
    epochs = [int(str(row[0])) for row in _one("SELECT DISTINCT epoch FROM data_key ORDER BY epoch")]
    if not told.with_keys:
        return UNTRIED, "no keys were given"
    missing = [str(epoch) for epoch in epochs if epoch not in keys.ring().epochs()]
    if missing:
        return WRONG, "master keys of these epochs are missing: " + ", ".join(missing)
    return OK, "epochs " + ", ".join(str(epoch) for epoch in epochs)


def sealed_canary(told: Told) -> tuple[str, str]:
    """The keys open what is sealed, tried on a sentence of nobody's."""
    if not told.with_keys:
        return UNTRIED, "no keys were given, so nothing shows that they open the data"
    try:
        canary.check(by=SYSTEM)
    except (NotFound, DatabaseError):
        return WRONG, "there is no canary in it"
    except Fault:
        return WRONG, "these keys do not open this store"
    return OK, "opened"


# Each is one line of `backup verify`, in this order. Whatever else proves a restored store comes here.
CHECKS: tuple[Check, ...] = (
    integrity,
    foreign_keys,
    counts,
    files,
    audit,
    sealed_audit,
    program,
    master_keys,
    sealed_canary,
)


def look(told: Told) -> list[Result]:
    """Every check; one that cannot even be made is wrong."""
    results = []
    for check in CHECKS:
        try:
            state, seen = check(told)
        except DatabaseError as reason:
            state, seen = WRONG, f"could not be looked at ({type(reason).__name__})"
        results.append(Result(check.__name__, state, seen))
    return results


def main() -> int:
    """Read, look, answer."""
    found = look(Told(**json.load(sys.stdin)))
    # Closed in order: SQLite then leaves one file and nothing beside it.
    connection.close()
    json.dump([asdict(one) for one in found], sys.stdout)
    return 0
