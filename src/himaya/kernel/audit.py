"""The audit's one writer. Rows hold ids and codes; a name or a sentence here would itself be a leak."""

from collections.abc import Iterable
from uuid import UUID

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent, AuditSubject


def write(
    action: str,
    *,
    by: Actor,
    purpose: str = "",
    object_type: str = "",
    object_id: object = "",
    code: str = "",
    subjects: Iterable[UUID] = (),
) -> AuditEvent:
    """Insert one event and a child row per subject, in whatever transaction is open."""
    event = AuditEvent.objects.create(
        at=clock.now(),
        action=action,
        purpose=purpose,
        actor_kind=by.kind,
        account_id=by.account_id,
        desk_id=by.desk_id,
        institution_id=by.institution_id,
        object_type=object_type,
        object_id=str(object_id),
        code=code,
    )
    add_subjects(event, subjects)
    return event


def add_subjects(event: AuditEvent, subjects: Iterable[UUID]) -> None:
    """Name further subjects of an event that already stands."""
    rows = [AuditSubject(event=event, subject_id=subject) for subject in subjects]
    if rows:
        AuditSubject.objects.bulk_create(rows)
