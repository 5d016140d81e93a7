"""The annual report and the report to a funder: what is written beside the figures, and what was frozen."""

from django.db import models

from himaya.coordination.models.base import Row
from himaya.coordination.models.cycles import Cycle


class Report(Row):
    """One report: of a year (`annual`), or to the funder of one cycle (`funder`), over a period of days."""

    kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField(null=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="reports")
    first_day = models.DateField()
    last_day = models.DateField()
    begun_on = models.DateField()

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
    chapter = models.CharField(max_length=48)
    text_fr = models.TextField(blank=True)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

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
    number = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "report_edition"
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_edition_per_number")]


class CostLine(Row):
    """One line of what a cycle cost, as the secretariat enters it. `amount` is in hundredths of the currency.

    Taken back with a reason, never changed.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="costs")
    on = models.DateField()
    heading = models.CharField(max_length=24)
    text = models.CharField(max_length=240)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    entered_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    taken_back_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        db_table = "cycle_cost"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_cost_is_more_than_nothing")]
