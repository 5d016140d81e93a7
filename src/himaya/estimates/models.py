"""A table of counts that somebody asked an estimate for, and how far it is. Nobody stands in it, only numbers."""

from django.db import models
from django.db.models import Q

from himaya.estimates import states
from himaya.kernel.columns import CLOCK, CODED, COUNT, OPERATION, STATE, Clear
from himaya.kernel.ids import new_id

LISTS = Clear("what lists of an institution are called, as the secretariat wrote them above their counts")
TABLE = Clear(
    "how many people have which history of lists; shown rounded, small ones hidden, where the lists are our own"
)


class Run(models.Model):
    """One table, compared by all methods. `counts`: by history, as `rules_lists.Table` has them.

    `claimed_at` is also the ticket of the worker that makes it: whoever no longer holds it throws its work away.
    `beat_at`: when that worker was last known to get on.
    `done` counts the steps that were made, of `comparing.steps`; `result` is there when `state` is ready.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    origin = CODED(models.CharField(max_length=16))
    names = LISTS(models.JSONField())
    counts = TABLE(models.JSONField())
    # How often somebody stood on a list because another one passed them on: taken out before anything was computed.
    passed_on = COUNT(models.PositiveIntegerField(default=0))
    replicates = COUNT(models.PositiveIntegerField())
    seed = OPERATION(models.PositiveIntegerField())
    state = STATE(models.CharField(max_length=16, default=states.QUEUED))
    done = COUNT(models.PositiveIntegerField(default=0))
    asked_at = CLOCK(models.DateTimeField())
    claimed_at = CLOCK(models.DateTimeField(null=True))
    beat_at = CLOCK(models.DateTimeField(null=True))
    attempts = COUNT(models.PositiveSmallIntegerField(default=0))
    ended_at = CLOCK(models.DateTimeField(null=True))
    fault = OPERATION(models.CharField(max_length=64, blank=True))
    result = TABLE(models.JSONField(null=True))

    class Meta:
        db_table = "estimate_run"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="estimate_state_is_known"),
            models.CheckConstraint(condition=Q(origin__in=states.ORIGINS), name="estimate_origin_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.READY, result__isnull=False) | ~Q(state=states.READY) & Q(result__isnull=True),
                name="an_estimate_that_is_ready_has_a_result",
            ),
        ]


class Part(models.Model):
    """What a method says of some of the drawn tables, so that a run goes on where it was stopped. Gone with its end."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="+")
    method = CODED(models.CharField(max_length=16))
    number = COUNT(models.PositiveIntegerField())
    # Numbers of eight bytes, as NumPy has them; infinite where a table has no estimate.
    totals = TABLE(models.BinaryField())

    class Meta:
        db_table = "estimate_part"
        constraints = [
            models.UniqueConstraint(fields=["run", "method", "number"], name="one_part_of_a_method_per_number")
        ]
