"""Frozen bundles."""

from django.db import models


class Bundle(models.Model):
    """One thing made public, frozen: a kind, a body in three languages, and its day."""

    kind = models.CharField(max_length=32, unique=True)
    body = models.JSONField()
    made_on = models.DateField()

    class Meta:
        db_table = "publication_bundle"
