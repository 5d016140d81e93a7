"""Awareness activities that an actor may know, and the weeks around one of them as they are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.training import policy, states
from himaya.training import rules_awareness as rules
from himaya.training import words_awareness as words
from himaya.training.models import AwarenessActivity, PlanLine


@dataclass(frozen=True, slots=True)
class Series:
    """The weeks around an activity, its three parts, who counted, and whether parts may be laid side by side."""

    weeks: list[rules.Told]
    parts: list[rules.Part]
    sources: list[str]
    side_by_side: bool


def activities(actor: Actor, line: PlanLine | None = None) -> "QuerySet[AwarenessActivity]":
    """Those that the actor may know, the latest first; of one line, where it is given."""
    rows = AwarenessActivity.objects.filter(policy.visible_activities(actor))
    if line is not None:
        rows = rows.filter(line=line)
    return rows.select_related("institution", "region").order_by("-first_day", "pk")


def standing(row: AwarenessActivity) -> Promise:
    """Its state in words: checked by one is not yet checked."""
    if row.state == states.ACTIVITY_CHECKED and row.seconded_by_id is None:
        return words.CHECKED_BY_ONE
    return words.ACTIVITY_STATES[row.state]


def tone(row: AwarenessActivity) -> str:
    """The look of that word."""
    waits = row.state == states.ACTIVITY_CHECKED and row.seconded_by_id is None
    return "wait" if waits else words.ACTIVITY_TONES[row.state]


def series(row: AwarenessActivity) -> Series:
    """The weeks as they are told: small numbers are gone from here on."""
    held = list(row.counts.order_by("week"))
    weeks = rules.series(row.first_day, row.last_day, {one.week: one.calls for one in held}, clock.today())
    parts = rules.parts(weeks)
    sources = sorted({one.source for one in held})
    return Series(weeks, parts, sources, rules.side_by_side(parts, len(sources)))


def under_way(line_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """By line of awareness: how many activities were not cancelled, and how many of them are still to come or shown."""
    rows = AwarenessActivity.objects.filter(line__in=list(line_ids)).exclude(state=states.ACTIVITY_CANCELLED)
    still = Count("pk", filter=Q(state__in=states.ACTIVITY_UNDER_WAY))
    return {line: (n, left) for line, n, left in rows.values_list("line").annotate(n=Count("pk"), left=still)}
