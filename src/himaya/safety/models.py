"""How a person may be reached, the plan made with them, and what they said of a copy. Lines: never changed."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CODED, COUNT, DAY, ID, WORKER
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.safety import rules


class ContactRules(SealedModel):
    """What was agreed of reaching somebody; the last line counts, earlier ones stay.

    `quiet` stands in clear: the hours at which nobody may call, which a clock without any key has to respect. So does
    `never`. Way, code word, who answers and what to say are sealed, beside the telephone number that they protect.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    quiet = CODED.wordless(models.JSONField(default=dict))
    # In clear for the same reason: nobody calls at all. Empty in lines of before: only reading them tells.
    never = CODED(models.BooleanField(null=True))
    holds_until = DAY(models.DateField(null=True))
    # By which form it came, so that one sent twice is one line; none in lines from before it was kept.
    instance_id = ID(models.UUIDField(null=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    agreed_by = WORKER(models.UUIDField())
    agreed_on = DAY(models.DateField())
    content = SealedField(key="identity", json_value=True)

    class Meta:
        db_table = "contact_rules"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_set_of_contact_rules_per_number"),
            models.UniqueConstraint(
                fields=["case", "instance_id"],
                condition=Q(instance_id__isnull=False),
                name="one_set_of_contact_rules_per_form",
            ),
        ]


class SafetyPlan(SealedModel):
    """One version of a plan, in the words of the person. A later one takes its place; the last can end without one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    language = CODED(models.CharField(max_length=2))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    written_on = DAY(models.DateField())
    ended_by = WORKER(models.UUIDField(null=True))
    ended_on = DAY(models.DateField(null=True))
    reason = CODED(models.CharField(max_length=16, blank=True))
    parts = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "safety_plan"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_safety_plan_per_number"),
            models.CheckConstraint(condition=Q(language__in=rules.LANGUAGES), name="a_safety_plan_has_a_language"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | Q(ended_on__isnull=False, reason__in=rules.ENDED),
                name="a_safety_plan_that_ended_says_why",
            ),
        ]


class SafetyCopy(SealedModel):
    """What the person said when a copy of a version was offered: codes, and sealed all the same."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    plan = models.ForeignKey(SafetyPlan, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    asked_by = WORKER(models.UUIDField())
    asked_on = DAY(models.DateField())
    said = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "safety_copy"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_answer_on_a_copy_per_number")]
