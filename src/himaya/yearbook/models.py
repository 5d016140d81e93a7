"""Drafts of a year, what reviewers said of them, and the register of releases. Numbers that may be shown, and codes."""

from django.db import models
from django.db.models import Q

from himaya.coordination.models.base import Row
from himaya.institutions.models import Account, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, PUBLIC, STATE, Clear
from himaya.yearbook import states

FIGURES = Clear("counts of many with small ones hidden, as anybody may read them once released")
DIGEST = Clear("a hash of counts that stand in the same store")
BOUNDS = Clear("between which numbers a reader of the figures knows a hidden one to be; no count")


class Draft(Row):
    """A year as it would be public: what is hidden in `figures` stands nowhere in it, and it never changes.

    `seen` is a digest of the counts that it was made of, which stand in the tallies of the same store: were they other
    ones today, the draft is stale. `report` says between which numbers each hidden line lies for an attacker.
    """

    year = COUNT(models.PositiveSmallIntegerField())
    state = STATE(models.CharField(max_length=16, default=states.WAITING))
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    drawn_up_on = DAY(models.DateField())
    ended_on = DAY(models.DateField(null=True))
    figures = FIGURES(models.JSONField())
    sha256 = PUBLIC(models.CharField(max_length=64))
    seen = DIGEST(models.CharField(max_length=64))
    report = BOUNDS(models.JSONField())
    # Why figures that were withdrawn come back unchanged; none where these are new.
    again = CODED(models.CharField(max_length=32, null=True))

    class Meta:
        db_table = "yearbook_draft"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="yearbook_state_is_known"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state__in=states.STANDING), name="one_draft_or_release_of_a_year"
            ),
        ]


class Review(Row):
    """What one reviewer said of a draft: approved, or sent back and why. Said once, never changed."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Account, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    word = STATE(models.CharField(max_length=16))
    reason = CODED(models.CharField(max_length=32, blank=True))
    on = DAY(models.DateField())

    class Meta:
        db_table = "yearbook_review"
        constraints = [
            models.UniqueConstraint(fields=["draft", "reviewer"], name="a_reviewer_says_it_once"),
            models.CheckConstraint(
                condition=Q(word=states.APPROVED, reason="")
                | Q(word=states.NOT_APPROVED, reason__in=states.BACK_REASONS),
                name="what_is_sent_back_has_a_reason",
            ),
        ]


class Release(Row):
    """A line of the register: which draft became public, when, and when and why it was withdrawn."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="release")
    year = COUNT(models.PositiveSmallIntegerField())
    released_on = DAY(models.DateField())
    released_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    withdrawn_on = DAY(models.DateField(null=True))
    withdrawn_reason = CODED(models.CharField(max_length=32, blank=True))
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "yearbook_release"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="", withdrawn_by__isnull=True)
                | Q(
                    withdrawn_on__isnull=False,
                    withdrawn_reason__in=states.WITHDRAW_REASONS,
                    withdrawn_by__isnull=False,
                ),
                name="a_withdrawal_has_day_and_reason",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(withdrawn_on__isnull=True), name="a_year_is_public_once"
            ),
        ]
