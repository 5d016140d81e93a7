"""A paper that the worker makes: minutes, letters, packets, restitutions, as PDF or DOCX."""

from django.db import models

from himaya.coordination.models.base import Row
from himaya.kernel.columns import CLOCK, CODED, COUNT, DESK, KEY, LINK, OPERATION, STATE, Clear

PRINTED = Clear("minutes, a letter or a list of what is asked, set on pages and deleted after a day")


class Rendition(Row):
    """One paper asked for. `fingerprint` is the hash of what is printed: the same paper is made once.

    `done` counts pages laid out so far; `content` is there when `state` is ready. `claimed_at` is also the ticket of
    the worker that makes it: whoever no longer holds it throws its work away.
    """

    kind = CODED(models.CharField(max_length=24))
    object_id = LINK(models.UUIDField())
    institution_id = DESK(models.CharField(max_length=64, blank=True))
    mode = CODED(models.CharField(max_length=8))
    format = CODED(models.CharField(max_length=8))
    fingerprint = KEY(models.CharField(max_length=64))
    state = STATE(models.CharField(max_length=16))
    done = COUNT(models.PositiveIntegerField(default=0))
    asked_at = CLOCK(models.DateTimeField())
    claimed_at = CLOCK(models.DateTimeField(null=True))
    attempts = COUNT(models.PositiveSmallIntegerField(default=0))
    ready_at = CLOCK(models.DateTimeField(null=True))
    fault = OPERATION(models.CharField(max_length=64, blank=True))
    sha256 = KEY(models.CharField(max_length=64, blank=True))
    content = PRINTED(models.BinaryField(null=True))

    class Meta:
        db_table = "rendition"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "institution_id", "mode", "format", "fingerprint"],
                name="one_rendition_of_a_paper",
            )
        ]
