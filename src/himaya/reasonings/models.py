"""The reasoning of a case: lines that are added and never changed. What a line says is sealed, all in one."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.reasonings import states


class ReasonLine(SealedModel):
    """One line. In clear: which kind it is, when, from which desk. What happened to somebody is a story: its codes are
    sealed too, so that nothing of it can be counted or searched, and its words apart, so that they go with a name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveIntegerField())
    kind = CODED(models.CharField(max_length=16))
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    added_by = WORKER(models.UUIDField())
    codes = SealedField(key="story", json_value=True)
    words = SealedField(key="story")

    class Meta:
        db_table = "reason_line"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_reason_line_per_number"),
            models.CheckConstraint(condition=Q(kind__in=states.KINDS), name="reason_line_kind_is_known"),
            models.CheckConstraint(condition=Q(codes__isnull=False), name="a_reason_line_says_something"),
        ]
