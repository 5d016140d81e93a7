"""One attempt of a person to go, and the lines that say what was told, chosen, weighed and signed.

Lines are only added. Where somebody goes, why, and what was said of it is story: sealed. In clear stand the state, the
days that a clock needs, codes that say what kind of step it was, and of a fear only what follows from it.
"""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, ID, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.returns import states


class VoluntaryReturn(models.Model):
    """One attempt. It says how far it is; the next attempt stands beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    instance_id = ID(models.UUIDField())
    state = STATE(models.CharField(max_length=16, default=states.TALKING))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    opened_at = CLOCK(models.DateTimeField())
    opened_by = WORKER(models.UUIDField())
    # When it is looked at again; owed while it is not arranged now.
    review_on = CLOCK(models.DateField(null=True))
    travel_on = CLOCK(models.DateField(null=True))
    # Until when the desk on arrival says that the person is there.
    reception_due_at = CLOCK(models.DateTimeField(null=True))
    ended_on = CLOCK(models.DateField(null=True))
    end_reason = CODED(models.CharField(max_length=16, blank=True))

    class Meta:
        db_table = "voluntary_return"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_return_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_return_per_form"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on__isnull=True), name="one_return_at_a_time_per_case"
            ),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="return_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.ENDED, ended_on__isnull=False, end_reason__in=states.END_REASONS)
                | (~Q(state=states.ENDED) & Q(ended_on__isnull=True, end_reason="")),
                name="a_return_that_ended_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.NOT_NOW) | Q(review_on__isnull=False),
                name="what_is_not_arranged_now_is_looked_at_again",
            ),
        ]


class ReturnLine(SealedModel):
    """One line: what was told, chosen, weighed, signed, confirmed. Never changed; the next one stands beside it."""

    voluntary_return = models.ForeignKey(VoluntaryReturn, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    instance_id = ID(models.UUIDField())
    kind = CODED(models.CharField(max_length=24))
    # Which signature, which service, why it ended; of a fear: whether consulates are closed by it; of a decision on
    # the best interest of a child: whether something may go abroad on it; of what a child says: that it is a no.
    code = CODED(models.CharField(max_length=24, blank=True))
    due_on = CLOCK(models.DateField(null=True))
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    written_by = WORKER(models.UUIDField())
    # What was said, by kind of line: see `said.py`.
    words = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "return_line"
        indexes = [models.Index(fields=["person", "kind", "code"], name="return_line_by_person_and_kind")]
        constraints = [
            models.UniqueConstraint(fields=["voluntary_return", "number"], name="one_return_line_per_number"),
            models.UniqueConstraint(fields=["voluntary_return", "instance_id"], name="one_return_line_per_form"),
            models.CheckConstraint(condition=Q(kind__in=states.KINDS), name="return_line_kind_is_known"),
        ]
