"""What happened, under an opaque person id: cases, sealed answers, consents, referrals, tallies."""

from django.db import models

from himaya.cases import states
from himaya.institutions.models import Desk, Institution
from himaya.instruments.models import Version
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class Case(models.Model):
    """One protected person's way through one institution. In clear: ids, desks, states and days only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=9, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    opened_by = models.UUIDField()
    opened_on = models.DateField()
    route = models.CharField(max_length=16)
    next_step = models.CharField(max_length=16, blank=True)
    age_group = models.CharField(max_length=16)
    language = models.CharField(max_length=8, blank=True)
    region = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, default="open")
    # When the person last took an agreement back: a form opened before this moment no longer sends anything.
    withdrawn_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=48, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "case_file"
        indexes = [
            models.Index(fields=["desk", "state", "-opened_on"], name="case_by_desk"),
            models.Index(fields=["opened_by", "state", "-opened_on"], name="case_by_worker"),
        ]


class Submission(SealedModel):
    """One filled form, all answers in one sealed blob, with the version and so the clause of each answer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    instance_id = models.UUIDField(unique=True)
    # Its place among the sets of answers of its case: days are too coarse to order them.
    number = models.PositiveSmallIntegerField(default=1)
    made_on = models.DateField()
    answers = SealedField(key="story", json_value=True)
    # What a referral may need and no form asked, by data class: needs, gender, dependants, guardian_flag …
    details = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "submission"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_submission_per_number")]


class Consent(models.Model):
    """What the person agreed to: one recipient, one purpose, named classes of data; or the basis without consent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=16)
    purpose = models.CharField(max_length=48)
    recipient = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    data_classes = models.JSONField()
    language = models.CharField(max_length=8)
    interpreter = models.CharField(max_length=16)
    told_first = models.BooleanField(default=True)
    not_told_reason = models.CharField(max_length=48, blank=True)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "consent"
        constraints = [
            models.CheckConstraint(condition=models.Q(basis__in=states.ROUTES), name="consent_has_a_basis"),
            models.CheckConstraint(
                condition=~models.Q(basis="legal_duty") | models.Q(told_first=True) | ~models.Q(not_told_reason=""),
                name="told_first_or_a_reason",
            ),
        ]


class Referral(SealedModel):
    """A request from one desk to another for one service, with only what was agreed, sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    screening = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=9, unique=True)
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    sent_by = models.UUIDField()
    service = models.CharField(max_length=48)
    urgency = models.CharField(max_length=16)
    age_group = models.CharField(max_length=16)
    language = models.CharField(max_length=8, blank=True)
    region = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=24)
    reason = models.CharField(max_length=48, blank=True)
    services_taken = models.JSONField(default=list)
    proposed_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    target_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    report_due_on = models.DateField(null=True)
    delivered = models.CharField(max_length=16, blank=True)
    delivered_on = models.DateField(null=True)
    next_action = models.CharField(max_length=48, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    packet_identity = SealedField(key="identity", json_value=True)
    packet_story = SealedField(key="story", json_value=True)
    question = SealedField(key="story")
    answer = SealedField(key="story")
    note = SealedField(key="story")

    class Meta:
        db_table = "referral"
        indexes = [
            models.Index(fields=["to_desk", "state", "target_at"], name="referral_inbox"),
            models.Index(fields=["from_desk", "state", "-sent_at"], name="referral_sent_list"),
            models.Index(fields=["state", "target_at"], name="referral_clock"),
            models.Index(fields=["from_desk", "-sent_at"], name="referral_sent_recent"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=states.STATES), name="referral_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(from_desk=models.F("to_desk")), name="referral_goes_to_another_desk"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=states.ANSWERED) | models.Q(answered_at__isnull=False),
                name="an_answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=states.REPORTED_BACK) | ~models.Q(delivered=""),
                name="a_report_says_what_became_of_it",
            ),
            models.UniqueConstraint(fields=["follows"], name="one_referral_follows_another"),
        ]


class ReferralStep(models.Model):
    """One step of a referral, as its two desks see it: what, when, which desk, in which role."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    action = models.CharField(max_length=32)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    code = models.CharField(max_length=48, blank=True)

    class Meta:
        db_table = "referral_step"
        indexes = [models.Index(fields=["referral", "at"], name="steps_in_order")]


class Tally(models.Model):
    """A count that survives: desk (or none), audience, region, month. Written with the change that it counts."""

    kind = models.CharField(max_length=24)
    month = models.DateField()
    desk_id = models.CharField(max_length=64, blank=True)
    audience = models.CharField(max_length=32, blank=True)
    region = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=80, blank=True)
    clause = models.CharField(max_length=32, blank=True)
    answer = models.CharField(max_length=32, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "tally"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "month", "desk_id", "audience", "region", "version", "clause", "answer"],
                name="one_row_per_count",
            )
        ]
