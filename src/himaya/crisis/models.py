"""What was asked and done when somebody might take their life. Lines only: nothing is changed, nothing adds up.

All that the person said, and all that was done, is sealed under the story key. In clear: desks, moments, and until when
somebody looks again.
"""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.crisis import rules_looks
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, ID, STATE, WORKER
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class CrisisRound(SealedModel):
    """One look at the person: the first, a later one, or the one that ends it. The next stands beside it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    kind = STATE(models.CharField(max_length=8))
    at = CLOCK(models.DateTimeField())
    # Whether somebody saw or heard the person: only such a look counts when a second one is to end it.
    reached = STATE(models.BooleanField())
    # Until when somebody looks again; empty once it has ended.
    next_look_at = CLOCK(models.DateTimeField(null=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    looked_by = WORKER(models.UUIDField())
    # {answers, way, words}
    said = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "crisis_round"
        indexes = [models.Index(fields=["looked_by", "at"], name="crisis_round_by_who_looked")]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_crisis_round_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_crisis_round_per_form"),
            models.CheckConstraint(
                condition=Q(kind__in=(rules_looks.BEGUN, rules_looks.LOOKED), next_look_at__isnull=False)
                | Q(kind=rules_looks.ENDED, next_look_at__isnull=True),
                name="somebody_looks_again_until_it_ended",
            ),
        ]


class CrisisAct(SealedModel):
    """What was done after a round, who stays, and what the person was told is shared."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    round = models.ForeignKey(CrisisRound, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    # {acts, stays, told, words}
    done = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "crisis_act"
        constraints = [models.UniqueConstraint(fields=["case", "instance_id"], name="one_crisis_act_per_form")]
