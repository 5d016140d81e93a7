"""What a desk set for its colleagues, and what somebody keeps for themselves. About nobody protected, and no words."""

from django.db import models
from django.db.models import Q

from himaya.institutions.models import Account, Desk
from himaya.kernel.columns import CLOCK, COUNT, DAY, STATE
from himaya.staff_care import rules


class DeskCare(models.Model):
    """What the lead of a desk set: how many open files a colleague should carry at most, and the day of supervision."""

    desk = models.OneToOneField(Desk, models.PROTECT, primary_key=True, related_name="+")
    cap = COUNT(models.PositiveSmallIntegerField(null=True))
    # Since when this desk compares with a cap that may not be moved: asked again and again with another one, "above"
    # would tell how many it is. It outlives the cap that was taken off.
    counted_on = DAY(models.DateField(null=True))
    # The week, by its Monday, in which it was last compared.
    weighed_on = DAY(models.DateField(null=True))
    # Whether enough colleagues carried files then for anything to be told: settled with the week, as who is above.
    enough = STATE(models.BooleanField(default=False))
    next_supervision_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "desk_care"
        constraints = [
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gte=rules.LEAST, cap__lte=rules.MOST),
                name="a_caseload_cap_is_no_magnifying_glass",
            )
        ]


class AboveCap(models.Model):
    """That a colleague was above the cap of a desk when the week began. That and no number; made anew each week."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")

    class Meta:
        db_table = "above_cap"
        constraints = [models.UniqueConstraint(fields=["desk", "account"], name="a_colleague_is_above_a_cap_once")]


class OwnCare(models.Model):
    """What somebody keeps for themselves. Which answer they gave to an offer stands nowhere: only that none waits."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    answered_at = CLOCK(models.DateTimeField(null=True))
    put_off_at = CLOCK(models.DateTimeField(null=True))
    supervised_on = DAY(models.DateField(null=True))
    next_supervision_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "own_care"
