"""What the table decided, who said what, and what an institution holds back."""

from django.db import models

from himaya.coordination.models.base import Row, Sourced
from himaya.coordination.models.tables import AgendaItem, Document, Quorum, RoundTable
from himaya.institutions.models import Delegate, Institution


class Decision(Row, Sourced):
    """One question put to the table. `wording` is what is decided; `confirmed_*` says which body made it final.

    `parts` names the clauses that it is about, when it is not about the whole of its document. `quorum` is the one at
    the putting, `concluded_quorum` the one at the concluding; `result` holds what was counted and why it ended so.
    """

    table = models.ForeignKey(RoundTable, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    wording_fr = models.TextField(blank=True)
    wording_ar = models.TextField(blank=True)
    wording_en = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    method = models.CharField(max_length=16)
    half_day = models.CharField(max_length=16, blank=True)
    quorum = models.ForeignKey(Quorum, models.PROTECT, null=True, related_name="+")
    concluded_quorum = models.ForeignKey(Quorum, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16)
    put_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    confirm_by = models.CharField(max_length=16)
    confirmed_on = models.DateField(null=True)
    confirmed_reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=240, blank=True)

    class Meta:
        db_table = "decision"
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="one_decision_per_number")]


class Position(Row):
    """What one institution says on one question: one voice. An objection has a reason; the database insists.

    `role` is the one in which the delegate spoke; `confirmed_*` when its validating authority confirmed it, and how.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="positions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=16)
    reason = models.CharField(max_length=600, blank=True)
    how = models.CharField(max_length=16)
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16, blank=True)
    said_at = models.DateTimeField()
    confirmed_on = models.DateField(null=True)
    confirmed_how = models.CharField(max_length=16, blank=True)
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
    clause = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=600)
    review_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_at_table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "reservation"
