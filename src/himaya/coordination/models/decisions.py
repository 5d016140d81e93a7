"""What the table decided, who said what, and what an institution holds back."""

from django.db import models

from himaya.coordination.models.base import SAID, Row, Sourced
from himaya.coordination.models.tables import AgendaItem, Document, Quorum, RoundTable
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, PAPER, STATE


class Decision(Row, Sourced):
    """One question put to the table. `wording` is what is decided; `confirmed_*` says which body made it final.

    `parts` names the clauses that it is about, when it is not about the whole of its document. `quorum` is the one at
    the putting, `concluded_quorum` the one at the concluding; `result` holds what was counted and why it ended so.
    """

    table = models.ForeignKey(RoundTable, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    number = COUNT(models.PositiveSmallIntegerField())
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    wording_fr = SAID(models.TextField(blank=True))
    wording_ar = SAID(models.TextField(blank=True))
    wording_en = SAID(models.TextField(blank=True))
    parts = SAID(models.JSONField(default=list))
    method = CODED(models.CharField(max_length=16))
    half_day = DAY(models.CharField(max_length=16, blank=True))
    quorum = models.ForeignKey(Quorum, models.PROTECT, null=True, related_name="+")
    concluded_quorum = models.ForeignKey(Quorum, models.PROTECT, null=True, related_name="+")
    state = STATE(models.CharField(max_length=16))
    put_at = CLOCK(models.DateTimeField())
    concluded_at = CLOCK(models.DateTimeField(null=True))
    result = COUNT(models.JSONField(default=dict))
    confirm_by = CODED(models.CharField(max_length=16))
    confirmed_on = DAY(models.DateField(null=True))
    confirmed_reference = PAPER(models.CharField(max_length=80, blank=True))
    reason = SAID(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "decision"
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="one_decision_per_number")]


class Position(Row):
    """What one institution says on one question: one voice. An objection has a reason; the database insists.

    `role` is the one in which the delegate spoke; `confirmed_*` when its validating authority confirmed it, and how.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="positions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stance = CODED(models.CharField(max_length=16))
    reason = SAID(models.CharField(max_length=600, blank=True))
    how = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    role = CODED(models.CharField(max_length=16, blank=True))
    said_at = CLOCK(models.DateTimeField())
    confirmed_on = DAY(models.DateField(null=True))
    confirmed_how = CODED(models.CharField(max_length=16, blank=True))
    confirmed_by = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "position"
        constraints = [
            models.UniqueConstraint(fields=["decision", "institution"], name="one_voice_per_institution"),
            models.CheckConstraint(
                condition=~models.Q(stance="object") | ~models.Q(reason=""), name="an_objection_has_a_reason"
            ),
        ]


class Reservation(Row):
    """An institution adopts, but not this part. Printed with the decision; looked at again on `review_on`."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reservations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    clause = SAID(models.CharField(max_length=80, blank=True))
    text = SAID(models.CharField(max_length=600))
    review_on = DAY(models.DateField())
    lifted_on = DAY(models.DateField(null=True))
    lifted_at_table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "reservation"
