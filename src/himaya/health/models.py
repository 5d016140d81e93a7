"""What a clinician keeps in the compartment of a case, and the published scales that an institution loaded."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Compartment
from himaya.health.models_care import CareStep, ClinicianLetter
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CONTENT, COUNT, DAY, ID, KEY, LINK, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel

__all__ = ["CareStep", "ClinicianLetter", "Entry", "ScaleLoad"]


class Entry(SealedModel):
    """One thing that was done: an offer, an answer to it, an observation, a scale. Which of them is sealed too.

    In clear there is that something was kept, where and when: nobody who reads the store counts how often somebody
    said no, or who was asked a scale. Never edited, which the store holds too.
    """

    SUBJECT = "subject_id"

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField())
    instance_id = ID(models.UUIDField(unique=True))
    number = COUNT(models.PositiveSmallIntegerField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    written_on = DAY(models.DateField())
    content = SealedField(key="compartment", json_value=True)

    class Meta:
        db_table = "health_entry"
        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="one_health_entry_per_number"),
            models.CheckConstraint(condition=Q(content__isnull=False), name="a_health_entry_says_something"),
        ]


class ScaleLoad(models.Model):
    """One published scale as its file was loaded: the bytes, what was read in them, and who allows its use.

    It is about nobody. The file is never edited: another version of it is another load.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    file = CONTENT(models.BinaryField())
    sha256 = KEY(models.CharField(max_length=64))
    document = CONTENT(models.JSONField())
    scoring = CONTENT(models.JSONField())
    evidence = CONTENT(models.JSONField())
    # The statement of whoever loads it: who allows the use, under which reference, since which day.
    allowed_by = CONTENT(models.CharField(max_length=200))
    reference = CONTENT(models.CharField(max_length=200))
    allowed_on = DAY(models.DateField())
    loaded_by = WORKER(models.UUIDField())
    loaded_on = DAY(models.DateField())
    confirmed_by = WORKER(models.UUIDField(null=True))
    confirmed_on = DAY(models.DateField(null=True))
    withdrawn_by = WORKER(models.UUIDField(null=True))
    withdrawn_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "scale_load"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "sha256"],
                condition=Q(withdrawn_on__isnull=True),
                name="a_scale_is_loaded_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False) & ~Q(confirmed_by=models.F("loaded_by")),
                name="a_scale_is_confirmed_by_a_second_person",
            ),
        ]

    @property
    def stands(self) -> bool:
        """True while it may be used: confirmed, and not withdrawn."""
        return self.confirmed_on is not None and self.withdrawn_on is None
