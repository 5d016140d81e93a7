"""Under which references of other desks the desk of a file knows it: what opens it besides its own (ADR 83)."""

from django.db import models

from himaya.kernel.columns import KEY
from himaya.kernel.ids import new_id
from himaya.persons.models import Person


class KnownAs(models.Model):
    """One reference that a person may carry and that opens this file. It stands here only as ciphertext.

    `token` is of one institution: equal references of two houses are unequal here, and nobody without the index key
    joins a row to the referral that has the reference. In clear: the file, and no moment.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    token = KEY.wordless(models.BinaryField(max_length=25, unique=True))

    class Meta:
        db_table = "case_known_as"
