"""Open files on which nothing happened for long: told to the desk, then to the lead; never outside the institution.

What happens is read from the days that rows carry anyway. Notes kept apart are not among them: a file that is missing
from the list would tell that there are some. The days are a proposal of this software, not adopted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet, Subquery

from himaya.cases import policy
from himaya.cases.models import Case, CaseFile, Consent, Grant, HandOver, ReferralStep, Submission
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor

# Without anything for so long, the desk is asked; for as long again, its lead is.
DESK_DAYS, LEAD_DAYS = 30, 60
# So many are shown on a page, and fetched in one go where all of them are walked.
MOST = 50
# What happens in a case, by the column of its day or moment.
_STIRS: tuple[tuple[type[Model], str, str], ...] = (
    (Submission, "case", "made_on"),
    (CaseFile, "case", "added_on"),
    (ReferralStep, "referral__case", "at"),
    (Consent, "case", "at"),
    (Grant, "case", "granted_at"),
    (HandOver, "case", "offered_at"),
)


@dataclass(frozen=True, slots=True)
class Quiet:
    """One file, and the day of the last thing that happened in it."""

    case: Case
    since: date


def of_desk(actor: Actor) -> list[Quiet]:
    """The quiet files of the actor's desk, the longest quiet first."""
    return _found(policy.held_cases(actor), DESK_DAYS)


def of_institution(actor: Actor) -> list[Quiet]:
    """For a lead: the files of their institution that stayed quiet after the desk was asked."""
    if not (policy.works_on_cases(actor) and actor.has(policy.LEAD)):
        return []
    return _found(Q(institution_id=actor.institution_id) & policy.not_excluded(actor), LEAD_DAYS)


def everywhere() -> Iterator[Quiet]:
    """For the worker: every quiet file of every desk, however many there are; so many at a time."""
    with wall.beyond(wall.EVERYTHING):
        ids = list(_quiet(DESK_DAYS).order_by("opened_on", "reference").values_list("pk", flat=True))
    # What stirred since the list was made is not among them any more.
    for first in range(0, len(ids), MOST):
        yield from _found(Q(pk__in=ids[first : first + MOST]), DESK_DAYS)


def is_quiet(case: Case) -> bool:
    """True for an open file that its desk is asked about."""
    with wall.beyond(wall.EVERYTHING):
        return _quiet(DESK_DAYS).filter(pk=case.pk).exists()


def _found(which: Q, days: int) -> list[Quiet]:
    # A file must not look quiet because of what the actor does not see of it.
    with wall.beyond(wall.EVERYTHING):
        lasts = {f"last_{n}": Subquery(_last(*one)) for n, one in enumerate(_STIRS)}
        rows = _quiet(days).filter(which).select_related("desk__institution").annotate(**lasts)
        found = [Quiet(row, _since(row, lasts)) for row in rows.order_by("opened_on", "reference")[:MOST]]
    return sorted(found, key=lambda one: (one.since, one.case.reference))


def _last(model: type[Model], of_case: str, column: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(**{of_case: OuterRef("pk")}).order_by()
    last: QuerySet[Any] = rows.values(of_case).annotate(last=Max(column)).values("last")
    return last


def _since(row: Case, lasts: dict[str, Any]) -> date:
    found = [row.opened_on, row.stirred_on, *(getattr(row, name) for name in lasts)]
    return max(
        one.astimezone(clock.here()).date() if isinstance(one, datetime) else one for one in found if one is not None
    )


def _quiet(days: int) -> QuerySet[Case]:
    since = clock.today() - timedelta(days=days)
    moment = datetime.combine(since + timedelta(days=1), time(), tzinfo=clock.here())
    rows = Case.objects.filter(
        Q(needed_until__isnull=True) | Q(needed_until__lte=clock.today()),
        Q(stirred_on__isnull=True) | Q(stirred_on__lte=since),
        state="open",
        opened_on__lte=since,
    )
    for model, of_case, column in _STIRS:
        after: dict[str, Any] = {f"{column}__gt": since} if column.endswith("_on") else {f"{column}__gte": moment}
        rows = rows.filter(~Exists(model._default_manager.filter(**{of_case: OuterRef("pk")}, **after)))
    return rows
