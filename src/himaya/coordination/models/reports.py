"""The annual report and the report to a funder: what is written beside the figures, and what was frozen."""

from django.db import models

from himaya.coordination.models.base import CHECKED, Row
from himaya.coordination.models.cycles import Cycle
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, KEY, Clear

WRITTEN = Clear("a chapter of an official report, by the secretariat; refused when it looks like data of one person")
FIGURES = Clear("figures of a report with their query, small counts hidden, and its chapters")
COST = Clear("a line of what a meeting cost, without who was paid; refused when it looks like data of one person")


class Report(Row):
    """One report: of a year (`annual`), or to the funder of one cycle (`funder`), over a period of days."""

    kind = CODED(models.CharField(max_length=16))
    year = COUNT(models.PositiveSmallIntegerField(null=True))
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="reports")
    first_day = DAY(models.DateField())
    last_day = DAY(models.DateField())
    begun_on = DAY(models.DateField())

    class Meta:
        db_table = "report"
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=models.Q(kind="annual"), name="one_report_per_year"),
            models.CheckConstraint(
                condition=models.Q(year__isnull=True) ^ models.Q(cycle__isnull=True), name="a_report_is_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="a_report_ends_after_it_begins"
            ),
        ]


class ReportText(Row):
    """What the secretariat writes in one chapter. `revision` rises with each change."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    chapter = CODED(models.CharField(max_length=48))
    text_fr = WRITTEN(models.TextField(blank=True))
    text_ar = WRITTEN(models.TextField(blank=True))
    text_en = WRITTEN(models.TextField(blank=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "report_text"
        constraints = [models.UniqueConstraint(fields=["report", "chapter"], name="one_text_per_chapter")]

    @property
    def texts(self) -> dict[str, str]:
        """The text by language; '' where it has not been written."""
        return {"fr": self.text_fr, "ar": self.text_ar, "en": self.text_en}


class ReportEdition(Row):
    """A report as it was frozen: chapters, figures with their query and their note. Insert-only by trigger."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = COUNT(models.PositiveSmallIntegerField())
    frozen_at = CLOCK(models.DateTimeField())
    content = FIGURES(models.JSONField())
    sha256 = KEY(models.CharField(max_length=64))

    class Meta:
        db_table = "report_edition"
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_edition_per_number")]


class CostLine(Row):
    """One line of what a cycle cost, as the secretariat enters it. `amount` is in hundredths of the currency.

    Taken back with a reason, never changed.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="costs")
    on = DAY(models.DateField())
    heading = CODED(models.CharField(max_length=24))
    text = COST(models.CharField(max_length=240))
    amount = COUNT(models.BigIntegerField())
    currency = CODED(models.CharField(max_length=3))
    entered_on = DAY(models.DateField())
    taken_back_on = DAY(models.DateField(null=True))
    taken_back_reason = CHECKED(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "cycle_cost"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_cost_is_more_than_nothing")]
