"""Decoys: invented persons whom nobody has a reason to open. Any reading of one is an alarm (security 10).

The store keeps keyed hashes, so that a copy of it does not tell which persons are decoys.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from himaya.kernel import audit, clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent, Decoy, OutboxMessage

READ = "decoy.read"


def _mark(subject: UUID) -> str:
    return salted_hmac("himaya decoy", str(subject), algorithm="sha256").hexdigest()


def keep(subject: UUID) -> bool:
    """Make a person a decoy, inside the caller's unit; false when it is one already."""
    return bool(Decoy.objects.get_or_create(mark=_mark(subject))[1])


def let_go(subject: UUID) -> None:
    """Make a person no decoy, inside the caller's unit; whether they were one is not told."""
    Decoy.objects.filter(mark=_mark(subject)).delete()


def alarm(reading: AuditEvent, fresh: Iterable[UUID], *, by: Actor) -> None:
    """Raise the alarm in the transaction of the reading when one of these is a decoy. The reader notices nothing."""
    marks = [_mark(subject) for subject in fresh]
    if not Decoy.objects.filter(mark__in=marks).exists():
        return
    raised = audit.write(READ, by=by, object_type="audit_event", object_id=reading.pk)
    OutboxMessage.objects.create(event=READ, ids={"event": str(raised.pk)}, due_at=clock.now())


def among(subjects: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these that are decoys: work on everybody that people agreed to leaves them out, without an alarm."""
    marks = {_mark(one): one for one in subjects}
    known = Decoy.objects.values_list("mark", flat=True)
    return frozenset(marks[mark] for mark in known if mark in marks)
