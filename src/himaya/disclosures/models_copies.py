"""That a person was offered a copy to keep, and what they wished. The copy itself lies nowhere."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.columns import CODED, COUNT, DAY, GROUP, WORKER
from himaya.kernel.ids import new_id

OFFERED, TAKEN, AT_DESK, CONTACTS = "offered", "taken", "at_desk", "contacts"
WORDS = (OFFERED, TAKEN, AT_DESK, CONTACTS)


class HeldCopy(models.Model):
    """One offer. A "not now" keeps only that; of a copy that was made, its language and where it was left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    on = DAY(models.DateField())
    word = CODED(models.CharField(max_length=16))
    language = GROUP(models.CharField(max_length=8, blank=True))
    left_at = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    offered_by = WORKER(models.UUIDField())

    class Meta:
        db_table = "held_copy"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_copy_per_number"),
            models.CheckConstraint(
                condition=Q(word=OFFERED, language="", left_at__isnull=True)
                | Q(word=AT_DESK, left_at__isnull=False) & ~Q(language="")
                | Q(word__in=(TAKEN, CONTACTS), left_at__isnull=True) & ~Q(language=""),
                name="an_offer_keeps_nothing_else",
            ),
        ]
