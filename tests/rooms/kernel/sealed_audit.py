"""An audit of ten events in two sealings, and hands that reach past its triggers as a database administrator's do."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import connection
from django.db.backends.utils import CursorWrapper

from himaya.kernel import audit, sealing, signed_note
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from himaya.kernel.verifying import Finding, Report, verify

LEAD = Actor(
    kind="account", account_id=uuid4(), desk_id="ward", institution_id="hospital", roles=frozenset({"desk_lead"})
)
PERSON = UUID(int=7)
TABLES = ("audit_event", "audit_subject", "audit_checkpoint")


def write(number: int, *, persons: int = 2) -> list[AuditEvent]:
    """Events with child rows."""
    return [
        audit.write(
            "case.read",
            by=LEAD,
            purpose="give_service",
            object_type="case",
            object_id=uuid4(),
            subjects=[UUID(int=one + 1) for one in range(persons)],
        )
        for _ in range(number)
    ]


def sealed() -> list[AuditEvent]:
    """Six events, sealed, then four, sealed: thirty leaves."""
    first = write(6)
    assert sealing.seal() == 18
    second = write(4)
    assert sealing.seal() == 12
    return first + second


def by_hand(statement: str, *values: object) -> None:
    """One statement with the triggers of its tables lifted, as whoever owns the database can. They stay lifted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _lift_on_postgresql(cursor)
        else:
            for table in TABLES:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        cursor.execute(statement, values)


def _lift_on_postgresql(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'audit_checkpoint_rows' AND tgenabled = 'D'")
    if cursor.fetchone() != (0,):
        return
    # What waits for the end of the transaction (foreign keys) must be looked at before a table may be altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def key() -> signed_note.PublicKey:
    return signed_note.public_of(sealing.signing_key())


def report(since: signed_note.Checkpoint | None = None) -> Report:
    return verify([key()], since=since)


def first() -> tuple[str, str, int]:
    """The first thing that is wrong: what, in which table, which row."""
    found = report().first
    assert isinstance(found, Finding)
    return found.what, found.table, found.row


Hand = Callable[[list[AuditEvent]], tuple[str, str, int]]
