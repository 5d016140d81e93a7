"""Official letters: the channel that binds where a click does not."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from himaya.coordination.models.base import Row
from himaya.coordination.models.cycles import Cycle
from himaya.coordination.models.tables import RoundTable
from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, COUNT, DAY, KEY, OFFICE, PAPER, STATE, Clear
from himaya.kernel.sealed import SealedField, SealedModel

LETTER = Clear("what the secretariat writes to an institution in an official letter; it tells nothing of a case")


class Letter(Row):
    """A letter to or from an institution. `through` is the channel it passes (s/c de …); `visa` who cleared it."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="letters")
    table = models.ForeignKey(RoundTable, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    direction = CODED(models.CharField(max_length=8))
    kind = CODED(models.CharField(max_length=24))
    year = COUNT(models.PositiveSmallIntegerField())
    number = PAPER(models.CharField(max_length=40, blank=True))
    dated_on = DAY(models.DateField())
    through = OFFICE(models.CharField(max_length=160, blank=True))
    visa = OFFICE(models.CharField(max_length=160, blank=True))
    visa_on = DAY(models.DateField(null=True))
    subject_fr = LETTER(models.CharField(max_length=240, blank=True))
    subject_ar = LETTER(models.CharField(max_length=240, blank=True))
    body_fr = LETTER(models.TextField(blank=True))
    body_ar = LETTER(models.TextField(blank=True))
    state = STATE(models.CharField(max_length=16))
    sent_on = DAY(models.DateField(null=True))
    received_on = DAY(models.DateField(null=True))
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "letter"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=models.Q(direction="out") & ~models.Q(number=""),
                name="one_letter_out_per_number",
            )
        ]


class LetterScan(SealedModel):
    """The stamped scan of a letter, cleaned and sealed under a key of its own; base64 of a PDF or a JPEG."""

    SUBJECT: ClassVar[str] = "subject_id"

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="scan")
    subject = models.ForeignKey("kernel.Subject", models.PROTECT, related_name="+")
    kind = CODED(models.CharField(max_length=8))
    size = COUNT(models.PositiveIntegerField())
    sha256 = KEY(models.CharField(max_length=64))
    added_on = DAY(models.DateField())
    content = SealedField(key="note")

    class Meta:
        db_table = "letter_scan"

    @property
    def seal_subject(self) -> UUID:
        """The subject whose key seals this scan."""
        return self.subject_id
