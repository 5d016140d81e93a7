"""What was agreed to make a risk smaller: which measure, by which desk, until when."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CODED, DAY, ID, LINK
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.risks import rules_measures


class Measure(SealedModel):
    """One line of the menu for one person. Its day can be moved while it is open; it ends once.

    `domain` is empty where it answers several. What exactly was agreed is sealed.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    code = CODED(models.CharField(max_length=32))
    domain = CODED(models.CharField(max_length=3, blank=True))
    # Who does it; and who wrote it down.
    owner = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    planned_by = LINK(models.UUIDField())
    planned_on = DAY(models.DateField())
    due_on = DAY(models.DateField())
    state = CODED(models.CharField(max_length=8, default=rules_measures.PLANNED))
    reason = CODED(models.CharField(max_length=16, blank=True))
    ended_on = DAY(models.DateField(null=True))
    ended_by = LINK(models.UUIDField(null=True))
    words = SealedField(key="story")

    class Meta:
        db_table = "risk_measure"
        constraints = [
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_risk_measure_per_form"),
            models.CheckConstraint(
                condition=Q(state=rules_measures.PLANNED, ended_on__isnull=True, reason="")
                | Q(state=rules_measures.DONE, ended_on__isnull=False, reason="")
                | Q(state=rules_measures.DROPPED, ended_on__isnull=False, reason__in=rules_measures.REASONS),
                name="a_measure_that_was_dropped_says_why",
            ),
        ]
