"""Sealed identities and the blind index over them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, KEY, OPERATION, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel


class Person(SealedModel):
    """A protected person as one institution knows them. The id is also the subject whose keys seal the rows."""

    ABOUT_A_PERSON: ClassVar[bool] = True

    SUBJECT = "id"

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    full_name = SealedField(key="identity")
    other_names = SealedField(key="identity")
    birth = SealedField(key="identity")
    phone = SealedField(key="identity")
    document = SealedField(key="identity")
    safe_contact = SealedField(key="identity", json_value=True)
    meeting_place = SealedField(key="identity")
    # The day on which the identity alone was erased. Nothing is sealed under it again: there is no key.
    anonymous_since = DAY(models.DateField(null=True))

    class Meta:
        db_table = "person"


class IndexToken(models.Model):
    """A keyed hash of a name key or a document number: equality can be seen, the name cannot (security 5)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = CODED(models.CharField(max_length=24))
    token = KEY.wordless(models.BinaryField(max_length=16))
    rule_version = OPERATION(models.PositiveSmallIntegerField())

    class Meta:
        db_table = "index_token"
        indexes = [models.Index(fields=["token", "institution", "kind"], name="token_lookup")]


class MatchWeights(models.Model):
    """What agreement and disagreement weigh in one institution, learnt by its last search for duplicates (ADR 73).

    Shares of levels, and of nobody: no name, no frequency of a name.
    """

    ABOUT_A_PERSON: ClassVar[bool] = True

    institution = models.OneToOneField(Institution, models.PROTECT, primary_key=True, related_name="+")
    chance = COUNT(models.FloatField())
    m = COUNT.wordless(models.JSONField())
    u = COUNT.wordless(models.JSONField())
    people = COUNT(models.PositiveIntegerField())
    trained = CODED(models.BooleanField())
    rule_version = COUNT(models.PositiveSmallIntegerField())

    class Meta:
        db_table = "match_weights"


class SamePerson(models.Model):
    """Two identities of one institution that somebody said are one person. Nothing moves: each keeps keys and files.

    Parted, the line stays with its day and both are as they were (ADR 72).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    joined_by = WORKER(models.UUIDField())
    joined_at = CLOCK(models.DateTimeField())
    parted_by = WORKER(models.UUIDField(null=True))
    parted_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "same_person"
        indexes = [models.Index(fields=["other"], name="same_person_other")]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(parted_at__isnull=True), name="two_are_joined_once"
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="nobody_is_joined_to_themself"),
            models.CheckConstraint(
                condition=Q(parted_by__isnull=True, parted_at__isnull=True)
                | Q(parted_by__isnull=False, parted_at__isnull=False),
                name="a_parting_says_who_and_when",
            ),
        ]
