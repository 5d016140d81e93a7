"""What was recommended, to whom, and each step of what became of it."""

from django.db import models

from himaya.coordination import states_following as states
from himaya.coordination.models.base import CHECKED, OUTSIDE, Row, Titled
from himaya.coordination.models.cycles import Cycle
from himaya.coordination.models.decisions import Decision
from himaya.coordination.models.tables import AgendaItem, RoundTable
from himaya.institutions.models import Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, PAPER, STATE, Clear

READ_FROM_A_LIST = Clear(
    "what was read from a list of recommendations until it is imported or thrown away; refused alike"
)


class ImportBatch(Row):
    """A list that was read from a file: looked at first, then imported, and undone while nothing came of it.

    `rows` holds what was read, with its faults; it is emptied once the batch was undone or thrown away. The file
    itself and its name are not kept.
    """

    made_at = CLOCK(models.DateTimeField())
    source_kind = CODED(models.CharField(max_length=16))
    rows = READ_FROM_A_LIST(models.JSONField(default=list))
    state = STATE(models.CharField(max_length=16))
    imported_on = DAY(models.DateField(null=True))
    count = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "recommendation_import"


class Cluster(Titled):
    """Recommendations from several sources that ask for the same: one work answers them together."""

    number = COUNT(models.PositiveIntegerField(unique=True))
    made_on = DAY(models.DateField())
    note = CHECKED(models.CharField(max_length=600, blank=True))

    class Meta:
        db_table = "recommendation_cluster"


class Recommendation(Row):
    """One recommendation: addressed to a lead, dated, measurable, followed up at every later table.

    `lead` is an institution of the list, or `lead_name` somebody outside it; never both. `response` is the answer of
    the lead (accepted, in part, noted). `grade` is the secretariat's judgement of quality, apart from `state`: A, B, C
    or E; D is never given, only computed (`rules_following.grade`). Overdue is computed, never stored.
    """

    number = COUNT(models.PositiveIntegerField(unique=True))
    source_kind = CODED(models.CharField(max_length=16))
    source_ref = PAPER(models.CharField(max_length=160, blank=True))
    source_on = DAY(models.DateField(null=True))
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="recommendations")
    table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="recommendations")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="recommendations")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="recommendations")
    text_fr = CHECKED(models.TextField(blank=True))
    text_ar = CHECKED(models.TextField(blank=True))
    text_en = CHECKED(models.TextField(blank=True))
    rationale = CHECKED(models.CharField(max_length=600, blank=True))
    theme = CODED(models.CharField(max_length=16, blank=True))
    action_type = CODED(models.CharField(max_length=16, blank=True))
    plan_axis = CODED(models.CharField(max_length=32, blank=True))
    sdg = CODED(models.CharField(max_length=8, blank=True))
    priority = CODED(models.CharField(max_length=16))
    lead = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    lead_name = OUTSIDE(models.CharField(max_length=160, blank=True))
    due_on = DAY(models.DateField(null=True))
    indicator = CHECKED(models.CharField(max_length=240, blank=True))
    baseline = CHECKED(models.CharField(max_length=80, blank=True))
    target = CHECKED(models.CharField(max_length=80, blank=True))
    resources = CHECKED(models.CharField(max_length=240, blank=True))
    state = STATE(models.CharField(max_length=24))
    entered_on = DAY(models.DateField())
    addressed_on = DAY(models.DateField(null=True))
    answer_by = DAY(models.DateField(null=True))
    response = CODED(models.CharField(max_length=16, blank=True))
    response_reason = CHECKED(models.CharField(max_length=600, blank=True))
    response_how = CODED(models.CharField(max_length=16, blank=True))
    responded_on = DAY(models.DateField(null=True))
    # The last day on which the lead said anything: its answer, or a report that it handed in.
    heard_on = DAY(models.DateField(null=True))
    verified_on = DAY(models.DateField(null=True))
    ended_on = DAY(models.DateField(null=True))
    ended_reason = CHECKED(models.CharField(max_length=600, blank=True))
    ended_decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    exception = CHECKED(models.CharField(max_length=600, blank=True))
    grade = CODED(models.CharField(max_length=1, blank=True))
    grade_note = CHECKED(models.CharField(max_length=600, blank=True))
    graded_on = DAY(models.DateField(null=True))
    is_public = STATE(models.BooleanField(default=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "recommendation"
        indexes = [models.Index(fields=["state", "due_on"], name="recommendation_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead__isnull=True) | models.Q(lead_name=""), name="one_lead_of_a_recommendation"
            ),
            models.CheckConstraint(
                condition=models.Q(response="") | models.Q(response=states.ACCEPTS) | ~models.Q(response_reason=""),
                name="a_qualified_response_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(grade__in=("", *states.GRADES_GIVEN)), name="grade_d_is_never_given"
            ),
        ]

    @property
    def texts(self) -> dict[str, str]:
        """The text by language; '' where it has not been written."""
        return {"fr": self.text_fr, "ar": self.text_ar, "en": self.text_en}


class Contributor(Row):
    """Somebody who helps the lead: an institution of the list, or a name outside it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="contributors")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    name = OUTSIDE(models.CharField(max_length=160, blank=True))

    class Meta:
        db_table = "recommendation_contributor"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "institution"],
                condition=models.Q(institution__isnull=False),
                name="one_place_per_contributor",
            ),
            models.CheckConstraint(
                condition=models.Q(institution__isnull=True) ^ models.Q(name=""), name="a_contributor_is_somebody"
            ),
        ]


class RecommendationStep(Row):
    """One thing that happened to a recommendation, with what was said. Insert-only by trigger.

    `did` is the verb (`addressed`, `due_moved`, `graded` …); `code` what goes with it: the answer, the grade, the old
    day.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="steps")
    number = COUNT(models.PositiveSmallIntegerField())
    on = DAY(models.DateField())
    did = CODED(models.CharField(max_length=24))
    state = STATE(models.CharField(max_length=24))
    code = CODED(models.CharField(max_length=24, blank=True))
    note = CHECKED(models.CharField(max_length=600, blank=True))

    class Meta:
        db_table = "recommendation_step"
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_recommendation_step_per_number")
        ]


class FollowUpAction(Row):
    """One piece of work that serves one recommendation or several."""

    number = COUNT(models.PositiveIntegerField(unique=True))
    text = CHECKED(models.CharField(max_length=600))
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    entity = OUTSIDE(models.CharField(max_length=160, blank=True))
    due_on = DAY(models.DateField(null=True))
    state = STATE(models.CharField(max_length=16))
    note = CHECKED(models.CharField(max_length=600, blank=True))
    entered_on = DAY(models.DateField())
    ended_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "follow_up_action"


class ActionServes(Row):
    """That an action serves a recommendation."""

    action = models.ForeignKey(FollowUpAction, models.CASCADE, related_name="serves")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="served_by")

    class Meta:
        db_table = "follow_up_action_serves"
        constraints = [models.UniqueConstraint(fields=["action", "recommendation"], name="an_action_serves_it_once")]
