"""A session of a line: its half-days, its trainers, its material in the version that was used."""

from django.db import models
from django.db.models import F, Q

from himaya.coordination.models.base import Row, Titled
from himaya.institutions.models import Account, Region
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, STATE, Clear
from himaya.training.models.plans import PLANNED, PlanLine

DRAWS = Clear(
    "the secret from which it follows whether a code is one of this session; it tells nothing of whose a code is"
)
PROGRAMME = Clear("an outside trainer as the printed programme names them")


class TrainingSession(Row):
    """One session. `subject` has the key of its participants' names: with it destroyed, counts and codes stay.

    `sequence` rises with each change that a calendar must hear of. `code_key`: what makes a code one of this session.
    `half_days_ever`: the most half-days it had; calendars hear that those beyond today's number are off.
    """

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="sessions")
    number = COUNT(models.PositiveSmallIntegerField())
    modules = CODED(models.JSONField(default=list))
    place = PLANNED(models.CharField(max_length=200, blank=True))
    online = CODED(models.BooleanField(default=False))
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    language = GROUP(models.CharField(max_length=3))
    places = COUNT(models.PositiveSmallIntegerField())
    state = STATE(models.CharField(max_length=16))
    planned_on = DAY(models.DateField())
    closed_on = DAY(models.DateField(null=True))
    cancelled_reason = PLANNED(models.CharField(max_length=240, blank=True))
    sequence = COUNT(models.PositiveIntegerField(default=0))
    half_days_ever = COUNT(models.PositiveSmallIntegerField(null=True))
    revision = COUNT(models.PositiveIntegerField(default=0))
    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    names_erased_on = DAY(models.DateField(null=True))
    code_key = DRAWS(models.UUIDField(null=True))

    class Meta:
        db_table = "training_session"
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_training_session_per_number"),
            models.CheckConstraint(condition=Q(places__gt=0), name="a_session_has_places"),
        ]


class SessionHalfDay(Row):
    """One half-day of a session."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="half_days")
    number = COUNT(models.PositiveSmallIntegerField())
    starts_at = CLOCK(models.DateTimeField())
    ends_at = CLOCK(models.DateTimeField())

    class Meta:
        db_table = "training_half_day"
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_training_half_day_per_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_half_day_ends_after_it_begins"),
        ]


class SessionTrainer(Row):
    """Who trains: somebody with an account, or an outside expert as the programme names them.

    `ended_on`: taken off on that day. Whoever trained once enters no sheet of the session later (ADR 58).
    """

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="trainers")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    name = PROGRAMME(models.CharField(max_length=160, blank=True))
    organisation = PROGRAMME(models.CharField(max_length=160, blank=True))
    ended_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "training_trainer"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "account"],
                condition=Q(account__isnull=False, ended_on__isnull=True),
                name="a_trainer_is_of_a_session_once",
            ),
            models.CheckConstraint(condition=Q(account__isnull=True) ^ Q(name=""), name="a_trainer_is_somebody"),
        ]


class TrainingMaterial(Titled):
    """What was used in a session and in which version. No file is kept here."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="materials")
    module = CODED(models.CharField(max_length=16, blank=True))
    version = PLANNED(models.CharField(max_length=40))
    language = GROUP(models.CharField(max_length=3, blank=True))
    where = PLANNED(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "training_material"
