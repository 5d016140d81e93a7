"""Whether somebody is to look again, and until when: moments only, no word is opened.

Asked of a case that the asker holds. A desk of police, whose rows of other desks the store hides, is told too until
when somebody looks again: that saves a life and tells no word.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from himaya.crisis import rules_looks
from himaya.crisis.models import CrisisRound
from himaya.kernel import wall


def last_of(case_id: UUID) -> CrisisRound | None:
    """The last round of a case, closed."""
    return _last(case_id)


def last_seen(case_id: UUID) -> CrisisRound | None:
    """The last round at which somebody saw or heard the person, closed; of what has ended none counts any more."""
    ended = _last(case_id, kind=rules_looks.ENDED)
    return _last(case_id, reached=True, number__gt=ended.number if ended is not None else 0)


def _last(case_id: UUID, **that: object) -> CrisisRound | None:
    with wall.beyond(wall.EVERYTHING):
        return CrisisRound.objects.filter(case_id=case_id, **that).defer("said").order_by("-number").first()


def of_other_desks(rounds: Collection[UUID]) -> list[CrisisRound]:
    """Rounds whose words the asker's desk may not read, closed: after them it did something itself."""
    with wall.beyond(wall.EVERYTHING):
        return list(CrisisRound.objects.filter(pk__in=rounds).defer("said"))


def looks(case_ids: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
    """Of these cases, those of which somebody is to look again, and until when."""
    wanted = list(case_ids)
    with wall.beyond(wall.EVERYTHING):
        last = CrisisRound.objects.filter(case_id=OuterRef("case_id")).order_by("-number").values("pk")[:1]
        rows = CrisisRound.objects.filter(case_id__in=wanted, pk=Subquery(last))
        found = rows.values_list("case_id", "next_look_at").order_by("next_look_at", "pk")
        return [(pk, at) for pk, at in found if at is not None]


def look_due(case_id: UUID) -> datetime | None:
    """Until when somebody looks again; None where nothing runs."""
    last = last_of(case_id)
    return last.next_look_at if last is not None else None


def runs(case_id: UUID) -> bool:
    """True while somebody is to look again."""
    last = last_of(case_id)
    return last is not None and last.kind != rules_looks.ENDED


def hard_hours(account_id: UUID, since: datetime) -> list[datetime]:
    """When an account began or ended such a time. Moments of nobody: asked by that account of itself alone."""
    kinds = (rules_looks.BEGUN, rules_looks.ENDED)
    with wall.beyond(wall.EVERYTHING):
        rows = CrisisRound.objects.filter(looked_by=account_id, kind__in=kinds, at__gte=since)
        return list(rows.values_list("at", flat=True))
