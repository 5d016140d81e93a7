"""A round table: when and where, its agenda, who was asked, who was there, whether enough were there."""

from django.db import models

from himaya.coordination.models.base import Row, Sourced, Titled
from himaya.coordination.models.cycles import Cycle, Theme
from himaya.institutions.models import Delegate, Institution
from himaya.instruments.models import Version


class RoundTable(Titled, Sourced):
    """A numbered meeting of a cycle. Moments are kept in UTC, with the name of the zone they were meant in.

    `sequence` is the one of its calendar invitation: it rises with each change that guests must hear of.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=48)
    place = models.CharField(max_length=240, blank=True)
    link = models.CharField(max_length=240, blank=True)
    state = models.CharField(max_length=16)
    reason = models.CharField(max_length=240, blank=True)
    chair = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

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
    kind = models.CharField(max_length=24)
    owner = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    decide_on = models.DateField(null=True)
    state = models.CharField(max_length=16)

    class Meta:
        db_table = "round_table_document"


class AgendaItem(Titled, Sourced):
    """One point of the agenda. `seed` says why the system proposed it; the same reason never comes twice to a table."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    presenter = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    seed = models.CharField(max_length=64, blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said_fr = models.TextField(blank=True)
    said_ar = models.TextField(blank=True)
    said_en = models.TextField(blank=True)
    reason = models.CharField(max_length=240, blank=True)

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
    seat_kind = models.CharField(max_length=16)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=16)
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    standing_in = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=240, blank=True)
    how = models.CharField(max_length=16, blank=True)
    answered_by = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    mail_owed = models.CharField(max_length=16, blank=True)
    mail_claimed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mailed_sequence = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "invitation"
        constraints = [models.UniqueConstraint(fields=["table", "institution"], name="one_invitation_per_institution")]


class Attendance(Row):
    """Who sat for an institution in one half-day (`2026-12-10-am`).

    `left_at`: it was counted in a frozen quorum and left afterwards; from then on it no longer counts.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="attendances")
    half_day = models.CharField(max_length=16)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    status = models.CharField(max_length=16)
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    standing_in = models.CharField(max_length=160, blank=True)
    marked_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

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
    half_day = models.CharField(max_length=16)
    frozen_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    there = models.PositiveSmallIntegerField()
    reached = models.BooleanField()
    closes = models.BooleanField(default=False)
    detail = models.JSONField()

    class Meta:
        db_table = "quorum"
