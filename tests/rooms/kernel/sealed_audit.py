"""An audit of ten events in two sealings, and hands that reach past its triggers as a database administrator's do."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import connection

from himaya.kernel import audit, sealing, signed_note
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from himaya.kernel.verifying import Finding, Report, verify

LEAD = Actor(
    kind="account", account_id=uuid4(), desk_id="ward", institution_id="hospital", roles=frozenset({"desk_lead"})
)
PERSON = UUID(int=7)


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
    """One statement with the triggers of its tables lifted, as whoever owns the database can."""
    with connection.cursor() as cursor:
        for lift in _lifts():
            cursor.execute(lift)
        cursor.execute(statement, values)
        for back in _lifts(back=True):
            cursor.execute(back)


def _lifts(*, back: bool = False) -> list[str]:
    tables = ("audit_event", "audit_subject", "audit_checkpoint")
    if connection.vendor == "postgresql":
        word = "ENABLE" if back else "DISABLE"
        return [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables]
    if back:
        return []
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in tables for verb in ("UPDATE", "DELETE")]


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
