"""What institutions need and expect, from the table where it was said to the day it is covered."""

from django.db import models

from himaya.coordination.models.base import CHECKED, Row, Sourced
from himaya.coordination.models.cycles import Cycle
from himaya.coordination.models.tables import AgendaItem, RoundTable
from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, COUNT, DAY, STATE


class Need(Row, Sourced):
    """One need of one institution. `people` is a number of workers to reach, never of protected persons."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="needs")
    number = COUNT(models.PositiveSmallIntegerField())
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    competence = CHECKED(models.CharField(max_length=240))
    audience = CHECKED(models.CharField(max_length=160))
    people = COUNT(models.PositiveIntegerField(null=True))
    priority = CODED(models.CharField(max_length=16))
    table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="needs")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    evidence = CHECKED(models.CharField(max_length=600, blank=True))
    state = STATE(models.CharField(max_length=16))
    covered = COUNT(models.PositiveIntegerField(default=0))
    entered_on = DAY(models.DateField())
    # What it was drawn from, as a key: a gap of the directory comes to the tables of a cycle once.
    seed = CODED(models.CharField(max_length=140, blank=True))

    class Meta:
        db_table = "need"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_need_per_number"),
            models.UniqueConstraint(
                fields=["cycle", "seed"], condition=~models.Q(seed=""), name="one_need_per_seed_and_cycle"
            ),
        ]


class NeedStep(Row):
    """One change of a need's state, with what was said. Written, never changed. `covered` is how many so far."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="steps")
    number = COUNT(models.PositiveSmallIntegerField())
    on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    covered = COUNT(models.PositiveIntegerField(default=0))
    note = CHECKED(models.CharField(max_length=600, blank=True))

    class Meta:
        db_table = "need_step"
        constraints = [models.UniqueConstraint(fields=["need", "number"], name="one_need_step_per_number")]
