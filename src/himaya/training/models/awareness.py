"""Awareness: what is said to a public, by which channel, checked by two people before it is shown; reach and calls."""

from django.db import models
from django.db.models import F, Q

from himaya.coordination.models.base import Row, Titled
from himaya.institutions.models import Account, Institution, Region
from himaya.kernel.columns import CODED, COUNT, DAY, GROUP, STATE
from himaya.training.models.plans import MONEY, PLANNED, PlanLine


class AwarenessActivity(Titled):
    """One activity of a line. `checks` says per question of the safety check what was found, by two people."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="activities")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    channels = CODED(models.JSONField(default=list))
    audience = PLANNED(models.CharField(max_length=160))
    languages = GROUP(models.JSONField(default=list))
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    first_day = DAY(models.DateField())
    last_day = DAY(models.DateField())
    budget_source = MONEY(models.CharField(max_length=160, blank=True))
    reach_planned = COUNT(models.PositiveIntegerField(null=True))
    reach = COUNT(models.PositiveIntegerField(null=True))
    reach_how = PLANNED(models.CharField(max_length=160, blank=True))
    state = STATE(models.CharField(max_length=16))
    checks = PLANNED(models.JSONField(default=dict))
    checked_on = DAY(models.DateField(null=True))
    checked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    seconded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    cancelled_reason = PLANNED(models.CharField(max_length=240, blank=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "awareness_activity"
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="an_activity_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("checked_by")),
                name="another_person_seconds_a_check",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("running", "ended")) | Q(seconded_by__isnull=False),
                name="nothing_is_shown_before_two_checked_it",
            ),
        ]


class AwarenessCount(Row):
    """How many calls a helpline had in one week: a number from outside, with its source. Never who called."""

    activity = models.ForeignKey(AwarenessActivity, models.CASCADE, related_name="counts")
    week = DAY(models.DateField())
    calls = COUNT(models.PositiveIntegerField())
    source = PLANNED(models.CharField(max_length=160))

    class Meta:
        db_table = "awareness_count"
        constraints = [models.UniqueConstraint(fields=["activity", "week"], name="one_count_per_week")]
