"""Lines of stepped care, and the letters of a clinician: both under the key of the compartment they lie in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himaya.cases.models import Compartment
from himaya.institutions.models import Desk
from himaya.kernel.columns import COUNT, DAY, ID, KEY, LINK, WORKER
from himaya.kernel.sealed import SealedField, SealedModel


class CareStep(SealedModel):
    """One line: begun, looked at again, up or down. Never changed; the last counts.

    In clear that a desk looked, and on which day: a clock needs it. The step, its reason and the words are sealed.
    """

    SUBJECT: ClassVar[str] = "subject_id"

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField())
    instance_id = ID(models.UUIDField(unique=True))
    place = COUNT(models.PositiveSmallIntegerField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    written_on = DAY(models.DateField())
    said = SealedField(key="compartment", json_value=True)

    class Meta:
        db_table = "care_step"
        constraints = [
            models.UniqueConstraint(fields=["compartment", "place"], name="one_care_step_per_place"),
            models.CheckConstraint(condition=Q(said__isnull=False), name="a_care_step_says_something"),
        ]


class ClinicianLetter(SealedModel):
    """One letter: drafted, released by the person, and taken back by them at any time. Its paper lies nowhere.

    `said` is what it says and for what, and from its release on its number and what stands of the phrase in the signed
    text; `mark` follows from number and phrase under a key that is not in the store. `risk` is what the person answered
    before they released it. One that they did not want keeps none of the three.
    """

    SUBJECT: ClassVar[str] = "subject_id"

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField())
    instance_id = ID(models.UUIDField(unique=True))
    place = COUNT(models.PositiveSmallIntegerField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    drafted_on = DAY(models.DateField())
    released_on = DAY(models.DateField(null=True))
    # Who read it to the person and heard the yes.
    released_by = WORKER(models.UUIDField(null=True))
    valid_until = DAY(models.DateField(null=True))
    revoked_on = DAY(models.DateField(null=True))
    revoked_by = WORKER(models.UUIDField(null=True))
    put_away_on = DAY(models.DateField(null=True))
    put_away_by = WORKER(models.UUIDField(null=True))
    mark = KEY(models.CharField(max_length=64, null=True))
    said = SealedField(key="compartment", json_value=True)
    risk = SealedField(key="compartment", json_value=True)

    class Meta:
        db_table = "clinician_letter"
        constraints = [
            models.UniqueConstraint(fields=["compartment", "place"], name="one_clinician_letter_per_place"),
            models.UniqueConstraint(
                fields=["mark"], condition=Q(mark__isnull=False), name="one_clinician_letter_per_mark"
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True, released_by__isnull=True, valid_until__isnull=True)
                | Q(released_on__isnull=False, released_by__isnull=False, valid_until__gte=models.F("released_on")),
                name="a_released_letter_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_by__isnull=True)
                | Q(released_on__isnull=False, revoked_on__isnull=False, revoked_by__isnull=False),
                name="only_a_released_letter_is_revoked",
            ),
            models.CheckConstraint(
                condition=Q(put_away_on__isnull=True, put_away_by__isnull=True, said__isnull=False)
                | Q(
                    put_away_on__isnull=False,
                    put_away_by__isnull=False,
                    released_on__isnull=True,
                    said__isnull=True,
                    risk__isnull=True,
                ),
                name="a_letter_not_wanted_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(risk__isnull=False), name="risk_is_asked_before_a_release"
            ),
        ]
