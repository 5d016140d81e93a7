"""The register of suspects of one body: its own tables, its own key, its own accesses. No column leads to a file."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himaya.institutions.models import Account, Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, LINK, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel


class SuspectRegister(models.Model):
    """That a body switched a register on: on which law, asked by one, confirmed by another; and that it is off again.

    `subject_id`: the key of all that is written in it, made when it is confirmed. `kept_until`: said when it is
    switched off; from then nobody opens it, and after that day key and lines go.
    """

    ABOUT_A_PERSON: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    law = CODED(models.CharField(max_length=64))
    subject_id = LINK(models.UUIDField(null=True, unique=True))
    asked_by = WORKER(models.UUIDField())
    asked_on = DAY(models.DateField())
    confirmed_by = WORKER(models.UUIDField(null=True))
    confirmed_on = DAY(models.DateField(null=True))
    ended_by = WORKER(models.UUIDField(null=True))
    ended_on = DAY(models.DateField(null=True))
    kept_until = DAY(models.DateField(null=True))

    class Meta:
        db_table = "suspect_register"
        constraints = [
            models.UniqueConstraint(
                fields=["institution"], condition=Q(ended_on__isnull=True), name="one_register_of_suspects_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="a_register_of_suspects_takes_two",
            ),
        ]


class SuspectAccess(models.Model):
    """Who opens the register, until a day. Nobody does by their role or desk alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(SuspectRegister, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    granted_by = WORKER(models.UUIDField())
    granted_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    revoked_by = WORKER(models.UUIDField(null=True))
    revoked_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "suspect_access"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "account"], condition=Q(revoked_at__isnull=True), name="one_access_to_suspects"
            ),
            models.CheckConstraint(condition=~Q(granted_by=F("account")), name="nobody_lets_themself_into_suspects"),
        ]


class Suspect(SealedModel):
    """One line about somebody suspected, all of it sealed. Never edited: struck out, it stays for those who read it."""

    SUBJECT = "subject_id"

    register = models.ForeignKey(SuspectRegister, models.PROTECT, related_name="+")
    subject_id = LINK(models.UUIDField())
    number = COUNT(models.PositiveIntegerField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    written_on = DAY(models.DateField())
    struck_by = WORKER(models.UUIDField(null=True))
    struck_on = DAY(models.DateField(null=True))
    content = SealedField(key="suspects", json_value=True)

    class Meta:
        db_table = "suspect"
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="one_suspect_per_number"),
            models.CheckConstraint(condition=Q(content__isnull=False), name="a_line_on_a_suspect_says_something"),
        ]
