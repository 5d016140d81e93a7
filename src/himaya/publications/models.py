"""Frozen bundles."""

from django.db import models

from himaya.kernel.columns import CONTENT, DAY


class Bundle(models.Model):
    """One thing made public, frozen: a kind, a body in three languages, and its day."""

    kind = CONTENT(models.CharField(max_length=32, unique=True))
    body = CONTENT(models.JSONField())
    made_on = DAY(models.DateField())

    class Meta:
        db_table = "publication_bundle"
