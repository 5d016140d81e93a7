"""A round table: when and where, its agenda, who was asked, who was there, whether enough were there."""

from django.db import models

from himaya.coordination.models.base import SAID, Row, Sourced, Titled
from himaya.coordination.models.cycles import Cycle, Theme
from himaya.institutions.models import Delegate, Institution
from himaya.instruments.models import Version
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, STATE, Clear

MEETS = Clear("where a meeting of institutions takes place: on every invitation to it")
STANDS_IN = Clear("an official who comes in the place of a delegate, as the institution itself names them")


class RoundTable(Titled, Sourced):
    """A numbered meeting of a cycle. Moments are kept in UTC, with the name of the zone they were meant in.

    `sequence` is the one of its calendar invitation: it rises with each change that guests must hear of.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="tables")
    number = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=16))
    starts_at = CLOCK(models.DateTimeField())
    ends_at = CLOCK(models.DateTimeField())
    zone = CODED(models.CharField(max_length=48))
    place = MEETS(models.CharField(max_length=240, blank=True))
    link = MEETS(models.CharField(max_length=240, blank=True))
    state = STATE(models.CharField(max_length=16))
    reason = SAID(models.CharField(max_length=240, blank=True))
    chair = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    answer_by = DAY(models.DateField(null=True))
    sequence = COUNT(models.PositiveIntegerField(default=0))
    opened_at = CLOCK(models.DateTimeField(null=True))
    closed_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "round_table"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_table_per_number"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="table_ends_after_it_starts"
            ),
        ]


class Document(Titled):
    """A text on its way to a decision: a protocol, an indicator set, an interview guide, a procedure or a form."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="documents")
    kind = CODED(models.CharField(max_length=24))
    owner = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    decide_on = DAY(models.DateField(null=True))
    state = STATE(models.CharField(max_length=16))

    class Meta:
        db_table = "round_table_document"


class AgendaItem(Titled, Sourced):
    """One point of the agenda. `seed` says why the system proposed it; the same reason never comes twice to a table."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="items")
    position = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=16))
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    minutes = COUNT(models.PositiveSmallIntegerField())
    presenter = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    seed = CODED(models.CharField(max_length=64, blank=True))
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = STATE(models.CharField(max_length=16))
    started_at = CLOCK(models.DateTimeField(null=True))
    ended_at = CLOCK(models.DateTimeField(null=True))
    said_fr = SAID(models.TextField(blank=True))
    said_ar = SAID(models.TextField(blank=True))
    said_en = SAID(models.TextField(blank=True))
    reason = SAID(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "agenda_item"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "seed"], condition=~models.Q(seed=""), name="one_item_per_seed_and_table"
            )
        ]


class Invitation(Row):
    """One institution asked to one table, and its answer by name. `revision` rises with each answer.

    `mail_owed` is what waits to go out by mail (request, reminder, cancel); `mailed_sequence` the last that did.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="invitations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    seat_kind = CODED(models.CharField(max_length=16))
    sent_at = CLOCK(models.DateTimeField(null=True))
    answer = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    standing_in = STANDS_IN(models.CharField(max_length=160, blank=True))
    reason = SAID(models.CharField(max_length=240, blank=True))
    how = CODED(models.CharField(max_length=16, blank=True))
    answered_by = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    answered_at = CLOCK(models.DateTimeField(null=True))
    received_on = DAY(models.DateField(null=True))
    revision = COUNT(models.PositiveIntegerField(default=0))
    reminded_at = CLOCK(models.DateTimeField(null=True))
    mail_owed = STATE(models.CharField(max_length=16, blank=True))
    mail_claimed_at = CLOCK(models.DateTimeField(null=True))
    mailed_at = CLOCK(models.DateTimeField(null=True))
    mailed_sequence = COUNT(models.PositiveIntegerField(null=True))

    class Meta:
        db_table = "invitation"
        constraints = [models.UniqueConstraint(fields=["table", "institution"], name="one_invitation_per_institution")]


class Attendance(Row):
    """Who sat for an institution in one half-day (`2026-12-10-am`).

    `left_at`: it was counted in a frozen quorum and left afterwards; from then on it no longer counts.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="attendances")
    half_day = DAY(models.CharField(max_length=16))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    status = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    standing_in = STANDS_IN(models.CharField(max_length=160, blank=True))
    marked_at = CLOCK(models.DateTimeField())
    left_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["table", "half_day", "institution"], name="one_attendance_per_half_day")
        ]


class Quorum(Row):
    """A quorum that was computed and frozen: the rule, what it asks, who was there. Written, never changed.

    `closes`: it ends the half-day, and attendance is marked there no more. Without it, it stands under one decision.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="quorums")
    half_day = DAY(models.CharField(max_length=16))
    frozen_at = CLOCK(models.DateTimeField())
    seats = COUNT(models.PositiveSmallIntegerField())
    needed = COUNT(models.PositiveSmallIntegerField())
    there = COUNT(models.PositiveSmallIntegerField())
    reached = STATE(models.BooleanField())
    closes = STATE(models.BooleanField(default=False))
    detail = COUNT(models.JSONField())

    class Meta:
        db_table = "quorum"
