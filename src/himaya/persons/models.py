"""Sealed identities and the blind index over them."""

from django.db import models

from himaya.institutions.models import Institution
from himaya.kernel.sealed import SealedField, SealedModel


class Person(SealedModel):
    """A protected person as one institution knows them. The id is also the subject whose keys seal the rows."""

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
    anonymous_since = models.DateField(null=True)

    class Meta:
        db_table = "person"


class IndexToken(models.Model):
    """A keyed hash of a name key or a document number: equality can be seen, the name cannot (security 5)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    token = models.BinaryField(max_length=16)
    rule_version = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "index_token"
        indexes = [models.Index(fields=["token", "institution", "kind"], name="token_lookup")]
