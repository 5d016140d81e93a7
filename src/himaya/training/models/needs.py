"""What an institution's tasks require, and what is mastered today: of a team, never of one officer."""

from django.db import models
from django.db.models import Q

from himaya.coordination.models import Need
from himaya.coordination.models.base import Row
from himaya.institutions.models import Institution, Region
from himaya.training import rules


class NeedsAssessment(Row):
    """One look at one kind of worker of one institution, in one region or in all."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    audience = models.CharField(max_length=160)
    people = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=16)
    begun_on = models.DateField()
    handed_in_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "needs_assessment"


class AssessedGap(Row):
    """One module as that kind of worker needs it: required, and measured in up to three ways; none is not a zero."""

    assessment = models.ForeignKey(NeedsAssessment, models.CASCADE, related_name="gaps")
    module = models.CharField(max_length=16)
    required = models.PositiveSmallIntegerField()
    self_rating = models.PositiveSmallIntegerField(null=True)
    test_share = models.PositiveSmallIntegerField(null=True)
    supervisor = models.PositiveSmallIntegerField(null=True)
    exposure = models.PositiveSmallIntegerField()
    risk = models.PositiveSmallIntegerField()
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
