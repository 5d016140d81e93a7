"""The sheet of an expert's day: who led it, with what, what stayed open, what each institution took home."""

from django.db import models

from himaya.coordination.models.base import CHECKED, Row, Sourced, Titled
from himaya.coordination.models.tables import AgendaItem, RoundTable
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, STATE, Clear

PROGRAMME = Clear("an outside expert and material as the printed programme names them")


class Expert(Row, Sourced):
    """Somebody from outside who leads a theme. Name and organisation as they appear on the programme."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="experts")
    name = PROGRAMME(models.CharField(max_length=160, blank=True))
    organisation = PROGRAMME(models.CharField(max_length=160, blank=True))
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "session_expert"


class Material(Titled):
    """What was handed out or shown: its title, kind, language and where to find it. No file is kept here."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="materials")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    kind = CODED(models.CharField(max_length=16))
    language = CODED(models.CharField(max_length=8, blank=True))
    where = PROGRAMME(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "session_material"


class Question(Row, Sourced):
    """A question that the table left open, who owes the answer, and by when."""

    table = models.ForeignKey(RoundTable, models.PROTECT, related_name="questions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    owed_by = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    text = CHECKED(models.CharField(max_length=600))
    due_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    answer = CHECKED(models.TextField(blank=True))
    how = CODED(models.CharField(max_length=16, blank=True))
    answered_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "open_question"


class TakeAway(Row):
    """What one institution said it takes home from the table. `revision` rises with each change."""

    table = models.ForeignKey(RoundTable, models.PROTECT, related_name="take_aways")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    text = CHECKED(models.CharField(max_length=600))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    said_on = DAY(models.DateField())
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "take_away"
        constraints = [models.UniqueConstraint(fields=["table", "institution"], name="one_take_away_per_institution")]
