"""Drafts and releases of all years, for whoever draws up or reviews. None of it is about one institution or person."""

from uuid import UUID

from django.db.models import QuerySet

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.yearbook import policy, states
from himaya.yearbook.models import Draft, Review


def drafts(actor: Actor) -> QuerySet[Draft]:
    """Every draft, the newest year first. Raises NotPermitted."""
    policy.check_reviews(actor)
    rows = Draft.objects.select_related("institution", "release")
    return rows.order_by("-year", "-drawn_up_on", "-pk")


def draft_of(actor: Actor, draft_id: UUID) -> Draft:
    """One draft. Raises NotPermitted, NotFound."""
    found = drafts(actor).filter(pk=draft_id).first()
    if found is None:
        raise NotFound
    return found


def reviews_of(draft: Draft) -> QuerySet[Review]:
    """What was said of a draft, in the order of their days."""
    return draft.reviews.select_related("institution").order_by("on", "pk")


def approvers(draft: Draft) -> list[UUID]:
    """The accounts that approved a draft."""
    return list(draft.reviews.filter(word=states.APPROVED).values_list("reviewer_id", flat=True))


def standing(year: int) -> Draft | None:
    """The draft or the release that a year has now."""
    return Draft.objects.filter(year=year, state__in=states.STANDING).first()
