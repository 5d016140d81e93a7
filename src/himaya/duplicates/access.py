"""The only ways to hold a search, or two identities side by side: as far as the actor reads both anyway."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from himaya.cases.access_people import hold_all_of
from himaya.duplicates import policy, queries
from himaya.duplicates.models import Pair, Search
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.persons.actions.people import Identity, identity_of
from himaya.persons.models import Person

PURPOSE = "check_duplicate"
NOBODY = (UUID(int=0), UUID(int=1))


@dataclass(frozen=True)
class SideBySide:
    """Two identities inside their block, with the files of each that the actor sees, by reference."""

    pair: Pair
    one: Identity
    other: Identity
    files: tuple[tuple[queries.File, ...], tuple[queries.File, ...]]
    access: Access = field(repr=False)


@contextmanager
def open_pair(actor: Actor, pair_id: UUID) -> Iterator[SideBySide]:
    """Open both identities of a pair; one audit event names both. Raises NotFound, NotPermitted, BudgetSpent.

    Whoever may not read one of the two learns nothing of the pair, not even that there is one.
    """
    policy.check_looks(actor)
    pair = Pair.objects.filter(institution_id=actor.institution_id, pk=pair_id).first()
    # Of a pair that is not there as many looks are made as of one that is not theirs.
    files = queries.read_by(actor, (pair.one_id, pair.other_id) if pair is not None else NOBODY)
    if pair is None or not queries.may_look(actor, pair, files):
        raise NotFound
    one, other = Person.objects.get(pk=pair.one_id), Person.objects.get(pk=pair.other_id)
    with Access(actor, PURPOSE, action="duplicates.read", about=("duplicate_pair", pair.pk)) as access:
        access.open(one, other)
        yield SideBySide(
            pair,
            identity_of(one, access),
            identity_of(other, access),
            (tuple(files[pair.one_id]), tuple(files[pair.other_id])),
            access,
        )


def lock_pair(actor: Actor, pair_id: UUID) -> tuple[Pair, frozenset[UUID]]:
    """Hold a pair for a change, both people first with whoever is one with them, and judge before and after waiting.

    Inside a unit; returns the pair and whom it holds. Raises NotFound, NotNow (joined to somebody at this moment).
    """
    rows = Pair.objects.filter(institution_id=actor.institution_id, pk=pair_id)
    # Judged first too: what is absent and what is another's must cost the same number of looks.
    found = _judged(actor, rows.first())
    people = hold_all_of((found.one_id, found.other_id))
    return _judged(actor, rows.select_for_update(of=("self",)).first()), people


def _judged(actor: Actor, pair: Pair | None) -> Pair:
    files = queries.read_by(actor, (pair.one_id, pair.other_id) if pair is not None else NOBODY)
    if pair is None or not queries.may_look(actor, pair, files):
        raise NotFound
    return pair


def lock_search(actor: Actor, search_id: UUID) -> Search:
    """Hold a search of the actor's institution for a change, inside a unit; the system any. Raises NotFound."""
    rows = Search.objects.select_for_update(of=("self",))
    if actor.kind != "system":
        rows = rows.filter(policy.visible_searches(actor))
    found = rows.filter(pk=search_id).first()
    if found is None:
        raise NotFound
    return found
