"""A case that goes from one desk to another: the offer, and what arrived at another institution."""

from django.db import models
from django.db.models import F, Q

from himaya.cases import rules_handovers as rules
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, DAY, KEY, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class HandOver(models.Model):
    """One offer of one case to one desk. Codes, desks and moments: what goes along is sealed only once it arrived."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    reason = CODED(models.CharField(max_length=32))
    data_classes = CODED.wordless(models.JSONField(default=list))
    state = STATE(models.CharField(max_length=16, default=rules.OFFERED))
    offered_by = WORKER(models.UUIDField())
    offered_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    ended_at = CLOCK(models.DateTimeField(null=True))
    decline_reason = CODED(models.CharField(max_length=48, blank=True))

    class Meta:
        db_table = "case_handover"
        indexes = [models.Index(fields=["to_desk", "state"], name="handovers_to_a_desk")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="handover_state_is_known"),
            models.CheckConstraint(condition=Q(reason__in=rules.REASONS), name="handover_has_a_reason"),
            models.CheckConstraint(condition=~Q(from_desk=F("to_desk")), name="a_case_is_handed_to_another_desk"),
            models.CheckConstraint(
                condition=Q(state=rules.OFFERED, ended_at__isnull=True)
                | ~Q(state=rules.OFFERED) & Q(ended_at__isnull=False),
                name="an_answered_offer_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=rules.OFFERED), name="one_offer_of_a_case_at_a_time"
            ),
        ]


class Arrival(SealedModel):
    """What came with a case from another institution, sealed anew under the person as this institution knows them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    arrived_on = DAY(models.DateField())
    # Of a child whose referral was taken: one of `arrival_marks.marks_of`; the page of the referral leads here.
    mark = KEY(models.CharField(max_length=64, blank=True, default=""))
    # When somebody was first in contact with the person, wherever it was: hours for care go on, and begin nowhere anew.
    first_contact_at = CLOCK(models.DateTimeField(null=True))
    story = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "case_arrival"
        constraints = [
            models.UniqueConstraint(fields=["mark"], condition=~Q(mark=""), name="a_child_arrives_once_from_a_file")
        ]
