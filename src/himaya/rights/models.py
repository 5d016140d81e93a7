"""What is known of a person for their rights, and each step of a right. Rows are added, never changed."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.rights import rules_days, states


class RightFacts(SealedModel):
    """One set of answers about a person; the latest counts. The answers are a story: sealed, all in one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    noted_on = DAY(models.DateField())
    noted_by = WORKER(models.UUIDField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    answers = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "right_facts"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_set_of_facts_per_number"),
            models.CheckConstraint(condition=Q(answers__isnull=False), name="facts_say_something"),
        ]


class RightStep(SealedModel):
    """One step of one right of one case, with where the right stands after it. The latest is how it stands.

    In clear: codes, desks, days. Words (where exactly, why it was refused, who gave a day) are sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveIntegerField())
    right = CODED(models.CharField(max_length=32))
    at = CLOCK(models.DateTimeField())
    word = CODED(models.CharField(max_length=16))
    state = CODED(models.CharField(max_length=16))
    # The day on which it happened, which may be before the day on which it was written down.
    on = DAY(models.DateField())
    language = GROUP(models.CharField(max_length=8, blank=True))
    where = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    reason = CODED(models.CharField(max_length=16, blank=True))
    # The day that stands after this step: what it is for, and who gave it.
    due_on = DAY(models.DateField(null=True))
    due_for = CODED(models.CharField(max_length=8, blank=True))
    due_source = CODED(models.CharField(max_length=16, blank=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    done_by = WORKER(models.UUIDField())
    words = SealedField(key="story")

    class Meta:
        db_table = "right_step"
        indexes = [models.Index(fields=["case", "right", "-number"], name="right_as_it_stands")]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_right_step_per_number"),
            models.CheckConstraint(condition=Q(word__in=tuple(states.DONE.values())), name="right_word_is_known"),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="right_state_is_known"),
            models.CheckConstraint(
                condition=Q(word=states.DONE[states.REFUSE], reason__in=states.REFUSED_BECAUSE)
                | ~Q(word=states.DONE[states.REFUSE]) & Q(reason=""),
                name="a_refused_right_says_why",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_for="", due_source="")
                | Q(due_on__isnull=False, due_for__in=rules_days.KINDS, due_source__in=rules_days.SOURCES),
                name="a_day_says_what_for_and_whose",
            ),
        ]
