"""Versions of instruments: immutable once stored, and a pointer to the one in force."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CODED, CONTENT, COUNT, DAY
from himaya.kernel.sealed import SealedField, SealedModel


class Version(models.Model):
    """One version of an instrument, source and compiled form kept for ever, so that old answers stay readable."""

    name = CONTENT(models.CharField(max_length=64))
    version = CONTENT(models.CharField(max_length=16))
    kind = CONTENT(models.CharField(max_length=32))
    audience = CONTENT(models.CharField(max_length=32, blank=True))
    title_fr = CONTENT(models.CharField(max_length=200))
    title_ar = CONTENT(models.CharField(max_length=200))
    title_en = CONTENT(models.CharField(max_length=200))
    adoption = CONTENT(models.CharField(max_length=200, blank=True))
    hash = CONTENT(models.CharField(max_length=64))
    source = CONTENT(models.JSONField())
    stored_on = DAY(models.DateField())

    class Meta:
        db_table = "instrument_version"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_row_per_version")]


class InForce(models.Model):
    """Which version of an instrument new forms use today."""

    name = CONTENT(models.CharField(max_length=64, primary_key=True))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    since = DAY(models.DateField())

    class Meta:
        db_table = "instrument_in_force"


class Pilot(models.Model):
    """A desk at which a version is tried before it is in force anywhere else; over when `until` is set."""

    name = CONTENT(models.CharField(max_length=64))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    since = DAY(models.DateField())
    until = DAY(models.DateField(null=True))

    class Meta:
        db_table = "instrument_pilot"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "desk"], condition=models.Q(until__isnull=True), name="one_pilot_per_form_and_desk"
            )
        ]


class Usage(models.Model):
    """How many open records of an institution use a version: kept by those who hold the records, read by others."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    open = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "instrument_usage"
        constraints = [models.UniqueConstraint(fields=["version", "institution"], name="one_usage_per_institution")]


class FieldNote(SealedModel):
    """How one filled form used its clauses (which were answered, left open, refused), sealed until enough are there.

    A count that moved by one would show an operator what one person answered; so notes wait, and are counted and
    destroyed together when there are `field.TOGETHER` of them for one version and institution.
    """

    SUBJECT: ClassVar[str] = "subject_id"

    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reads = SealedField(key="note", json_value=True)

    class Meta:
        db_table = "instrument_field_note"

    @property
    def seal_subject(self) -> UUID:
        """The subject whose key seals this note."""
        return self.subject_id


class FieldCount(models.Model):
    """How often a clause of a version was heard in one way at an institution. No month, no desk, no case.

    `uid` '' is the form as a whole: `filled`, and `overridden` where its next step was not followed.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    uid = CONTENT(models.CharField(max_length=48, blank=True))
    reading = CODED(models.CharField(max_length=16))
    count = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "instrument_field_count"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "institution", "uid", "reading"], name="one_field_count_per_reading"
            )
        ]
