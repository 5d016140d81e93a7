"""Sealed fields: ciphertext everywhere, plaintext only through an open `Access` (security 1, 2).

A blob is `01 | nonce(12) | ciphertext | tag(16)`, AES-256-GCM, bound to format, table, column, row, subject and the
row's revision, so that a value moved to another row, column, person or moment is refused.
"""

import json
import os
from contextvars import ContextVar
from typing import Any, ClassVar, Protocol, Self, cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import models

from himaya.kernel import subjects
from himaya.kernel.columns import COUNT
from himaya.kernel.errors import Damaged, KeyMissing, NotOpened
from himaya.kernel.ids import new_id

FORMAT = b"\x01"
NONCE, TAG = 12, 16


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of ciphertext. `key` names which of the subject's keys seals it. Values are text or JSON."""

    def __init__(self, *, key: str, json_value: bool = False) -> None:
        self.key = key
        self.json_value = json_value
        super().__init__(null=True, editable=False)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [], {"key": self.key, "json_value": self.json_value}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        return _ciphertext(model_instance, self)

    def value_from_object(self, obj: models.Model) -> Any:
        return getattr(obj, self.attname)

    def get_lookup(self, lookup_name: str) -> "type[models.Lookup[Any]] | None":
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: nothing can be looked up in it.")
        return super().get_lookup(lookup_name)

    def pack(self, value: object) -> bytes:
        """The value as bytes to seal."""
        return json.dumps(value, ensure_ascii=False).encode() if self.json_value else str(value).encode()

    def unpack(self, plain: bytes) -> object:
        """The value that `pack` packed."""
        return json.loads(plain) if self.json_value else plain.decode()


def _ciphertext(instance: models.Model, field: SealedField) -> bytes | None:
    """What stands in the column. Raises NotOpened where it was deferred: unread is not empty.

    It is not fetched either: who deferred it meant it to stay closed, and the row may have been sealed anew meanwhile.
    """
    if field.attname not in instance.__dict__:
        raise NotOpened(f"{type(instance).__name__}.{field.name} was not fetched (defer, only): fetch the row with it.")
    return cast("bytes | None", instance.__dict__[field.attname])


class SealedAttribute:
    """Lets ciphertext in from the database, and plaintext out only through the open Access."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, instance: "SealedModel | None", owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        reader = reader_of(instance)
        if reader is None:
            raise NotOpened(f"{owner.__name__}.{self.field.name} was read outside an Access.")
        return reader.plaintext(instance, self.field)

    def __set__(self, instance: models.Model, value: bytes | memoryview | None) -> None:
        if value is not None:
            value = bytes(value) if isinstance(value, bytes | memoryview) else b""
            if value[:1] != FORMAT:
                raise NotOpened(f"{self.field.name} is sealed: write it with kernel.sealed.seal.")
        instance.__dict__[self.field.attname] = value


class Reader(Protocol):
    """What an open Access offers to sealed attributes."""

    def holds(self, instance: "SealedModel") -> bool: ...

    def plaintext(self, instance: "SealedModel", field: SealedField) -> object: ...


open_readers: ContextVar[tuple[Reader, ...]] = ContextVar("open_readers", default=())


def reader_of(instance: "SealedModel") -> Reader | None:
    """The open Access that holds this instance, if there is one in this context."""
    return next((reader for reader in open_readers.get() if reader.holds(instance)), None)


class SealedQuerySet[M: models.Model](models.QuerySet[M]):
    """Refuses the ways round `seal` and round `Access`."""

    def _refuse(self, names: Any) -> None:
        sealed = {f.name for f in self.model._meta.get_fields() if isinstance(f, SealedField)}
        touched = sealed.union({"revision"}).intersection(names)
        if touched:
            raise NotOpened(f"{sorted(touched)} of {self.model.__name__} cannot be handled in bulk.")

    def update(self, **kwargs: Any) -> int:
        self._refuse(kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        self._refuse(list(fields))
        return super().bulk_update(objs, fields, batch_size)

    def _values(self, *fields: str, **expressions: Any) -> Self:
        self._refuse(fields)
        return cast(Self, super()._values(*fields, **expressions))  # type: ignore[misc]


class SealedModel(models.Model):
    """A row with sealed columns. Its subject's id is in the column that `SUBJECT` names."""

    SUBJECT: ClassVar[str] = "person_id"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = COUNT(models.PositiveIntegerField(default=0, editable=False))

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def seal_subject(self) -> UUID:
        """The subject whose keys seal this row."""
        return cast(UUID, getattr(self, self.SUBJECT))

    def __reduce__(self) -> Any:
        if reader_of(self) is not None:
            raise NotOpened("An opened record is not pickled: no cache, session or queue may hold it.")
        return super().__reduce__()


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """The sealed columns of a model."""
    return [f for f in model._meta.get_fields() if isinstance(f, SealedField)]


def bound_to(instance: SealedModel, field: SealedField, revision: int) -> bytes:
    """What the ciphertext is bound to."""
    place = f"{instance._meta.db_table}|{field.column}|{instance.pk}|{instance.seal_subject}|{revision}"
    return FORMAT + place.encode()


def seal(instance: SealedModel, **values: object) -> None:
    """Set every sealed column of a row at once, under a new revision; what is left out becomes empty.

    A later change of one column therefore needs the others' plaintext, that is an open Access: nobody can alter
    half a record blindly, and nobody can put an older half back. `None` leaves a column empty.
    """
    fields = {f.name: f for f in sealed_fields(type(instance))}
    unknown = set(values) - set(fields)
    if unknown:
        raise NotOpened(f"{sorted(unknown)} are not sealed fields of {type(instance).__name__}.")
    instance.revision += 1
    ciphers: dict[str, AESGCM] = {}
    for name, field in fields.items():
        value = values.get(name)
        if value is None:
            instance.__dict__[field.attname] = None
            continue
        if field.key not in ciphers:
            ciphers[field.key] = subjects.data_key(instance.seal_subject, field.key)
        nonce = os.urandom(NONCE)
        body = ciphers[field.key].encrypt(nonce, field.pack(value), bound_to(instance, field, instance.revision))
        instance.__dict__[field.attname] = FORMAT + nonce + body


def filled(rows: "models.QuerySet[Any]", *names: str) -> "models.QuerySet[Any]":
    """Those rows in which one of these sealed columns holds something."""
    fields = {f.name for f in sealed_fields(rows.model)}
    if not set(names) <= fields:
        raise NotOpened(f"{sorted(set(names) - fields)} are not sealed fields of {rows.model.__name__}.")
    if not names:
        return rows.none()
    return rows.filter(models.Q(*((f"{name}__isnull", False) for name in names), _connector=models.Q.OR))


def blank(rows: "models.QuerySet[Any]", *names: str) -> int:
    """Empty sealed columns of many rows for good, as an erasure does: what is absent needs no key. Returns how many."""
    return models.QuerySet.update(filled(rows, *names), **dict.fromkeys(names)) if names else 0


def unseal(instance: SealedModel, field: SealedField, key: AESGCM | None) -> object:
    """The plaintext of one column. Called by Access only. Raises KeyMissing or Damaged."""
    blob = _ciphertext(instance, field)
    if blob is None:
        return None
    if key is None:
        raise KeyMissing
    if len(blob) < 1 + NONCE + TAG:
        raise Damaged
    try:
        plain = key.decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], bound_to(instance, field, instance.revision))
    except InvalidTag as fault:
        raise Damaged from fault
    return field.unpack(plain)
