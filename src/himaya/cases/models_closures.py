"""The ledger of closing a file and opening it again. Lines are added, never changed, which the store holds too."""

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from himaya.cases import rules_closures as rules
from himaya.institutions.models import Desk
from himaya.kernel.columns import CODED, COUNT, DAY, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class Closure(SealedModel):
    """One line: a file was closed, or opened again, on a day, by a desk, for a coded reason.

    What changed in the person's life is their story and sealed. The first line closes, the second opens, and so on: of
    two that close at once the store takes one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    word = CODED(models.CharField(max_length=8))
    on = DAY(models.DateField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    # The role, as other desks are shown it; empty where an erasure closed it.
    role = CODED(models.CharField(max_length=32, blank=True))
    reason = CODED(models.CharField(max_length=48))
    tries = COUNT(models.PositiveSmallIntegerField(null=True))
    # Referrals with which another desk goes on.
    left_running = COUNT(models.PositiveSmallIntegerField(default=0))
    written_by = WORKER(models.UUIDField(null=True))
    outcomes = SealedField(key="story", json_value=True)
    # Why it was closed all the same, where a risk was named before.
    despite = SealedField(key="story")

    class Meta:
        db_table = "case_closure"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_closure_per_number"),
            models.CheckConstraint(
                condition=Q(Exact(F("number") % 2, 1), word=rules.WAS_CLOSED)
                | Q(Exact(F("number") % 2, 0), word=rules.WAS_REOPENED),
                name="closed_and_opened_in_turn",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="closure_has_a_reason"),
            models.CheckConstraint(
                condition=Q(word=rules.WAS_CLOSED) | Q(outcomes__isnull=True, left_running=0, tries__isnull=True),
                name="only_a_closing_has_outcomes",
            ),
        ]
