"""Drafts and releases of all years, for whoever draws up or reviews. None of it is about one institution or person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.yearbook import policy, rules, states
from himaya.yearbook.models import Draft, Release, Review


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


def withdrawn_unchanged(year: int, figures: Mapping[str, Any]) -> Release | None:
    """The newest withdrawn release of a year that these figures would bring back without what its reason asks for."""
    for row in withdrawn(year):
        before = row.draft.figures
        same = numbers(before) == numbers(figures)
        if rules.asks_why_again(row.withdrawn_reason, same_numbers=same, same_words=said(before) == said(figures)):
            return row
    return None


def withdrawn(year: int) -> QuerySet[Release]:
    """The releases of a year that were withdrawn, the newest first."""
    rows = Release.objects.filter(year=year, withdrawn_on__isnull=False).select_related("draft")
    return rows.order_by("-withdrawn_on", "-pk")


def numbers(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Every number of a year that is shown, without its words: by table, then by line."""
    return {
        one["id"]: [
            one["state"],
            one["total"],
            one.get("alone", 0),
            {line["id"]: line["count"] for line in one["lines"]},
        ]
        for one in figures["tables"]
    }


def said(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Every word of a year; not which program wrote it, and by which declaration."""
    return {name: figures[name] for name in figures if name not in ("version", "declared")}


def standing(year: int) -> Draft | None:
    """The draft or the release that a year has now."""
    return Draft.objects.filter(year=year, state__in=states.STANDING).first()
