"""The plan of a year and its lines: for whom, how many, paid by whom, which needs and recommendations they serve."""

from django.db import models
from django.db.models import Q

from himaya.coordination.models import Need, Recommendation
from himaya.coordination.models.base import Row, Titled
from himaya.institutions.models import Institution, Region
from himaya.kernel.columns import CODED, COUNT, DAY, STATE, Clear

PLANNED = Clear("what is planned, in words of the programme; refused when it looks like data of one person")
MONEY = Clear("what a line may cost, and who pays it")


class TrainingPlan(Row):
    """The plan of one year."""

    year = COUNT(models.PositiveSmallIntegerField(unique=True))
    state = STATE(models.CharField(max_length=16))
    begun_on = DAY(models.DateField())
    adopted_on = DAY(models.DateField(null=True))
    closed_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "training_plan"


class PlanLine(Titled):
    """One line: trainings or awareness for one audience. `budget` is in hundredths of the currency; empty when open.

    Dropped with a reason, never removed. `added_later` when the plan was adopted already.
    """

    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="lines")
    number = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=16))
    audience = PLANNED(models.CharField(max_length=160))
    modules = CODED(models.JSONField(default=list))
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    budget_source = MONEY(models.CharField(max_length=160, blank=True))
    budget = MONEY(models.BigIntegerField(null=True))
    currency = CODED(models.CharField(max_length=3, blank=True))
    due_on = DAY(models.DateField(null=True))
    added_later = STATE(models.BooleanField(default=False))
    dropped_on = DAY(models.DateField(null=True))
    dropped_reason = PLANNED(models.CharField(max_length=240, blank=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "training_line"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_training_line_per_number"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True, currency="") | (Q(budget__gt=0) & ~Q(currency="")),
                name="a_budget_has_its_currency",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_reason="")),
                name="a_dropped_line_says_why",
            ),
        ]


class LineNeed(Row):
    """That a line serves a need of the register."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")

    class Meta:
        db_table = "training_line_need"
        constraints = [models.UniqueConstraint(fields=["line", "need"], name="a_line_serves_a_need_once")]


class LineRecommendation(Row):
    """That a line answers a recommendation of the register."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="recommendations")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")

    class Meta:
        db_table = "training_line_recommendation"
        constraints = [
            models.UniqueConstraint(fields=["line", "recommendation"], name="a_line_answers_a_recommendation_once")
        ]


class LineTarget(Row):
    """How many workers of an institution in a region a line is to reach; without a region, in all of them."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="targets")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    people = COUNT(models.PositiveIntegerField())

    class Meta:
        db_table = "training_line_target"
        constraints = [
            models.UniqueConstraint(fields=["line", "institution", "region"], name="one_target_per_place"),
            models.UniqueConstraint(
                fields=["line", "institution"], condition=Q(region__isnull=True), name="one_target_without_a_region"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="a_target_is_somebody"),
        ]
