"""Lists of assessments, without what they say."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from himaya.risks.models import Assessment, Discussion, DomainLine, OwnRating


def assessments(case_id: UUID) -> QuerySet[Assessment]:
    """Every assessment of a case but those taken back, the newest first, without its levels or its protocol: whoever
    shows words of that asks for it."""
    rows = Assessment.objects.filter(case_id=case_id, abandoned_on__isnull=True)
    return rows.select_related("desk").defer("levels", "levels_apart").order_by("-number")


def running(case_id: UUID) -> Assessment | None:
    """The assessment of a case that is not finished."""
    return assessments(case_id).filter(finished_at__isnull=True).first()


def last_finished(case_id: UUID) -> Assessment | None:
    """The last finished assessment of a case. When somebody looks again, `queries_clocks.due` says."""
    return assessments(case_id).filter(finished_at__isnull=False).first()


def of_number(case_id: UUID, number: int) -> Assessment | None:
    """One assessment of a case, also one that was taken back."""
    rows = Assessment.objects.filter(case_id=case_id, number=number).select_related("desk__institution", "version")
    return rows.defer("levels", "levels_apart").first()


def nearer(case_id: UUID) -> list[date]:
    """The days that what was said since the last look asked for, of it and of the assessment under way."""
    found = (running(case_id), last_finished(case_id))
    return [one.nearer_on for one in found if one is not None and one.nearer_on is not None]


def lines(case_id: UUID, domains: Collection[str]) -> QuerySet[DomainLine]:
    """What was said of these domains, in the order in which it was."""
    rows = DomainLine.objects.filter(case_id=case_id, domain__in=domains)
    return rows.select_related("desk").order_by("assessment__number", "domain", "number")


def ratings(case_id: UUID, domains: Collection[str]) -> QuerySet[OwnRating]:
    """The person's own ratings of these domains, the oldest first."""
    return (
        OwnRating.objects.filter(case_id=case_id, domain__in=domains)
        .select_related("desk")
        .order_by("domain", "number")
    )


def discussions(case_id: UUID, domains: Collection[str]) -> QuerySet[Discussion]:
    """Talks about these domains, the oldest first."""
    return (
        Discussion.objects.filter(case_id=case_id, domain__in=domains)
        .select_related("desk")
        .order_by("domain", "number")
    )


def anything_said(case_id: UUID, domains: Collection[str]) -> bool:
    """True once a worker or the person said something of these domains."""
    return any(
        rows.filter(case_id=case_id, domain__in=domains).exists() for rows in (DomainLine.objects, OwnRating.objects)
    )


def last_line(assessment_id: UUID, domain: str) -> int:
    """The number of the last line of a domain in an assessment, 0 for none: what a form was shown."""
    rows = DomainLine.objects.filter(assessment_id=assessment_id, domain=domain)
    return rows.aggregate(last=Max("number"))["last"] or 0


def count_lines(assessment_id: UUID, domains: Collection[str]) -> int:
    """How many lines of these domains an assessment has: more of them, and somebody wrote meanwhile."""
    return DomainLine.objects.filter(assessment_id=assessment_id, domain__in=domains).count()


def last_rating(case_id: UUID, domain: str) -> OwnRating | None:
    """The person's last own rating of a domain, closed."""
    rows = OwnRating.objects.filter(case_id=case_id, domain=domain).defer("level", "words")
    return rows.order_by("-number").first()


def next_number(
    rows: "QuerySet[Assessment] | QuerySet[DomainLine] | QuerySet[OwnRating] | QuerySet[Discussion]",
) -> int:
    """The number after the last one; the caller holds the case."""
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1
