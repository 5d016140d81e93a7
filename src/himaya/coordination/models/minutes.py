"""Minutes: one per table, each circulated text a version that nothing changes."""

from django.db import models

from himaya.coordination.models.base import SAID, Row
from himaya.coordination.models.tables import AgendaItem, RoundTable
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, KEY, STATE


class Minutes(Row):
    """Where the minutes of a table stand. `sha256` is the hash of the approved text, set when they are locked.

    `agreements` says, once approved, how each institution with a voice agreed: silence is written down as silence.
    """

    table = models.OneToOneField(RoundTable, models.PROTECT, related_name="minutes_record")
    state = STATE(models.CharField(max_length=16))
    drafted_on = DAY(models.DateField())
    circulated_on = DAY(models.DateField(null=True))
    deadline_on = DAY(models.DateField(null=True))
    approved_on = DAY(models.DateField(null=True))
    approved_at_table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")
    agreements = CODED(models.JSONField(default=list))
    locked_at = CLOCK(models.DateTimeField(null=True))
    sha256 = KEY(models.CharField(max_length=64, blank=True))

    class Meta:
        db_table = "minutes"


class MinutesVersion(Row):
    """One text of the minutes as it was circulated: everything that is printed, as data. Insert-only by trigger."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = COUNT(models.PositiveSmallIntegerField())
    made_at = CLOCK(models.DateTimeField())
    content = SAID(models.JSONField())
    sha256 = KEY(models.CharField(max_length=64))
    reason = SAID(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "minutes_version"
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="one_minutes_version_per_number")]


class Correction(Row):
    """A correction that an institution asks for, and what became of it."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    text = SAID(models.CharField(max_length=1000))
    how = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    asked_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    answer = SAID(models.CharField(max_length=600, blank=True))
    settled_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "minutes_correction"
