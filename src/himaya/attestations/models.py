"""Letters that were made: what finds one again, until when it is valid, where it lies. Their words lie nowhere."""

from django.db import models
from django.db.models import F, Q

from himaya.attestations import rules
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CODED, COUNT, DAY, KEY, WORKER
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class Attestation(SealedModel):
    """One letter. Neither its words nor her phrase are here; its number and the answers on risk are sealed.

    `mark` follows from number and phrase under a key that is not in the store: it finds a letter that somebody shows,
    and leads from no letter to this row. Taken back for good: the store refuses to undo it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    place = COUNT(models.PositiveSmallIntegerField())
    text = CODED(models.CharField(max_length=32))
    languages = CODED(models.CharField(max_length=4))
    issued_on = DAY(models.DateField())
    valid_until = DAY(models.DateField())
    kept = CODED(models.CharField(max_length=16))
    kept_at = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    made_by = WORKER(models.UUIDField())
    mark = KEY(models.CharField(max_length=64, unique=True))
    taken_back_on = DAY(models.DateField(null=True))
    taken_back_by = WORKER(models.UUIDField(null=True))
    reason = CODED(models.CharField(max_length=16, blank=True))
    number = SealedField(key="story")
    risk = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "attestation"
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="one_letter_per_place"),
            models.CheckConstraint(condition=Q(kept__in=rules.KEPT), name="where_a_letter_lies_is_known"),
            models.CheckConstraint(
                condition=Q(kept=rules.AT_DESK, kept_at__isnull=False)
                | ~Q(kept=rules.AT_DESK) & Q(kept_at__isnull=True),
                name="a_letter_left_at_a_desk_names_it",
            ),
            models.CheckConstraint(condition=Q(languages__in=rules.LANGUAGES), name="a_letter_has_its_language"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("issued_on")), name="a_letter_is_valid_for_a_time"),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True, reason="")
                | Q(taken_back_on__isnull=False, reason__in=rules.REASONS),
                name="a_letter_taken_back_says_why",
            ),
        ]
