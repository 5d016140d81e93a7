"""Who decides, how long a review and a period run, and on which text that rests. About no person."""

from django.db import models
from django.db.models import F, Q

from himaya.determinations import rules_days, states
from himaya.institutions.content_rows import MARKS
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, PUBLIC, STATE, WORKER
from himaya.kernel.ids import new_id


class Naming(models.Model):
    """One entry: written by one person, confirmed by another of another place, never edited; a later one replaces it
    from its first day.

    `row` is a row of the legal library, whose mark nobody types; empty for a text that stands in none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = CODED(models.CharField(max_length=16))
    # What a body decides on: a presumption, an identification, what is taken further. Empty for a term or a period.
    step = CODED(models.CharField(max_length=16, blank=True))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    # How many have to sit for a panel to decide; none, unless the text says so.
    quorum = COUNT(models.PositiveSmallIntegerField(default=0))
    days = COUNT(models.PositiveSmallIntegerField(null=True))
    since = CODED(models.CharField(max_length=8, blank=True))
    row = CODED(models.CharField(max_length=64, blank=True))
    text = PUBLIC(models.CharField(max_length=200))
    article = PUBLIC(models.CharField(max_length=80, blank=True))
    source = PUBLIC(models.CharField(max_length=200))
    mark = CODED(models.CharField(max_length=2))
    valid_from = DAY(models.DateField())
    valid_to = DAY(models.DateField(null=True))
    state = STATE(models.CharField(max_length=16, default=states.PROPOSED))
    proposed_by = WORKER(models.UUIDField())
    proposed_at = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    proposed_on = DAY(models.DateField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    decided_on = DAY(models.DateField(null=True))
    # Who asked that it ends, and why; empty again where it stays. About the entry, never about a person.
    end_reason = PUBLIC(models.CharField(max_length=200, blank=True))
    end_asked_by = WORKER(models.UUIDField(null=True))
    end_asked_at = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    end_asked_on = DAY(models.DateField(null=True))
    ended_by = WORKER(models.UUIDField(null=True))
    ended_at = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    ended_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "determination_naming"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.ENTRY_STATES, mark__in=MARKS), name="naming_codes_are_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    part=states.BODY, step__in=states.NAMED_FOR, desk__isnull=False, days__isnull=True, since=""
                )
                | Q(part=states.TERM, step="", desk__isnull=True, quorum=0, days__isnull=False, since="")
                | Q(
                    part=states.PERIOD,
                    step="",
                    desk__isnull=True,
                    quorum=0,
                    days__isnull=False,
                    since__in=states.SINCE,
                ),
                name="naming_says_what_its_part_needs",
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=rules_days.LONGEST_DAYS),
                name="naming_counts_days",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(source=""), name="naming_has_a_basis"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="naming_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.IN_FORCE, states.REPLACED, states.ENDED))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="naming_needs_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.IN_FORCE, states.REPLACED, states.ENDED))
                | (Q(decided_at__isnull=False) & ~Q(decided_at=F("proposed_at"))),
                name="naming_needs_two_institutions",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="", end_asked_by__isnull=True, end_asked_at__isnull=True)
                | (~Q(end_reason="") & Q(end_asked_by__isnull=False, end_asked_at__isnull=False)),
                name="naming_says_why_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | (
                    Q(state=states.ENDED, end_asked_by__isnull=False, ended_at__isnull=False)
                    & ~Q(ended_by=F("end_asked_by"))
                    & ~Q(ended_at=F("end_asked_at"))
                ),
                name="naming_end_needs_two_people",
            ),
            models.UniqueConstraint(
                fields=["part", "step", "valid_from"],
                condition=Q(state=states.IN_FORCE),
                name="one_naming_in_force_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["part", "step"], condition=Q(state=states.PROPOSED), name="one_naming_proposed"
            ),
        ]
