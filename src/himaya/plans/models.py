"""The first days and the plan of a person: what was asked, what was agreed, who does what until when.

Words are sealed under the story key. In clear: ids, desks, codes, states and days, by which the work is steered.
"""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, STATE
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.plans import rules_clocks, rules_first_days, states


class FirstDays(SealedModel):
    """One round of the six questions, or why they were not asked then. Never edited: the next round stands beside."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    not_now = CODED(models.CharField(max_length=24, blank=True))
    # The six answers and how long ago it happened: all of it is story, danger and health before all.
    answers = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "first_days"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_first_days_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_first_days_per_form"),
            models.CheckConstraint(
                condition=Q(not_now="", answers__isnull=False)
                | Q(not_now__in=rules_first_days.NOT_NOW, answers__isnull=True),
                name="a_round_was_asked_or_says_why_not",
            ),
        ]


class HealthOffer(models.Model):
    """Whether a health consultation was offered, and what was said to it: a code, as for a line. Never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    said = CODED(models.CharField(max_length=16))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))

    class Meta:
        db_table = "health_offer"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_health_offer_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_health_offer_per_form"),
            models.CheckConstraint(condition=Q(said__in=rules_clocks.SAID), name="what_was_said_to_an_offer_is_known"),
        ]


class Goal(SealedModel):
    """What the person wants to reach, in their words."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    pillar = CODED(models.CharField(max_length=16))
    type = CODED(models.CharField(max_length=24))
    added_on = DAY(models.DateField())
    until = DAY(models.DateField(null=True))
    ended_on = DAY(models.DateField(null=True))
    outcome = CODED(models.CharField(max_length=24, blank=True))
    words = SealedField(key="story")

    class Meta:
        db_table = "plan_goal"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_plan_goal_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_plan_goal_per_form"),
            models.CheckConstraint(condition=Q(pillar__in=states.PILLARS), name="plan_goal_pillar_is_known"),
            models.CheckConstraint(condition=Q(type__in=states.TYPES), name="plan_goal_type_is_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | Q(ended_on__isnull=False, outcome__in=states.OUTCOMES),
                name="plan_an_ended_goal_has_an_outcome",
            ),
        ]


class Line(SealedModel):
    """One action of a plan: which service, by which desk, until when, and where it stands."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    # What the desk that does it calls the person: one for all its lines of this person, another at every desk.
    reference = ID(models.CharField(max_length=9))
    service = CODED(models.CharField(max_length=48))
    region = GROUP(models.CharField(max_length=64, blank=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    added_on = DAY(models.DateField())
    due_on = DAY(models.DateField())
    given_at = CLOCK(models.DateTimeField(null=True))
    state = STATE(models.CharField(max_length=16, default=states.PROPOSED))
    reason = CODED(models.CharField(max_length=24, blank=True))
    delivered = CODED(models.CharField(max_length=16, blank=True))
    action = SealedField(key="story")

    class Meta:
        db_table = "plan_line"
        indexes = [
            models.Index(fields=["desk", "state", "due_on"], name="plan_lines_of_a_desk"),
            models.Index(fields=["case", "number"], name="plan_lines_of_a_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_plan_line_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_plan_line_per_form"),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="plan_line_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=states.NOT_AVAILABLE) & Q(reason="")
                | Q(state=states.NOT_AVAILABLE, reason__in=states.REASONS),
                name="plan_what_is_not_available_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.COMPLETED) & Q(delivered="")
                | Q(state=states.COMPLETED, delivered__in=states.DELIVERED),
                name="plan_what_is_completed_says_what_was_given",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.REQUESTED) | Q(given_at__isnull=False), name="plan_a_given_line_has_a_moment"
            ),
        ]


class LineStep(SealedModel):
    """One step of a line: what, when, which desk, in which role; and, from who did it, a sentence. Never edited."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    verb = CODED(models.CharField(max_length=16))
    state = STATE(models.CharField(max_length=16))
    code = CODED(models.CharField(max_length=24, blank=True))
    due_on = DAY(models.DateField(null=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    sentence = SealedField(key="story")

    class Meta:
        db_table = "plan_step"
        constraints = [models.UniqueConstraint(fields=["line", "number"], name="one_plan_step_per_number")]


class Talk(models.Model):
    """The plan was gone through with the person on a day: what they said of it, and of which lines. Never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    on = DAY(models.DateField())
    language = GROUP(models.CharField(max_length=8))
    interpreter = CODED(models.CharField(max_length=16))
    answer = CODED(models.CharField(max_length=16))
    # The numbers of the lines that were gone through, and of those that the person said no to.
    lines = COUNT.wordless(models.JSONField())
    refused = COUNT.wordless(models.JSONField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))

    class Meta:
        db_table = "plan_talk"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_plan_talk_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_plan_talk_per_form"),
            models.CheckConstraint(condition=Q(answer__in=states.ANSWERS), name="plan_talk_answer_is_known"),
        ]
