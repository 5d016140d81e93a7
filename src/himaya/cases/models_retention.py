"""How long something is kept, what stops its erasure, and what an erasure leaves behind: ids, days, counts."""

from django.db import models

from himaya.institutions.models import Desk, Institution
from himaya.kernel.belongings import SCOPES
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, ID, OPERATION, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.persons.models import Person

ASKED, DECLINED, TAKEN_BACK, DONE = "asked", "declined", "taken_back", "done"
# Among the numbers of an erasure: how many others were told, which no erasure reaches.
TOLD_ELSEWHERE = "told_elsewhere"


class LegalHold(models.Model):
    """An order or a dispute: until it is lifted nothing of the person is erased, by nobody and by no clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    ground = CODED(models.CharField(max_length=32))
    # When somebody has to look at it again. The hold stands until it is lifted, whatever the day.
    until = DAY(models.DateField())
    set_on = DAY(models.DateField())
    set_by = WORKER(models.UUIDField())
    lifted_on = DAY(models.DateField(null=True))
    lifted_by = WORKER(models.UUIDField(null=True))
    lift_reason = CODED(models.CharField(max_length=32, blank=True))

    class Meta:
        db_table = "legal_hold"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_on__isnull=True), name="one_hold_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_by__isnull=True, lift_reason="")
                | (models.Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~models.Q(lift_reason="")),
                name="a_lifted_hold_says_by_whom_and_why",
            ),
        ]


class Erasure(models.Model):
    """An erasure: asked for by one, decided by another, or due by the clock. Outlives what it erased.

    `person_id` and `case_id` are plain ids, because the rows are gone afterwards and the ids then mean nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = ID(models.UUIDField(db_index=True))
    case_id = ID(models.UUIDField())
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    scope = CODED(models.CharField(max_length=16))
    ground = CODED(models.CharField(max_length=32))
    state = STATE(models.CharField(max_length=16, default=ASKED))
    asked_on = DAY(models.DateField())
    # Empty when no one asked: the retention period was over.
    asked_by = WORKER(models.UUIDField(null=True))
    asked_as = CODED(models.CharField(max_length=16))
    decided_on = DAY(models.DateField(null=True))
    decided_by = WORKER(models.UUIDField(null=True))
    reason = CODED(models.CharField(max_length=32, blank=True))
    # The newest epoch that wrapped one of the keys; once every epoch up to it is destroyed, no backup opens them.
    epoch = OPERATION(models.PositiveIntegerField(null=True))
    counts = COUNT.wordless(models.JSONField(default=dict))
    # When the database had folded the deletion into its pages.
    settled_at = CLOCK(models.DateTimeField(null=True))
    gone_by = DAY(models.DateField(null=True))
    gone_on = DAY(models.DateField(null=True))
    certificate = CODED.wordless(models.TextField(blank=True))

    class Meta:
        db_table = "erasure"
        indexes = [models.Index(fields=["institution", "state", "-asked_on"], name="erasure_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"], condition=models.Q(state=ASKED), name="one_open_request_per_person"
            ),
            models.CheckConstraint(condition=models.Q(scope__in=SCOPES), name="erasure_scope_is_known"),
            models.CheckConstraint(
                condition=~models.Q(state=DONE)
                | models.Q(asked_by__isnull=True)
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("asked_by"))),
                name="erasure_by_hand_takes_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DONE) | models.Q(gone_by__isnull=False, decided_on__isnull=False),
                name="erasure_done_has_both_dates",
            ),
        ]


class ErasedForm(models.Model):
    """The number of a form whose answers were erased: sent once more by a device, it is not kept again."""

    instance_id = models.UUIDField(primary_key=True)
    erased_on = DAY(models.DateField())

    class Meta:
        db_table = "erased_form"
