"""Parts of a case kept apart: each with a key of its own, its own accesses, and notes that nobody edits."""

from django.db import models

from himaya.cases import rules_compartments as rules
from himaya.institutions.models import Account, Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, ID, LINK, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel


class Compartment(models.Model):
    """What one desk keeps apart of one case. Its subject has a key of its own, which opening the case never touches."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = CODED(models.CharField(max_length=16))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField(unique=True))
    begun_by = WORKER(models.UUIDField())
    begun_on = DAY(models.DateField())

    class Meta:
        db_table = "compartment"
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "desk"], name="one_compartment_per_kind_and_desk"),
            models.CheckConstraint(condition=models.Q(kind__in=rules.KINDS), name="compartment_kind_is_known"),
        ]


class CompartmentGrant(models.Model):
    """Who opens a compartment: the desk that keeps it, without an end; a colleague of its institution, until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reason = CODED(models.CharField(max_length=24, blank=True))
    granted_by = WORKER(models.UUIDField())
    granted_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField(null=True))
    revoked_by = WORKER(models.UUIDField(null=True))
    revoked_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "compartment_grant"
        indexes = [
            models.Index(
                fields=["account", "compartment"],
                name="compartment_of_account",
                condition=models.Q(revoked_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(desk__isnull=False, account__isnull=True, expires_at__isnull=True)
                | models.Q(desk__isnull=True, account__isnull=False, expires_at__isnull=False),
                name="compartment_is_the_desks_or_for_a_time",
            ),
            models.UniqueConstraint(
                fields=["compartment"],
                condition=models.Q(desk__isnull=False, revoked_at__isnull=True),
                name="one_desk_keeps_a_compartment",
            ),
        ]


class CompartmentNote(SealedModel):
    """One note. Never edited, which the store holds too: what was wrong is put right by a further note."""

    SUBJECT = "subject_id"

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField())
    instance_id = ID(models.UUIDField(unique=True))
    number = COUNT(models.PositiveSmallIntegerField())
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    written_on = DAY(models.DateField())
    text = SealedField(key="compartment")

    class Meta:
        db_table = "compartment_note"
        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="one_note_per_number"),
            models.CheckConstraint(condition=models.Q(text__isnull=False), name="a_note_says_something"),
        ]
