"""A cycle of round tables, who sits in it, and its themes."""

from django.db import models

from himaya.coordination.models.base import Row, Sourced, Titled
from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, CONTENT, COUNT, DAY, PAPER, STATE


class Cycle(Titled, Sourced):
    """A series of round tables with an organiser, a funder and rules that are data.

    `rules` holds quorum and decision as `coordination.rules.CycleRules` reads them. `recorded` is history told by a
    source: nothing in it was convened or decided here.
    """

    organiser = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    funder = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    legal_basis = PAPER(models.CharField(max_length=240, blank=True))
    legal_basis_mark = CONTENT(models.CharField(max_length=2, blank=True))
    rules = CODED(models.JSONField(default=dict))
    state = STATE(models.CharField(max_length=16))
    recorded = STATE(models.BooleanField(default=False))
    opened_on = DAY(models.DateField())
    closed_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "cycle"


class Theme(Titled):
    """A theme of a cycle, by its code (`T1`)."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="themes")
    code = CODED(models.CharField(max_length=16))

    class Meta:
        db_table = "cycle_theme"
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="one_theme_per_code")]


class Seat(Row):
    """A seat at the table: kept by an institution between two days, or reserved and empty.

    Kinds: member and ngo have a voice; observer, partner and expert do not. Closed and reopened, never edited.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="seats")
    number = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=16))
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    valid_from = DAY(models.DateField())
    valid_to = DAY(models.DateField(null=True))

    class Meta:
        db_table = "cycle_seat"
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "institution"],
                condition=models.Q(valid_to__isnull=True, institution__isnull=False),
                name="one_open_seat_per_institution",
            ),
            models.UniqueConstraint(
                fields=["cycle", "number"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_holder_per_seat",
            ),
        ]
