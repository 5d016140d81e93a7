"""Somebody found abroad who comes: the sheet, which says how far it is, and its words, which live until it is answered.

The desk that sent it reads of it how far it is, and nothing else. Nobody has a row as a person before a desk at the
point of arrival takes the sheet: its words have a key of their own, which is destroyed with the answer.
"""

from django.db import models
from django.db.models import F, Q

from himaya.cases import rules_inbound as rules
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, DAY, ID, LINK, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel


class InboundSheet(models.Model):
    """One sheet from a desk abroad to a desk at the point of arrival. The day is for the clock; nobody is named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = ID(models.CharField(max_length=9, unique=True))
    instance_id = ID(models.UUIDField(unique=True))
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    state = STATE(models.CharField(max_length=16, default=rules.SENT))
    age_group = CODED(models.CharField(max_length=16))
    language = CODED(models.CharField(max_length=8))
    # None while nothing was decided for a child.
    arrives_on = DAY(models.DateField(null=True))
    sent_by = WORKER(models.UUIDField())
    sent_at = CLOCK(models.DateTimeField())
    ended_at = CLOCK(models.DateTimeField(null=True))
    # What the desk abroad said last; where somebody expects the person or met them, it ends nothing there.
    taken_back_at = CLOCK(models.DateTimeField(null=True))
    decline_reason = CODED(models.CharField(max_length=48, blank=True))
    # Of the desk that took it; the desk that sent it learns nothing of it.
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "inbound_sheet"
        indexes = [models.Index(fields=["to_desk", "state"], name="inbound_to_a_desk")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="inbound_state_is_known"),
            models.CheckConstraint(condition=Q(age_group__in=rules.AGES), name="inbound_age_was_asked"),
            models.CheckConstraint(condition=~Q(from_desk=F("to_desk")), name="inbound_goes_to_another_desk"),
            models.CheckConstraint(
                condition=~Q(state__in=rules.WITHOUT_CASE) | Q(case__isnull=True),
                name="inbound_has_no_case_before_it_is_taken",
            ),
        ]


class InboundWords(SealedModel):
    """What the person chose to send ahead. Gone when the sheet is answered, taken back or not answered in time."""

    SUBJECT = "subject_id"

    sheet = models.OneToOneField(InboundSheet, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField(unique=True))
    words = SealedField(key="note", json_value=True)

    class Meta:
        db_table = "inbound_words"
        constraints = [models.CheckConstraint(condition=Q(words__isnull=False), name="inbound_words_say_something")]
