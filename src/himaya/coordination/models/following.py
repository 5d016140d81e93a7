"""How the work goes: reports, evidence, reminders, links to answer by, and what was frozen at each table."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from himaya.coordination import states_following as states
from himaya.coordination.models.base import CHECKED, OUTSIDE, Row
from himaya.coordination.models.recommendations import Recommendation
from himaya.coordination.models.tables import RoundTable
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, DESK, KEY, STATE, Clear
from himaya.kernel.sealed import SealedField, SealedModel

SIGNED = Clear("the official who signed a paper for somebody outside the list, as the paper names them")
FROZEN_LINE = Clear("how a recommendation stood when a table closed, as everybody at the table could read it")


class ReplyLink(Row):
    """A link by which a delegate without an account answers for an institution, until it expires or is withdrawn.

    The secret part of the address is computed from the id and is not kept. `role` says what it may do: speak (answer,
    report) or validate.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=16))
    made_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    revoked_at = CLOCK(models.DateTimeField(null=True))
    used_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "reply_link"


class ProgressReport(Row):
    """What an institution reports of a recommendation: written, submitted, validated by its authority, then accepted.

    `institution` is empty for somebody outside the list; then `entity` names it. `done` says that the institution
    takes the work for finished: that is its own word, and verifies nothing. `value` is where the indicator stands.
    `how` is the channel by which it came; `validated_how` the one by which the authority validated.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="reports")
    number = COUNT(models.PositiveSmallIntegerField())
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    entity = OUTSIDE(models.CharField(max_length=160, blank=True))
    as_of = DAY(models.DateField())
    text = CHECKED(models.TextField())
    value = CHECKED(models.CharField(max_length=80, blank=True))
    done = STATE(models.BooleanField(default=False))
    state = STATE(models.CharField(max_length=16))
    how = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    received_on = DAY(models.DateField(null=True))
    submitted_on = DAY(models.DateField(null=True))
    validated_how = CODED(models.CharField(max_length=16, blank=True))
    validated_on = DAY(models.DateField(null=True))
    validated_by = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    signed_by = SIGNED(models.CharField(max_length=160, blank=True))
    accepted_on = DAY(models.DateField(null=True))
    returned_on = DAY(models.DateField(null=True))
    returned_by = CODED(models.CharField(max_length=16, blank=True))
    returned_reason = CHECKED(models.CharField(max_length=600, blank=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "progress_report"
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_report_per_number"),
            models.UniqueConstraint(
                fields=["recommendation", "institution"],
                condition=models.Q(state__in=states.REPORT_UNDER_WAY, institution__isnull=False),
                name="one_report_under_way",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "entity"],
                condition=models.Q(state__in=states.REPORT_UNDER_WAY, institution__isnull=True),
                name="one_report_under_way_from_outside",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=states.RETURNED) | ~models.Q(returned_reason=""),
                name="a_returned_report_has_a_reason",
            ),
        ]


class Evidence(Row):
    """What shows it: a cleaned file with its hash, or where the original is kept. `dated_on` is the document's own day.

    The file itself is an `EvidenceFile`; `media`, `size` and `sha256` are of it.

    `confidentiality`: `public`, `members` (whoever sees the recommendation), `secretariat` (with the institution that
    gave it). Never changed; withdrawn with a reason.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="evidence")
    report = models.ForeignKey(ProgressReport, models.PROTECT, null=True, related_name="evidence")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    kind = CODED(models.CharField(max_length=16))
    title = CHECKED(models.CharField(max_length=240))
    dated_on = DAY(models.DateField())
    confidentiality = CODED(models.CharField(max_length=16))
    where = CHECKED(models.CharField(max_length=240, blank=True))
    media = CODED(models.CharField(max_length=8, blank=True))
    size = COUNT(models.PositiveIntegerField(default=0))
    sha256 = KEY(models.CharField(max_length=64, blank=True))
    added_on = DAY(models.DateField())
    withdrawn_on = DAY(models.DateField(null=True))
    withdrawn_reason = CHECKED(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sha256="") | ~models.Q(where=""), name="evidence_is_a_file_or_a_place"
            )
        ]


class EvidenceFile(SealedModel):
    """The cleaned file of a piece of evidence, sealed under a key of its own; base64 of a PDF or a JPEG."""

    SUBJECT: ClassVar[str] = "subject_id"

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="file")
    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    content = SealedField(key="note")

    class Meta:
        db_table = "evidence_file"

    @property
    def seal_subject(self) -> UUID:
        """The subject whose key seals this file."""
        return self.subject_id


class FollowUpReminder(Row):
    """One reminder to the lead of a recommendation, sent by mail, or by letter when the secretariat says so.

    `kind`: its answer, or its report, is awaited. `number` counts those since it was last heard. `owed` is how it is
    still to go out (`mail`, `letter`), empty once it has.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="reminders")
    kind = CODED(models.CharField(max_length=16))
    number = COUNT(models.PositiveSmallIntegerField())
    since = DAY(models.DateField())
    made_on = DAY(models.DateField())
    owed = STATE(models.CharField(max_length=16, blank=True))
    sent_on = DAY(models.DateField(null=True))
    how = CODED(models.CharField(max_length=16, blank=True))
    claimed_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "follow_up_reminder"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "kind", "since", "number"], name="one_reminder_per_number"
            )
        ]


class FollowUpSnapshot(Row):
    """How the whole register stood when a table closed. Insert-only by trigger; `sha256` is over its lines."""

    table = models.OneToOneField(RoundTable, models.PROTECT, related_name="snapshot")
    taken_at = CLOCK(models.DateTimeField())
    on = DAY(models.DateField())
    sha256 = KEY(models.CharField(max_length=64))

    class Meta:
        db_table = "follow_up_snapshot"


class SnapshotLine(Row):
    """One recommendation as it stood then. Insert-only by trigger.

    `reported` is the institution's own word that it is done, `verified` what the secretariat found: kept apart.
    """

    snapshot = models.ForeignKey(FollowUpSnapshot, models.PROTECT, related_name="lines")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveIntegerField())
    state = STATE(models.CharField(max_length=24))
    response = CODED(models.CharField(max_length=16, blank=True))
    grade = CODED(models.CharField(max_length=1, blank=True))
    overdue = STATE(models.BooleanField())
    reported = STATE(models.BooleanField())
    verified = STATE(models.BooleanField())
    due_on = DAY(models.DateField(null=True))
    theme = CODED(models.CharField(max_length=16, blank=True))
    lead_id = DESK(models.CharField(max_length=64, blank=True))
    lead_name = OUTSIDE(models.CharField(max_length=160, blank=True))
    note = FROZEN_LINE(models.CharField(max_length=600, blank=True))

    class Meta:
        db_table = "follow_up_snapshot_line"
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "recommendation"], name="one_line_per_recommendation")
        ]
