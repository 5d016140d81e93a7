"""What belongs to a person, as each room declares it, so that an erasure leaves nothing out.

A room that keeps something of a person has a module `belongings` with a list `BELONGS`; rows that belong to nobody who
is protected stand there as `Nobodys`, with the reason. A sealed model in neither list fails the build.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from himaya.kernel import rooms
from himaya.kernel.sealed import SealedModel, blank, filled

IDENTITY, ALL = "identity", "all"
SCOPES = (IDENTITY, ALL)


@dataclass(frozen=True)
class Told:
    """Who was told something by what no column of the rows leads to: ids, and how many stand in no list."""

    desks: Collection[str] = ()
    institutions: Collection[str] = ()
    unlisted: int = 0


@dataclass(frozen=True)
class Belonging:
    """The rows of one model that belong to a person.

    `what` is the word under which the person is told of them, `kind` the record kind of content/retention.yaml that
    says how long they stay. Erasing the identity alone deletes the rows when `with_identity`, else empties the sealed
    columns in `naming`: those under the identity key, and free texts, of which nobody can promise that they hold no
    name. `keyed` is the column of a subject that the rows have for themselves: its keys go with the person's.
    `against` says, as a sentence, why the rows of somebody are not erased now: who settles them needs them until then.
    `holds` says, as a sentence, that nothing of somebody may be destroyed at all, by a correction as little as by an
    erasure: a legal hold. Rooms below the one that keeps holds learn of it here.
    `untold` rows are erased like all others, and no list and no certificate counts them: a number would say that there
    are some, to people who may not know it.
    Every column that leads to a desk or an institution names somebody who knows something of the person and may have
    noted it elsewhere (`cases/holders.py`), but those of `untold` rows. `not_told` says of which column that is not so:
    of the rows of a condition, or, None, of none. `told` says who else was told.
    """

    model: type[models.Model]
    rows: Callable[[UUID], "models.QuerySet[Any]"]
    what: str
    kind: str
    with_identity: bool = False
    naming: tuple[str, ...] = ()
    keyed: str = ""
    against: Callable[[UUID], Promise | None] | None = None
    holds: Callable[[UUID], Promise | None] | None = None
    untold: bool = False
    not_told: Mapping[str, models.Q | None] = field(default_factory=dict)
    told: Callable[[UUID], Told] | None = None

    def deletes(self, scope: str) -> bool:
        """Whether this erasure leaves no row; else it empties `naming`."""
        return scope == ALL or self.with_identity

    def taken(self, person_id: UUID, *, scope: str) -> "models.QuerySet[Any]":
        """The rows that an erasure would delete or empty: what a page promises and `erase` takes."""
        rows = self.rows(person_id)
        return rows if self.deletes(scope) else filled(rows, *self.naming)

    def erase(self, person_id: UUID, *, scope: str) -> int:
        """Delete or empty the rows of a person, inside the caller's unit; returns how many there were."""
        rows = self.taken(person_id, scope=scope)
        if self.deletes(scope):
            # These rows and no others. What still points at them was not declared: the database then refuses it all.
            return rows._raw_delete(rows.db)
        return blank(rows, *self.naming)

    def subjects(self, person_id: UUID) -> list[UUID]:
        """The subjects of the rows' own, of which nothing may be read afterwards."""
        return list(self.rows(person_id).values_list(self.keyed, flat=True)) if self.keyed else []


@dataclass(frozen=True)
class Nobodys:
    """Sealed rows of which no protected person is the subject, and why that is so."""

    model: type[models.Model]
    why: str


Declared = Belonging | Nobodys


def declared() -> list[Declared]:
    """What every installed room declares; the higher room first, because its rows point at those of the lower."""
    return [one for room in reversed(rooms.modules("belongings")) for one in room.BELONGS]


def of_persons() -> list[Belonging]:
    """The rows to walk when a person's data is erased, in the order of deletion."""
    return [one for one in declared() if isinstance(one, Belonging)]


def counted(person_id: UUID, *, scope: str) -> dict[str, int]:
    """How many rows an erasure would take, by what they are called; not those of which nobody is told."""
    return _by_word((one.what, one.taken(person_id, scope=scope).count()) for one in of_persons() if not one.untold)


def left(person_id: UUID, *, scope: str) -> dict[str, int]:
    """How many rows stay after it, without what it empties."""
    stays = (one for one in of_persons() if not one.untold and not one.deletes(scope))
    return _by_word((one.what, one.rows(person_id).count()) for one in stays)


def _by_word(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for what, number in numbers:
        if number:
            found[what] = found.get(what, 0) + number
    return found


def unspoken() -> frozenset[str]:
    """The words of which no row is ever counted to anybody."""
    return frozenset(one.what for one in of_persons()) - {one.what for one in of_persons() if not one.untold}


def against(person_id: UUID) -> Promise | None:
    """The first sentence that a room has against erasing somebody now, if one has any."""
    said = (one.against(person_id) for one in of_persons() if one.against is not None)
    return next((sentence for sentence in said if sentence is not None), None)


def on_hold(person_id: UUID) -> Promise | None:
    """Why nothing of somebody may be destroyed by anybody now; None while nothing holds it."""
    said = (one.holds(person_id) for one in of_persons() if one.holds is not None)
    return next((sentence for sentence in said if sentence is not None), None)


def undeclared() -> list[str]:
    """Models that an erasure would leave behind or stumble over: sealed, or pointing at what it deletes."""
    known = {one.model for one in declared()}
    owned = {one.model for one in of_persons()}
    return sorted(
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model not in known and (issubclass(model, SealedModel) or _points_at(model, owned))
    )


def _points_at(model: type[models.Model], owned: set[type[models.Model]]) -> bool:
    return any(field.related_model in owned for field in model._meta.concrete_fields)
