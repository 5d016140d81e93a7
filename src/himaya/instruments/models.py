"""Versions of instruments: immutable once stored, and a pointer to the one in force."""

from django.db import models


class Version(models.Model):
    """One version of an instrument, source and compiled form kept for ever, so that old answers stay readable."""

    name = models.CharField(max_length=64)
    version = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    audience = models.CharField(max_length=32, blank=True)
    title_fr = models.CharField(max_length=200)
    title_ar = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    adoption = models.CharField(max_length=200, blank=True)
    hash = models.CharField(max_length=64)
    source = models.JSONField()
    stored_on = models.DateField()

    class Meta:
        db_table = "instrument_version"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_row_per_version")]


class InForce(models.Model):
    """Which version of an instrument new forms use today."""

    name = models.CharField(max_length=64, primary_key=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        db_table = "instrument_in_force"
