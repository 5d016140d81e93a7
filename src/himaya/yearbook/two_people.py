"""The year in five tables: approved by two who did not draw it up, then released by the secretariat."""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act, me
from himaya.yearbook import policy, rules, states
from himaya.yearbook.models import Draft, Review

# How many approved it who did not draw it up.
_YES = Count("reviews", filter=Q(reviews__word=states.APPROVED) & ~Q(reviews__reviewer_id=F("author_id")))


def _to_review(actor: Actor) -> "QuerySet[Draft]":
    said = Review.objects.filter(reviewer_id=me(actor)).values("draft_id")
    rows = Draft.objects.alias(yes=_YES).filter(state=states.WAITING, yes__lt=rules.REVIEWERS)
    return rows.exclude(author_id=me(actor)).exclude(pk__in=said)


def _to_release(_actor: Actor) -> "QuerySet[Draft]":
    return Draft.objects.alias(yes=_YES).filter(state=states.WAITING, yes__gte=rules.REVIEWERS)


ACTS = [
    Act(
        "year_review",
        "yearbook.reviews.approve",
        _("The yearly figures are drawn up: approve them, or send them back"),
        (policy.SECRETARIAT, policy.OFFICER),
        _to_review,
        asked="drawn_up_on",
        within=2 * A_WEEK,
        view="yearbook:draft",
        args={"draft_id": "id"},
    ),
    Act(
        "year_release",
        "yearbook.releases.release",
        _("Two people approved the yearly figures: release them, or drop them"),
        (policy.SECRETARIAT,),
        _to_release,
        asked="drawn_up_on",
        within=3 * A_WEEK,
        view="yearbook:draft",
        args={"draft_id": "id"},
    ),
]
