"""Who does what today: what each institution states before a text is drafted."""

from django.db import models

from himaya.coordination.models.base import CHECKED, SAID, Row, Titled
from himaya.coordination.models.cycles import Cycle, Theme
from himaya.coordination.models.tables import RoundTable
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, STATE


class PracticeMap(Titled):
    """One subject on which every institution with a seat is asked what it does today, step by step."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="practice_maps")
    table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    due_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    opened_on = DAY(models.DateField())
    closed_on = DAY(models.DateField(null=True))
    restituted_at_table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "practice_map"


class PracticeStep(Titled):
    """One act of the chain (receive a report, look after health, tell the prosecutor …)."""

    practice_map = models.ForeignKey(PracticeMap, models.CASCADE, related_name="steps")
    number = COUNT(models.PositiveSmallIntegerField())

    class Meta:
        db_table = "practice_step"
        constraints = [models.UniqueConstraint(fields=["practice_map", "number"], name="one_step_per_number")]


class PracticeStatement(Row):
    """What one institution says of one step: whether it does it, where, with which form, in what time, on what basis.

    `hours` is the time it gives itself, in hours; `passes_to` the institution to which it hands on.
    """

    step = models.ForeignKey(PracticeStep, models.CASCADE, related_name="statements")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    does = CODED(models.CharField(max_length=16))
    unit = SAID(models.CharField(max_length=160, blank=True))
    form = SAID(models.CharField(max_length=160, blank=True))
    hours = COUNT(models.PositiveIntegerField(null=True))
    legal_basis = SAID(models.CharField(max_length=240, blank=True))
    passes_to = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    note = CHECKED(models.CharField(max_length=600, blank=True))
    state = STATE(models.CharField(max_length=16))
    how = CODED(models.CharField(max_length=16, blank=True))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    stated_on = DAY(models.DateField(null=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "practice_statement"
        constraints = [models.UniqueConstraint(fields=["step", "institution"], name="one_statement_per_step")]
