"""What an institution's tasks require, and what is mastered today: of a team, never of one officer."""

from django.db import models
from django.db.models import Q

from himaya.coordination.models import Need
from himaya.coordination.models.base import Row
from himaya.institutions.models import Institution, Region
from himaya.kernel.columns import CODED, COUNT, DAY, STATE
from himaya.training import rules
from himaya.training.models.plans import PLANNED


class NeedsAssessment(Row):
    """One look at one kind of worker of one institution, in one region or in all."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    audience = PLANNED(models.CharField(max_length=160))
    people = COUNT(models.PositiveIntegerField(null=True))
    state = STATE(models.CharField(max_length=16))
    begun_on = DAY(models.DateField())
    handed_in_on = DAY(models.DateField(null=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "needs_assessment"


class AssessedGap(Row):
    """One module as that kind of worker needs it: required, and measured in up to three ways; none is not a zero."""

    assessment = models.ForeignKey(NeedsAssessment, models.CASCADE, related_name="gaps")
    module = CODED(models.CharField(max_length=16))
    required = COUNT(models.PositiveSmallIntegerField())
    self_rating = COUNT(models.PositiveSmallIntegerField(null=True))
    test_share = COUNT(models.PositiveSmallIntegerField(null=True))
    supervisor = COUNT(models.PositiveSmallIntegerField(null=True))
    exposure = COUNT(models.PositiveSmallIntegerField())
    risk = COUNT(models.PositiveSmallIntegerField())
    # The need that the round tables know, once the secretariat entered it there.
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "assessed_gap"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "module"], name="one_gap_per_module"),
            models.CheckConstraint(
                condition=Q(required__range=rules.RATINGS)
                & (Q(self_rating__isnull=True) | Q(self_rating__range=rules.RATINGS))
                & (Q(supervisor__isnull=True) | Q(supervisor__range=rules.RATINGS))
                & (Q(test_share__isnull=True) | Q(test_share__lte=100))
                & Q(exposure__range=rules.WEIGHTS)
                & Q(risk__range=rules.WEIGHTS),
                name="a_gap_is_rated_within_its_scales",
            ),
        ]
