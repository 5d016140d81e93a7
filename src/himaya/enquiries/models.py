"""Parties to the protocol, enquiries, what a holding desk was told, and what it let the asker know. Ids and moments.

Three tables and not one, so that the store can show each side its own: the asker never sees what was told.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.enquiries import states
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, DESK, ID, PAPER, WORKER
from himaya.kernel.ids import new_id
from himaya.persons.models import Person


class Party(models.Model):
    """An institution that signed the written protocol: since when, by which paper, and when it left."""

    ABOUT_A_PERSON: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reference = PAPER(models.CharField(max_length=64))
    signed_on = CLOCK(models.DateField())
    joined_by = WORKER(models.UUIDField())
    joined_at = CLOCK(models.DateTimeField())
    left_by = WORKER(models.UUIDField(null=True))
    left_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "protocol_party"
        constraints = [
            models.UniqueConstraint(
                fields=["institution"], condition=Q(left_at__isnull=True), name="an_institution_is_a_party_once"
            ),
            models.CheckConstraint(
                condition=Q(left_by__isnull=True, left_at__isnull=True)
                | Q(left_by__isnull=False, left_at__isnull=False),
                name="a_leaving_says_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="a_protocol_has_a_reference"),
        ]


class Enquiry(models.Model):
    """One question to the services that a person chose. `compared_at` is set whatever the comparison found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    # What two desks that speak with each other say, in place of a name.
    reference = ID(models.CharField(max_length=16))
    # The institutions that the person chose, by id.
    parties = DESK.wordless(models.JSONField())
    as_child = CODED(models.BooleanField())
    state = CODED(models.CharField(max_length=12, default=states.OPEN))
    asked_by = WORKER(models.UUIDField())
    asked_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    compared_at = CLOCK(models.DateTimeField(null=True))
    withdrawn_by = WORKER(models.UUIDField(null=True))
    withdrawn_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "enquiry"
        indexes = [
            models.Index(fields=["case", "-asked_at"], name="enquiry_of_case"),
            models.Index(fields=["expires_at"], name="enquiry_ends"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="enquiry_state_is_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=states.OPEN), name="one_open_enquiry_for_a_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(states.OPEN, states.OVER), withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(state=states.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="a_withdrawn_enquiry_says_who",
            ),
        ]


class Told(models.Model):
    """What a holding desk was told, on one open file of whoever may be the person. Closed, it is deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    # What this desk sees of the enquiry, so that it need not see the enquiry.
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    reference = ID(models.CharField(max_length=16))
    told_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    state = CODED(models.CharField(max_length=12, default=states.WAITS))
    agreed = CODED(models.BooleanField(default=False))
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "enquiry_told"
        indexes = [models.Index(fields=["case", "state"], name="enquiry_told_case")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.TOLD_STATES), name="enquiry_told_state_is_known"),
            models.UniqueConstraint(fields=["enquiry", "person"], name="a_desk_is_told_once_of_a_person"),
            models.CheckConstraint(
                condition=Q(state=states.WAITS, agreed=False, decided_by__isnull=True, decided_at__isnull=True)
                | Q(state=states.IN_TOUCH, agreed=True, decided_by__isnull=False, decided_at__isnull=False),
                name="nobody_gets_in_touch_without_a_yes",
            ),
        ]


class Answer(models.Model):
    """What the asker learns: a desk that gets in touch, because the person agreed there; no file of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    agreed = CODED(models.BooleanField())
    at = CLOCK(models.DateTimeField())

    class Meta:
        db_table = "enquiry_answer"
        indexes = [models.Index(fields=["enquiry"], name="enquiry_answer_of")]
        constraints = [
            models.CheckConstraint(condition=Q(agreed=True), name="an_asker_hears_after_a_yes_only"),
        ]
