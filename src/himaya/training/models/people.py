"""Who takes part. A name stands sealed in a row of its own; what is counted stands without it."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from himaya.coordination.models.base import Row
from himaya.institutions.models import Account, Institution, Region
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, STATE
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.training.models.sessions import SessionHalfDay, TrainingSession


class ParticipantImport(SealedModel):
    """A list that was read from a file: looked at first, then taken in, and undone while nothing came of it.

    The rows are sealed, and emptied once it was taken in, undone or thrown away. No file and no file name is kept.
    """

    SUBJECT: ClassVar[str] = "subject_id"

    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    made_at = CLOCK(models.DateTimeField())
    state = STATE(models.CharField(max_length=16))
    imported_on = DAY(models.DateField(null=True))
    count = COUNT(models.PositiveIntegerField(default=0))
    rows = SealedField(key="note", json_value=True)

    class Meta:
        db_table = "participant_import"

    @property
    def seal_subject(self) -> UUID:
        """The session whose key seals this list."""
        return self.subject_id


class Enrolment(Row):
    """That somebody of an institution takes part in a session. Who it is, only the sealed row says."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="enrolments")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    sex = GROUP(models.CharField(max_length=8, blank=True))
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    state = STATE(models.CharField(max_length=16))
    named_on = DAY(models.DateField())
    withdrawn_on = DAY(models.DateField(null=True))
    batch = models.ForeignKey(ParticipantImport, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "enrolment"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "account"],
                condition=Q(account__isnull=False, state="named"),
                name="an_account_is_named_once",
            )
        ]


class Participant(SealedModel):
    """Name and function as they will stand on the list and the certificate, and the code of the tests.

    The code links pre- and post-test (`TestSitting.code`) and is not derived from the name. It stands here only:
    whoever reads results sees codes, whoever reads names sees no result.
    """

    SUBJECT: ClassVar[str] = "subject_id"

    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="participant")
    name = SealedField(key="note")
    function = SealedField(key="note")
    code = SealedField(key="note")

    class Meta:
        db_table = "participant"

    @property
    def seal_subject(self) -> UUID:
        """The session whose key seals this row."""
        return self.subject_id


class HalfDayAttendance(Row):
    """Somebody in one half-day, and how it was noted: tapped on the list, checked in themselves, from paper."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendance")
    half_day = models.ForeignKey(SessionHalfDay, models.CASCADE, related_name="attendance")
    status = STATE(models.CharField(max_length=16))
    how = CODED(models.CharField(max_length=8))
    at = CLOCK(models.DateTimeField())

    class Meta:
        db_table = "half_day_attendance"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "half_day"], name="one_attendance_per_training_half_day")
        ]
