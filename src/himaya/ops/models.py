"""What only the running of an installation needs."""

from uuid import UUID

from django.db import models

from himaya.kernel.columns import LINK
from himaya.kernel.sealed import SealedField, SealedModel


class Canary(SealedModel):
    """One sealed sentence of nobody's: whoever can open it holds the keys that open this store."""

    SUBJECT = "subject_id"

    subject_id: UUID = LINK(models.UUIDField())  # type: ignore[assignment]
    song = SealedField(key="note")

    class Meta:
        db_table = "canary"
