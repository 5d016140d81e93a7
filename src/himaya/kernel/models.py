"""Subjects and their keys, the audit, the outbox. Nothing here knows a name or a story."""

from django.db import models

from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, DESK, ID, KEY, LINK, NUMBER, OPERATION, STATE, WORKER
from himaya.kernel.ids import new_id


class Stamp(models.Model):
    """One row that says what this store is: `demo` or `production`, set once at creation.

    `content` is the fingerprint of the code and content that were last loaded, so that a start need not load again.
    """

    id = NUMBER(models.PositiveSmallIntegerField(primary_key=True, default=1))
    kind = OPERATION(models.CharField(max_length=16))
    pack = OPERATION(models.CharField(max_length=32))
    created_on = DAY(models.DateField())
    content = OPERATION(models.CharField(max_length=64, blank=True))

    class Meta:
        db_table = "stamp"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="stamp_is_one_row")]


class Subject(models.Model):
    """Somebody or something whose data can be erased as one: a person, or a note without a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = STATE(models.CharField(max_length=16))

    class Meta:
        db_table = "subject"


class DataKey(models.Model):
    """A subject's key of one kind, wrapped by the master key of an epoch. Deleting it erases."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    kind = STATE(models.CharField(max_length=32))
    epoch = OPERATION(models.PositiveIntegerField())
    wrapped = KEY(models.BinaryField())

    class Meta:
        db_table = "data_key"
        constraints = [models.UniqueConstraint(fields=["subject", "kind"], name="one_key_per_kind")]
        indexes = [models.Index(fields=["epoch", "id"], name="data_key_epoch")]


class AuditEvent(models.Model):
    """Who did or read what, when and why: ids and codes only. Insert-only by trigger on both databases."""

    id = models.BigAutoField(primary_key=True)
    at = CLOCK(models.DateTimeField())
    action = CODED(models.CharField(max_length=64))
    purpose = CODED(models.CharField(max_length=48, blank=True))
    actor_kind = CODED(models.CharField(max_length=16))
    account_id = WORKER(models.UUIDField(null=True))
    desk_id = DESK(models.CharField(max_length=64, blank=True))
    institution_id = DESK(models.CharField(max_length=64, blank=True))
    object_type = CODED(models.CharField(max_length=48, blank=True))
    object_id = ID(models.CharField(max_length=64, blank=True))
    code = CODED(models.CharField(max_length=64, blank=True))

    class Meta:
        db_table = "audit_event"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["account_id", "at"], name="audit_account"),
        ]


class AuditSubject(models.Model):
    """One subject that an event concerned. A plain id, so that erasing the subject leaves the row."""

    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="+")
    subject_id = ID(models.UUIDField(db_index=True))

    class Meta:
        db_table = "audit_subject"


class AuditCheckpoint(models.Model):
    """One sealing of the audit: leaves `first` to `first + count - 1` of the tree, and the signature over its root.

    `events` and `subjects` name the rows in the order of their leaves (8 bytes an id), `hashes` holds what was sealed
    of each. The marks bound the moment: what an earlier transaction could still write, and what none can any more.
    """

    id = models.BigAutoField(primary_key=True)
    first = COUNT(models.BigIntegerField(unique=True))
    count = COUNT(models.PositiveIntegerField())
    events = LINK(models.BinaryField())
    subjects = LINK(models.BinaryField())
    hashes = KEY(models.BinaryField())
    # The right edge of the tree after this sealing, from which the next one goes on.
    peaks = KEY(models.BinaryField())
    note = KEY(models.TextField())
    public_key = OPERATION(models.BinaryField())

    class Meta:
        db_table = "audit_checkpoint"
        constraints = [models.CheckConstraint(condition=models.Q(count__gte=1), name="checkpoint_seals_something")]


class ReadingLedger(models.Model):
    """One row per account that reads, held while a reading is charged; the audit itself is what is counted."""

    account_id = WORKER(models.UUIDField(primary_key=True))

    class Meta:
        db_table = "reading_ledger"


class Decoy(models.Model):
    """A keyed hash of a subject whom nobody has a reason to open."""

    mark = KEY(models.CharField(max_length=64, unique=True))

    class Meta:
        db_table = "decoy"


class OutboxMessage(models.Model):
    """What must follow from a change, saved with it. Ids and codes only; the worker empties it."""

    id = models.BigAutoField(primary_key=True)
    event = CODED(models.CharField(max_length=64))
    ids = ID(models.JSONField())
    due_at = CLOCK(models.DateTimeField(db_index=True))
    attempts = COUNT(models.PositiveSmallIntegerField(default=0))
    fault = OPERATION(models.CharField(max_length=64, blank=True))

    class Meta:
        db_table = "outbox_message"
