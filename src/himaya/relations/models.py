"""Events that group files, who looks after a child; and, apart from both, a register of suspects."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, ID, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.relations import rules
from himaya.relations.models_suspects import Suspect, SuspectAccess, SuspectRegister

__all__ = ["Carer", "Event", "EventFile", "Suspect", "SuspectAccess", "SuspectRegister"]


class Event(models.Model):
    """What happened to several people at once, under a reference of its own. It says nothing else."""

    ABOUT_A_PERSON: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = ID(models.CharField(max_length=9, unique=True))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    begun_by = WORKER(models.UUIDField())
    begun_on = DAY(models.DateField())

    class Meta:
        db_table = "linked_event"


class EventFile(models.Model):
    """One file of an event. Taken out, the line stays with its day and reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    tie = CODED(models.CharField(max_length=24))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    linked_by = WORKER(models.UUIDField())
    linked_on = DAY(models.DateField())
    ended_by = WORKER(models.UUIDField(null=True))
    ended_on = DAY(models.DateField(null=True))
    reason = CODED(models.CharField(max_length=16, blank=True))

    class Meta:
        db_table = "linked_event_file"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "case"], condition=Q(ended_on__isnull=True), name="a_file_is_once_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | Q(ended_on__isnull=False, reason__in=rules.UNLINKED),
                name="a_file_taken_out_says_why",
            ),
        ]


class Carer(SealedModel):
    """Somebody who looks after a child of a file, and whether they are implicated. Who they are is sealed words."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=16))
    implicated = CODED(models.CharField(max_length=8))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    noted_by = WORKER(models.UUIDField())
    noted_on = DAY(models.DateField())
    ended_by = WORKER(models.UUIDField(null=True))
    ended_on = DAY(models.DateField(null=True))
    reason = CODED(models.CharField(max_length=16, blank=True))
    words = SealedField(key="story")

    class Meta:
        db_table = "child_carer"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_carer_per_number"),
            models.CheckConstraint(
                condition=Q(implicated__in=rules.IMPLICATED), name="whether_a_carer_is_implicated_is_said"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | Q(ended_on__isnull=False, reason__in=rules.CARER_ENDED),
                name="a_line_on_a_carer_that_ended_says_why",
            ),
        ]
