"""What happened, under an opaque person id: cases, sealed answers, consents, referrals, tallies."""

from django.db import models

from himaya.cases import rules_grants, states
from himaya.cases.models_closures import Closure
from himaya.cases.models_compartments import Compartment, CompartmentGrant, CompartmentNote
from himaya.cases.models_consents import Consent
from himaya.cases.models_handovers import Arrival, HandOver
from himaya.cases.models_inbound import InboundSheet, InboundWords
from himaya.cases.models_known_as import KnownAs
from himaya.cases.models_links import PartnerLink
from himaya.cases.models_notices import SharingException, WithdrawalNotice
from himaya.cases.models_retention import ErasedForm, Erasure, LegalHold
from himaya.institutions.models import Account, Desk, Institution
from himaya.instruments.models import Version
from himaya.kernel.columns import CLOCK, CODED, CONTENT, COUNT, DAY, DESK, GROUP, ID, LINK, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person

__all__ = [
    "Arrival",
    "Case",
    "Closure",
    "Compartment",
    "CompartmentGrant",
    "CompartmentNote",
    "Consent",
    "ErasedForm",
    "Erasure",
    "HandOver",
    "InboundSheet",
    "InboundWords",
    "KnownAs",
    "LegalHold",
    "PartnerLink",
    "Referral",
    "ReferralStep",
    "SharingException",
    "Submission",
    "Tally",
    "WithdrawalNotice",
]


class Case(models.Model):
    """One protected person's way through one institution. In clear: ids, desks, states and days only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = ID(models.CharField(max_length=9, unique=True))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    opened_by = WORKER(models.UUIDField())
    opened_on = DAY(models.DateField())
    route = CODED(models.CharField(max_length=16))
    next_step = STATE(models.CharField(max_length=16, blank=True))
    age_group = GROUP(models.CharField(max_length=16))
    language = GROUP(models.CharField(max_length=8, blank=True))
    region = GROUP(models.CharField(max_length=64, blank=True))
    state = STATE(models.CharField(max_length=16, default="open"))
    close_reason = CODED(models.CharField(max_length=48, blank=True))
    closed_on = DAY(models.DateField(null=True))
    # Somebody looked at a quiet file and said that it is still needed: until this day nobody is asked again.
    needed_until = DAY(models.DateField(null=True))
    # The last day on which another room did something for it, it was opened again, or an old file was said to be still
    # needed: what else this room did is read from its own rows.
    stirred_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "case_file"
        indexes = [
            models.Index(fields=["desk", "state", "-opened_on"], name="case_by_desk"),
            models.Index(fields=["opened_by", "state", "-opened_on"], name="case_by_worker"),
        ]
        constraints = [
            # The periods of keeping count from the day: it stands while the file is closed, and only then.
            models.CheckConstraint(
                condition=models.Q(state="open", closed_on__isnull=True, close_reason="")
                | models.Q(state="closed", closed_on__isnull=False),
                name="a_closed_file_has_its_day",
            )
        ]


class Submission(SealedModel):
    """One filled form, all answers in one sealed blob, with the version and so the clause of each answer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField(unique=True))
    # Its place among the sets of answers of its case: days are too coarse to order them.
    number = COUNT(models.PositiveSmallIntegerField(default=1))
    made_on = DAY(models.DateField())
    answers = SealedField(key="story", json_value=True)
    # What a referral may need and no form asked, by data class: needs, gender, dependants, guardian_flag …
    details = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "submission"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_submission_per_number")]


class CaseFile(SealedModel):
    """A file of a case, beside the database as a blob. In clear: its kind, size and days, and why it was removed.

    `secret` holds the key of the blob and the hash of its content. Once removed, both sealed columns are empty.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField(unique=True))
    # Its place among the files of its case: its words are sealed, and something must name it.
    number = COUNT(models.PositiveSmallIntegerField())
    blob = ID(models.UUIDField(unique=True))
    kind = CODED(models.CharField(max_length=8))
    size = COUNT(models.PositiveIntegerField())
    added_by = WORKER(models.UUIDField())
    added_on = DAY(models.DateField())
    removed_on = DAY(models.DateField(null=True))
    removed_reason = CODED(models.CharField(max_length=24, blank=True))
    description = SealedField(key="story")
    secret = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "case_attachment"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_file_per_number"),
            models.CheckConstraint(
                condition=models.Q(removed_on__isnull=True, removed_reason="", secret__isnull=False)
                | models.Q(removed_on__isnull=False, secret__isnull=True, description__isnull=True),
                name="a_removed_file_keeps_no_word_and_no_key",
            ),
        ]


class Referral(SealedModel):
    """A request from one desk to another for one service, with only what was agreed, sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    screening = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")
    reference = ID(models.CharField(max_length=9, unique=True))
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    sent_by = WORKER(models.UUIDField())
    service = CODED(models.CharField(max_length=48))
    urgency = CODED(models.CharField(max_length=16))
    age_group = GROUP(models.CharField(max_length=16))
    language = GROUP(models.CharField(max_length=8, blank=True))
    region = GROUP(models.CharField(max_length=64, blank=True))
    state = STATE(models.CharField(max_length=24))
    reason = CODED(models.CharField(max_length=48, blank=True))
    services_taken = CODED.wordless(models.JSONField(default=list))
    proposed_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    sent_at = CLOCK(models.DateTimeField())
    target_at = CLOCK(models.DateTimeField())
    answered_at = CLOCK(models.DateTimeField(null=True))
    reminded_at = CLOCK(models.DateTimeField(null=True))
    escalated_at = CLOCK(models.DateTimeField(null=True))
    report_due_on = DAY(models.DateField(null=True))
    delivered = CODED(models.CharField(max_length=16, blank=True))
    delivered_on = DAY(models.DateField(null=True))
    next_action = CODED(models.CharField(max_length=48, blank=True))
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Several desks asked for one need bear one number; `first_only`: the first who takes it whole has it.
    group = LINK(models.UUIDField(null=True))
    first_only = CODED(models.BooleanField(default=False))
    # When somebody at the receiving desk first opened it: which desk, never who.
    opened_at = CLOCK(models.DateTimeField(null=True))
    # What became of the part that was not taken on; empty while that is open.
    rest = CODED(models.CharField(max_length=16, blank=True))
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
            models.Index(fields=["group"], name="referrals_of_a_need", condition=models.Q(group__isnull=False)),
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
            models.UniqueConstraint(fields=["group", "to_desk"], name="a_need_asks_a_desk_once"),
            models.CheckConstraint(
                condition=models.Q(first_only=False) | models.Q(group__isnull=False),
                name="the_first_is_one_of_several",
            ),
            models.CheckConstraint(
                condition=models.Q(rest="") | models.Q(rest__in=states.RESTS), name="what_became_of_a_rest_is_known"
            ),
        ]


class ReferralStep(models.Model):
    """One step of a referral, as its two desks see it: what, when, which desk, in which role."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    at = CLOCK(models.DateTimeField())
    action = CODED(models.CharField(max_length=32))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    code = CODED(models.CharField(max_length=48, blank=True))

    class Meta:
        db_table = "referral_step"
        indexes = [models.Index(fields=["referral", "at"], name="steps_in_order")]


class Tally(models.Model):
    """A count that survives: desk (or none), audience, region, month. Written with the change that it counts."""

    kind = CODED(models.CharField(max_length=24))
    month = DAY(models.DateField())
    desk_id = DESK(models.CharField(max_length=64, blank=True))
    audience = CODED(models.CharField(max_length=32, blank=True))
    region = GROUP(models.CharField(max_length=64, blank=True))
    version = CONTENT(models.CharField(max_length=80, blank=True))
    clause = CONTENT(models.CharField(max_length=32, blank=True))
    answer = CODED(models.CharField(max_length=32, blank=True))
    count = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "tally"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "month", "desk_id", "audience", "region", "version", "clause", "answer"],
                name="one_row_per_count",
            )
        ]


class Grant(models.Model):
    """Who may see a case, how much of it and until when. Ended, never widened: more is a new row.

    For a desk, or for an account while it sits at `institution`. Only the desk that holds the case has no end.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    kind = CODED(models.CharField(max_length=16))
    level = CODED(models.CharField(max_length=8))
    sections = CODED.wordless(models.JSONField(default=list))
    reason = CODED(models.CharField(max_length=24, blank=True))
    granted_by = WORKER(models.UUIDField(null=True))
    granted_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField(null=True))
    revoked_by = WORKER(models.UUIDField(null=True))
    revoked_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "case_grant"
        indexes = [
            models.Index(fields=["desk", "case"], name="grant_of_desk", condition=models.Q(revoked_at__isnull=True)),
            models.Index(
                fields=["account", "case"], name="grant_of_account", condition=models.Q(revoked_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=rules_grants.KINDS), name="grant_kind_is_known"),
            models.CheckConstraint(condition=models.Q(level__in=rules_grants.LEVELS), name="grant_level_is_known"),
            models.CheckConstraint(
                condition=models.Q(desk__isnull=False, account__isnull=True)
                | models.Q(desk__isnull=True, account__isnull=False, institution__isnull=False),
                name="grant_is_for_a_desk_or_an_account",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=False)
                | models.Q(kind=rules_grants.TEAM, desk__isnull=False, level=rules_grants.FULL),
                name="only_the_holding_desk_has_no_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=rules_grants.BREAK_GLASS) | models.Q(account__isnull=False),
                name="an_emergency_is_one_person_s",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(expires_at__isnull=True, revoked_at__isnull=True),
                name="one_desk_holds_a_case",
            ),
        ]


class Exclusion(models.Model):
    """An account that takes no part in a case for a conflict of interest: for it the case does not exist."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reason = CODED(models.CharField(max_length=24))
    excluded_by = WORKER(models.UUIDField())
    excluded_at = CLOCK(models.DateTimeField())
    lifted_by = WORKER(models.UUIDField(null=True))
    lifted_at = CLOCK(models.DateTimeField(null=True))
    # It was said of somebody who is the same person, by this line. The line erased, it stays as if said here: so this
    # is a number and points at nothing.
    line = LINK(models.UUIDField(null=True))

    class Meta:
        db_table = "case_exclusion"
        indexes = [
            models.Index(
                fields=["account", "case"], name="exclusion_in_force", condition=models.Q(lifted_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "account"],
                condition=models.Q(lifted_at__isnull=True),
                name="one_exclusion_per_account",
            )
        ]


class Emergency(models.Model):
    """A case opened in an emergency by somebody to whom it was closed, and what became of the review."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    reason = CODED(models.CharField(max_length=24))
    begun_at = CLOCK(models.DateTimeField())
    review_due_on = DAY(models.DateField())
    outcome = CODED(models.CharField(max_length=16, blank=True))
    reviewed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reviewed_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "case_emergency"
        indexes = [models.Index(fields=["outcome", "review_due_on"], name="emergencies_to_review")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | models.Q(outcome__in=rules_grants.OUTCOMES, reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="a_review_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("account")),
                name="nobody_reviews_themself",
            ),
        ]
