"""One unit of change: what changed, its audit row and what follows are saved together or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from himaya.kernel import audit, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Unit:
    """The open unit. `log` and `tell` take ids and codes only."""

    by: Actor

    def log(
        self,
        action: str,
        *,
        object_type: str,
        object_id: object,
        code: str = "",
        purpose: str = "",
        subjects: Iterable[UUID] = (),
    ) -> None:
        """Write the audit row of a change."""
        audit.write(
            action,
            by=self.by,
            object_type=object_type,
            object_id=object_id,
            code=code,
            purpose=purpose,
            subjects=subjects,
        )

    def tell(self, event: str, *, due_at: datetime | None = None, **ids: str) -> None:
        """Leave word for the worker; what follows is one line in ops/reactions.py."""
        OutboxMessage.objects.create(event=event, ids=ids, due_at=due_at or clock.now())


_current: ContextVar[Unit | None] = ContextVar("unit", default=None)


def is_open() -> bool:
    """True inside a unit."""
    return _current.get() is not None


@contextmanager
def unit(*, by: Actor) -> Iterator[Unit]:
    """Open a unit, or join the one that is open. The outermost commits.

    A refusal rolls everything back; its audit row is written after the rollback, in a transaction of its own.
    """
    joined = _current.get()
    if joined is not None:
        yield joined
        return
    opened = Unit(by=by)
    token = _current.set(opened)
    try:
        with transaction.atomic(durable=True):
            yield opened
    except Refusal as refusal:
        log_refusal(refusal, by=by)
        raise
    finally:
        _current.reset(token)


def log_refusal(refusal: Refusal, *, by: Actor, where: str = "") -> None:
    """Write the audit row of a refusal once, outside the transaction that it undid."""
    if refusal.logged:
        return
    refusal.logged = True
    with transaction.atomic():
        event = audit.write("refused", by=by, object_type=where, code=refusal.kept_as or refusal.code)
        if refusal.tells:
            OutboxMessage.objects.create(event=refusal.tells, ids={"event": str(event.pk)}, due_at=clock.now())
