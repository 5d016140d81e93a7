"""The verb by which a desk corrects who somebody is: by way of a file that it holds at that moment."""

from uuid import UUID

from himaya.cases import access
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.persons.actions import people
from himaya.persons.actions.people import Identity


def correct(*, case_id: UUID, identity: Identity, by: Actor) -> None:
    """Replace what is kept of the person behind a file; whoever was kept from it a moment ago corrects nothing.

    Raises NotFound, NotPermitted, NotValid, NotNow, as `people.correct` does.
    """
    with unit(by=by):
        case = access.lock_case(by, case_id)
        people.correct(person_id=case.person_id, identity=identity, by=by)
