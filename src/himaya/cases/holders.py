"""Everybody outside a desk who was told something of a person: what they noted elsewhere no erasure reaches.

One walk over what the rooms declare (kernel/belongings.py). Whatever leads to a desk or an institution names somebody
who was told, until a room says that it does not: a new way of telling is on the list before anybody thinks of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk, Institution
from himaya.kernel.belongings import Belonging, of_persons


@dataclass(frozen=True)
class Holders:
    """Desks, institutions of which no desk is known, and how many were told who stand in no list. `hushed`: the desk
    that looks is one that is not told of all of them."""

    desks: list[Desk] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    unlisted: int = 0
    hushed: bool = False

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.desks) + len(self.institutions) + self.unlisted


def of(person_id: UUID, *, desk_id: str) -> Holders:
    """Whoever knows something of a person besides this desk. A desk that keeps no stories learns of those alone with
    whom it shared: that somebody was helped elsewhere, or goes abroad, is hidden from it on every page."""
    hushed = not institutions.keeps_stories(desk_id)
    walked = [one for one in of_persons() if not hushed or one.what in OPEN]
    desks, houses, unlisted = set[str](), set[str](), 0
    for one in walked:
        for column, to in columns(one):
            found = _ids(one, column, person_id)
            (desks if to is Desk else houses).update(found)
        if one.told is not None:
            more = one.told(person_id)
            desks.update(more.desks)
            houses.update(more.institutions)
            unlisted += more.unlisted
    rows = Desk.objects.select_related("institution").filter(pk__in=desks - {desk_id}).order_by("pk")
    known = list(rows)
    own = set(Desk.objects.filter(pk=desk_id).values_list("institution_id", flat=True))
    rest = houses - own - {one.institution_id for one in known}
    return Holders(known, list(Institution.objects.filter(pk__in=rest).order_by("pk")), unlisted, hushed)


# What happens between two desks of which each knows the other.
OPEN = frozenset(
    {"files", "referrals", "handovers", "arrivals", "inbound", "consents", "sharing_exceptions", "withdrawal_notices"}
)


def columns(one: Belonging) -> Iterator[tuple[str, type[models.Model]]]:
    """The columns of these rows by which somebody was told."""
    if one.untold:
        return
    for column in one.model._meta.concrete_fields:
        to = column.related_model
        if to in (Desk, Institution) and one.not_told.get(column.name, models.Q()) is not None:
            yield column.name, to


def _ids(one: Belonging, column: str, person_id: UUID) -> set[str]:
    rows: models.QuerySet[Any] = one.rows(person_id).filter(**{f"{column}__isnull": False})
    if (silent := one.not_told.get(column)) is not None:
        rows = rows.exclude(silent)
    return set(rows.order_by().values_list(f"{column}_id", flat=True))
