"""What people read of a row of the legal library. About a text of law, never about a person."""

from django.db import models
from django.db.models import F, Q

from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, DAY, PUBLIC, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.legal import library, states


class LegalReading(models.Model):
    """One reading: written by one person, confirmed by another, never edited; a later one replaces it and it stays.

    `row` is the id of a row of the content. An empty article or summary says: as it stands there. `languages`: those in
    which the text was read, one word with spaces between; empty of what was read before that was asked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    row = CODED(models.CharField(max_length=64))
    mark = CODED(models.CharField(max_length=2))
    source = PUBLIC(models.CharField(max_length=300))
    read_on = DAY(models.DateField())
    article = PUBLIC(models.CharField(max_length=40, blank=True))
    summary_fr = PUBLIC(models.TextField(max_length=1200, blank=True))
    summary_ar = PUBLIC(models.TextField(max_length=1200, blank=True))
    summary_en = PUBLIC(models.TextField(max_length=1200, blank=True))
    penalty = STATE(models.BooleanField(default=False))
    languages = CODED(models.CharField(max_length=8, blank=True, default="", db_default=""))
    state = STATE(models.CharField(max_length=16, default=states.PROPOSED))
    proposed_by = WORKER(models.UUIDField())
    proposed_at = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    proposed_on = DAY(models.DateField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    decided_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "legal_reading"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(states.PROPOSED, states.IN_FORCE, states.REFUSED, states.REPLACED)),
                name="legal_reading_state_is_known",
            ),
            models.CheckConstraint(condition=Q(mark__in=library.LEFT), name="legal_reading_mark_is_known"),
            models.CheckConstraint(condition=~Q(source=""), name="legal_reading_has_a_source"),
            models.CheckConstraint(
                condition=Q(languages__in=library.LANGUAGES_READ), name="legal_reading_languages_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.IN_FORCE, states.REPLACED))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="legal_reading_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(summary_fr="", summary_ar="", summary_en="")
                | (~Q(summary_fr="") & ~Q(summary_ar="") & ~Q(summary_en="")),
                name="legal_reading_in_three_languages",
            ),
            models.UniqueConstraint(
                fields=["row"], condition=Q(state=states.IN_FORCE), name="one_legal_reading_in_force"
            ),
            models.UniqueConstraint(
                fields=["row"], condition=Q(state=states.PROPOSED), name="one_legal_reading_proposed"
            ),
        ]
