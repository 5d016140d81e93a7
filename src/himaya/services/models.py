"""What the directory keeps beside a desk: where one service differs, what is proposed, who vetted, what was missing."""

from django.db import models

from himaya.institutions.models import Account, Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, DESK, PUBLIC, STATE
from himaya.kernel.ids import new_id


class Offer(models.Model):
    """One service of a desk where it differs from the desk: whom it receives, languages, places of its own.

    An empty list, or no total, means: as the desk.
    """

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="+")
    service = PUBLIC(models.CharField(max_length=64))
    eligibility = PUBLIC(models.JSONField(default=list))
    languages = PUBLIC(models.JSONField(default=list))
    capacity_total = COUNT(models.PositiveSmallIntegerField(null=True))
    capacity_free = COUNT(models.PositiveSmallIntegerField(null=True))
    capacity_on = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "service_offer"
        constraints = [
            models.UniqueConstraint(fields=["desk", "service"], name="one_offer_per_desk_and_service"),
            models.CheckConstraint(
                condition=models.Q(capacity_free__isnull=True)
                | models.Q(capacity_free__lte=models.F("capacity_total")),
                name="free_places_of_an_offer_within_total",
            ),
        ]


class Proposal(models.Model):
    """What a desk would give, said by its lead; another person, of the secretariat, confirms or refuses it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="+")
    service = PUBLIC(models.CharField(max_length=64))
    gives = PUBLIC(models.BooleanField())
    eligibility = PUBLIC(models.JSONField(default=list))
    languages = PUBLIC(models.JSONField(default=list))
    places = COUNT(models.PositiveSmallIntegerField(null=True))
    state = STATE(models.CharField(max_length=16))
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_on = DAY(models.DateField())
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "service_proposal"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "service"],
                condition=models.Q(state="waiting"),
                name="one_waiting_proposal_per_desk_and_service",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="another_person_decides_a_proposal",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_by__isnull=True)
                | models.Q(state__in=["confirmed", "refused"], decided_by__isnull=False),
                name="a_decided_proposal_was_decided_by_somebody",
            ),
        ]


class Vetting(models.Model):
    """The secretariat looked at a desk, how, and until when that holds. Written, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    on = DAY(models.DateField())
    until = DAY(models.DateField())
    way = CODED(models.CharField(max_length=16))
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")

    class Meta:
        db_table = "service_vetting"
        indexes = [models.Index(fields=["desk", "on"], name="service_vetting_desk")]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("on")), name="a_vetting_holds_for_a_time")
        ]


class Gap(models.Model):
    """How often a service was missing in a region in a month, as one desk met it. No person, no day."""

    month = DAY(models.DateField())
    service = PUBLIC(models.CharField(max_length=64))
    region = PUBLIC(models.CharField(max_length=64))
    kind = CODED(models.CharField(max_length=16))
    desk_id = DESK(models.CharField(max_length=64))
    count = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "service_gap"
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service", "region", "kind", "desk_id"], name="one_count_of_a_gap_per_desk_and_month"
            )
        ]
