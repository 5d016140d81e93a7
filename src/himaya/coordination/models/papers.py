"""A paper that the worker makes: minutes, letters, packets, restitutions, as PDF or DOCX."""

from django.db import models

from himaya.coordination.models.base import Row


class Rendition(Row):
    """One paper asked for. `fingerprint` is the hash of what is printed: the same paper is made once.

    `done` counts pages laid out so far; `content` is there when `state` is ready. `claimed_at` is also the ticket of
    the worker that makes it: whoever no longer holds it throws its work away.
    """

    kind = models.CharField(max_length=24)
    object_id = models.UUIDField()
    institution_id = models.CharField(max_length=64, blank=True)
    mode = models.CharField(max_length=8)
    format = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        db_table = "rendition"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "institution_id", "mode", "format", "fingerprint"],
                name="one_rendition_of_a_paper",
            )
        ]
