"""Searches for duplicates, and the pairs that they found: ids, codes and moments, nothing of what was compared."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himaya.duplicates import states
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, WORKER
from himaya.kernel.ids import new_id
from himaya.persons.models import Person, SamePerson


class Search(models.Model):
    """One search in one institution: who wanted it, how far it is, and what it counted."""

    ABOUT_A_PERSON: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    state = CODED(models.CharField(max_length=12, default=states.ASKED))
    asked_by = WORKER(models.UUIDField())
    asked_at = CLOCK(models.DateTimeField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = CLOCK(models.DateTimeField(null=True))
    expires_at = CLOCK(models.DateTimeField())
    # When identities were first opened for it: from then on a month is counted.
    opened_at = CLOCK(models.DateTimeField(null=True))
    # When its worker was last heard of, at which stage, how far of how much.
    heard_at = CLOCK(models.DateTimeField(null=True))
    stage = CODED(models.CharField(max_length=12, blank=True))
    done = COUNT(models.PositiveIntegerField(default=0))
    of = COUNT(models.PositiveIntegerField(default=0))
    attempts = COUNT(models.PositiveSmallIntegerField(default=0))
    ended_at = CLOCK(models.DateTimeField(null=True))
    fault = CODED(models.CharField(max_length=12, blank=True))
    # What it counted: records compared, those without a name, those with a sign that too many share, pairs.
    people = COUNT(models.PositiveIntegerField(default=0))
    unnamed = COUNT(models.PositiveIntegerField(default=0))
    set_aside = COUNT(models.PositiveIntegerField(default=0))
    # Those that could not be read; and likely pairs that were not laid before anybody, because there were too many.
    unread = COUNT(models.PositiveIntegerField(default=0))
    unlaid = COUNT(models.PositiveIntegerField(default=0))
    pairs = COUNT(models.PositiveBigIntegerField(default=0))
    # How many pairs are one person: the sum of their probabilities, and where it lies in 95 of 100 cases.
    expected = COUNT(models.FloatField(null=True))
    low = COUNT(models.FloatField(null=True))
    high = COUNT(models.FloatField(null=True))
    trained = CODED(models.BooleanField(default=False))

    class Meta:
        db_table = "duplicate_search"
        indexes = [models.Index(fields=["institution", "-asked_at"], name="duplicate_search_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="duplicate_search_state_is_known"),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(state__in=states.OPEN), name="one_search_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) & ~Q(state__in=(states.AGREED, states.RUNNING, states.DONE))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="a_search_needs_two_people",
            ),
        ]


class Pair(models.Model):
    """Two identities that may be one person: how likely when it was searched, and what somebody said of it.

    By what they agree is not kept: it is worked out from the identities whenever both are opened.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    search = models.ForeignKey(Search, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    probability = COUNT(models.FloatField())
    state = CODED(models.CharField(max_length=8, default=states.WAITS))
    same = models.ForeignKey(SamePerson, models.PROTECT, null=True, related_name="+")
    found_at = CLOCK(models.DateTimeField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "duplicate_pair"
        indexes = [
            models.Index(fields=["institution", "state"], name="duplicate_pair_waits"),
            models.Index(fields=["other"], name="duplicate_pair_other"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_are_a_pair_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="nobody_is_a_pair"),
            models.CheckConstraint(condition=Q(state__in=states.PAIR_STATES), name="duplicate_pair_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.WAITS) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="what_was_said_of_a_pair_has_somebody",
            ),
        ]
