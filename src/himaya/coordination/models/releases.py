"""From an adopted edition to the screens: a release and its gates, what stops it, and harm that was noticed."""

from django.db import models

from himaya.coordination import states
from himaya.coordination.models.base import CHECKED, Row
from himaya.coordination.models.drafts import Edition
from himaya.coordination.models.tables import Document, RoundTable
from himaya.institutions.models import Delegate, Desk, Institution
from himaya.instruments.models import Version
from himaya.kernel.columns import CLOCK, CODED, CONTENT, COUNT, DAY, LINK, STATE, WORKER, Clear

PROPOSED = Clear("the reason of an office for what it does with a text; refused when it looks like data of one person")
FROZEN = Clear("what was seen at a gate: uids, versions, counts of open records, ids; shown with small counts hidden")


class Release(Row):
    """One edition on its way to the screens. Its state lives here, never in the edition.

    `gate` is the gate that it stands before. A roll-back is a release too: `rolls_back` is the one that it ends, and
    its edition is an earlier one, so that history stays linear. `effective_at` is a moment in the nation's zone.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="releases")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases")
    number = COUNT(models.PositiveSmallIntegerField())
    rolls_back = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = STATE(models.CharField(max_length=16))
    gate = STATE(models.CharField(max_length=16))
    reason = PROPOSED(models.CharField(max_length=600, blank=True))
    opened_by = WORKER(models.UUIDField(null=True))
    opened_at = CLOCK(models.DateTimeField())
    pilot_from = CLOCK(models.DateTimeField(null=True))
    pilot_until = CLOCK(models.DateTimeField(null=True))
    effective_at = CLOCK(models.DateTimeField(null=True))
    live_at = CLOCK(models.DateTimeField(null=True))
    ended_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "release"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_release_per_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state__in=states.RELEASE_UNDER_WAY),
                name="one_release_under_way",
            ),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state="live"), name="one_live_release_per_document"
            ),
        ]


class ReleaseStep(Row):
    """One gate that was passed, or one part of it: who, when, with what before them. Insert-only by trigger.

    `part` tells the two reviews, the three languages, the desks of the pilot and the institutions apart.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="steps")
    gate = CODED(models.CharField(max_length=16))
    part = CODED(models.CharField(max_length=64, blank=True))
    passed_at = CLOCK(models.DateTimeField())
    account = WORKER(models.UUIDField(null=True))
    name = CODED(models.CharField(max_length=160, blank=True))
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    how = CODED(models.CharField(max_length=16, blank=True))
    note = PROPOSED(models.CharField(max_length=1000, blank=True))
    detail = FROZEN(models.JSONField(default=dict))

    class Meta:
        db_table = "release_step"
        constraints = [models.UniqueConstraint(fields=["release", "gate", "part"], name="one_step_per_gate_and_part")]


class PilotDesk(Row):
    """A desk that tries a release before the others, and what it found."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="pilot_desks")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    finding = CHECKED(models.CharField(max_length=1000, blank=True))
    harmful = STATE(models.BooleanField(default=False))
    found_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "release_pilot_desk"
        constraints = [models.UniqueConstraint(fields=["release", "desk"], name="one_pilot_per_desk")]


class HarmReport(Row):
    """Somebody noticed that a clause, or a form, does harm. Desk and institution only: never who, never about whom."""

    number = COUNT(models.PositiveIntegerField(unique=True))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    uid = CONTENT(models.CharField(max_length=48, blank=True))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    kind = CODED(models.CharField(max_length=24))
    text = CHECKED(models.CharField(max_length=1000))
    noticed_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    answer = PROPOSED(models.CharField(max_length=1000, blank=True))
    settled_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "harm_report"


class Suspension(Row):
    """A release, or one clause of it (`uid`), taken off the screens at once by two people; looked at by the next table.

    `version_ids` are the derived versions that stand in for those without the clause, by form name.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="suspensions")
    uid = CONTENT(models.CharField(max_length=48, blank=True))
    reason = PROPOSED(models.CharField(max_length=600))
    harm = models.ForeignKey(HarmReport, models.PROTECT, null=True, related_name="+")
    asked_by = WORKER(models.UUIDField())
    asked_at = CLOCK(models.DateTimeField())
    confirmed_by = WORKER(models.UUIDField(null=True))
    confirmed_at = CLOCK(models.DateTimeField(null=True))
    state = STATE(models.CharField(max_length=16))
    stand_ins = LINK(models.JSONField(default=dict))
    settled_at_table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")
    settled_at = CLOCK(models.DateTimeField(null=True))
    answer = PROPOSED(models.CharField(max_length=600, blank=True))

    class Meta:
        db_table = "suspension"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("asked_by")), name="a_suspension_takes_two_people"
            ),
            models.UniqueConstraint(
                fields=["release", "uid"],
                condition=models.Q(state__in=("asked", "in_force")),
                name="one_suspension_of_a_clause",
            ),
        ]
