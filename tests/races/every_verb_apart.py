"""The races of notes kept apart: two begin, let in, end or write at once."""

from functools import partial
from uuid import UUID

from himaya.cases.actions import compartments
from himaya.cases.models import Compartment, CompartmentGrant, CompartmentNote
from himaya.kernel.actor import Actor
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.cases import apart_at_hand as at_hand

races = Table()
MEMBERS = (cast.SHELTER, cast.SHELTER_COLLEAGUE)


def begun() -> UUID:
    return at_hand.begun(at_hand.of_the_shelter())


def open_grants() -> int:
    return CompartmentGrant.objects.filter(account__isnull=False, revoked_at=None).count()


@races.of("compartments.begin")
def of_two_colleagues_who_begin_one_does() -> Race:
    case = at_hand.of_the_shelter()
    return once(
        lambda by: at_hand.begun(case, by=by),
        "compartment.begun",
        lambda: Compartment.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("compartments.let_in")
def the_same_colleague_is_let_in_once() -> Race:
    one, annex = begun(), at_hand.at_the_annex("annex-worker", "case_manager")
    return once(
        lambda by: at_hand.let_in(one, annex, by=by), "compartment.let_in", lambda: open_grants() == 1, by=MEMBERS
    )


@races.of("compartments.end")
def an_access_to_notes_is_ended_once() -> Race:
    one, annex = begun(), at_hand.at_the_annex("annex-worker", "case_manager")
    grant = at_hand.let_in(one, annex)
    return once(
        lambda by: compartments.end(compartment_id=one, grant_id=grant, by=by),
        "compartment.ended",
        lambda: open_grants() == 0,
        by=MEMBERS,
    )


@races.of("notes.add")
def two_notes_written_at_once_both_stand_each_with_its_number() -> Race:
    """Seen red with `lock` reading without holding the case: both took the number one."""
    one = begun()
    return both(partial(_write, one), "note.added", _both_numbered, by=MEMBERS)


def _write(one: UUID, by: Actor) -> object:
    return at_hand.written(one, by=by)


def _both_numbered() -> bool:
    return sorted(CompartmentNote.objects.values_list("number", flat=True)) == [1, 2]
