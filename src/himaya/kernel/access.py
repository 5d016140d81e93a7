"""The only door to plaintext: who reads, for which purpose, and the audit row before the first letter (security 2)."""

from types import TracebackType
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from himaya.kernel import audit, budget, decoys, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.models import AuditEvent
from himaya.kernel.sealed import SealedField, SealedModel, open_readers, unseal
from himaya.kernel.unit import is_open


class Access:
    """Opens sealed rows for one actor and one purpose, and closes them when the block ends.

    The audit event is committed before any key is unwrapped, with one child row per subject. Inside a unit (a verb
    that copies sealed content from row to row and releases nothing) the event joins the unit instead. Rendering
    happens inside the block. `about` names what the reading is about (a type and an id) when it is more than one row.
    `concerns` is the person whom rows under a key of their own are about: audit, budget and decoys know the person.
    What is opened is charged to the actor's volume budget, and a decoy among it raises the alarm.
    Raises NotValid without a purpose, ProofNeeded or BudgetSpent for too many persons within an hour, KeyMissing or
    Damaged when a value cannot be read.
    """

    def __init__(
        self,
        actor: Actor,
        purpose: str,
        *,
        action: str = "record.read",
        about: tuple[str, object] | None = None,
        concerns: UUID | None = None,
    ) -> None:
        if not purpose:
            raise NotValid
        self.actor, self.purpose, self.action, self.about = actor, purpose, action, about
        self._concerns = concerns
        self._event: AuditEvent | None = None
        self._keys: dict[tuple[UUID, str], AESGCM] = {}
        # Whom the event names, and whose keys are held.
        self._named: set[UUID] = set()
        self._keyed: set[UUID] = set()
        self._held: set[int] = set()
        self._instances: list[SealedModel] = []
        self._plain: dict[tuple[int, str], object] = {}

    def __enter__(self) -> Self:
        self._token = open_readers.set((*open_readers.get(), self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        open_readers.reset(self._token)
        self._keys.clear()
        self._keyed.clear()
        self._plain.clear()
        self._held.clear()
        self._instances.clear()

    def open[M: SealedModel](self, *rows: M) -> tuple[M, ...]:
        """Open rows that the actor was already allowed to hold; returns them for convenience."""
        wanted = {row.seal_subject for row in rows}
        fresh = wanted - self._named
        if fresh or self._event is None:
            about_whom = fresh if self._concerns is None else {self._concerns} if self._event is None else set()
            self._log(about_whom, rows[0] if len(rows) == 1 else None)
            # Named from here on, whether its key opens or not: tried again, it is not named twice.
            self._named |= fresh
        if shut := wanted - self._keyed:
            self._keys.update(subjects.data_keys(shut))
            self._keyed |= shut
        self._instances.extend(rows)
        self._held.update(id(row) for row in rows)
        return rows

    def let_go(self, *rows: SealedModel) -> None:
        """Close these rows before the block ends: their words and their subjects' keys go, the event stands.

        For work on so many that all of them should not lie in memory together. Other open rows of the same subjects
        keep what was read of them, and need to be opened again for more.
        """
        gone, shut = {id(row) for row in rows}, {row.seal_subject for row in rows}
        self._held -= gone
        self._instances = [row for row in self._instances if id(row) not in gone]
        self._plain = {place: value for place, value in self._plain.items() if place[0] not in gone}
        self._keys = {place: key for place, key in self._keys.items() if place[0] not in shut}
        self._keyed -= shut

    def _log(self, fresh: set[UUID], only: SealedModel | None) -> None:
        with transaction.atomic(durable=not is_open()):
            budget.charge(self.actor, fresh)
            if self._event is None:
                kind, number = self.about or ((only._meta.db_table, only.pk) if only is not None else ("", ""))
                self._event = audit.write(
                    self.action, by=self.actor, purpose=self.purpose, object_type=kind, object_id=number
                )
            audit.add_subjects(self._event, fresh)
            decoys.alarm(self._event, fresh, by=self.actor)

    def holds(self, instance: SealedModel) -> bool:
        """True for a row opened here."""
        return id(instance) in self._held

    def plaintext(self, instance: SealedModel, field: SealedField) -> object:
        """The value of a sealed column, decrypted once."""
        place = (id(instance), field.name)
        if place not in self._plain:
            self._plain[place] = unseal(instance, field, self._keys.get((instance.seal_subject, field.key)))
        return self._plain[place]
