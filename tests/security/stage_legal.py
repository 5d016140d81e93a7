"""What the rows of the law name: entries of the register, demands, what persons asked, at the own institution."""

from uuid import UUID

from himaya.cases.models import Case
from himaya.disclosures.actions.exports import Scope
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.legal import states
from tests import factories
from tests.rooms.legal import demanding, exporting, registering, requesting
from tests.security.matrix.rows import (
    DEMAND,
    DEMAND_DECIDED,
    ENTRY,
    ENTRY_IN_FORCE,
    EXPORT,
    EXPORT_READY,
    REQUEST,
    REQUEST_PREPARED,
    REQUEST_RELEASED,
    REQUEST_TO_CHANGE,
)


def set_up(case_id: object, *, lead: UUID) -> dict[str, str]:
    """An entry that waits and one in force; a demand that counsel advised on, and one that was decided.

    Exports are on: one waits for its second person, another one was approved for the visiting lead.
    """
    waits = registering.entries.propose(said=registering.said(), by=registering.OFFICER)
    reference = Case.objects.get(pk=case_id).reference
    exporting.switched_on()
    scope = Scope(file=reference)
    visiting = Actor("account", lead, "labour-north", "labour", frozenset({"desk_lead"}), proven_at=clock.now())
    return {
        EXPORT: str(exporting.asked(scope=scope)),
        EXPORT_READY: str(exporting.approved(asker=visiting, scope=scope)),
        ENTRY: str(waits),
        ENTRY_IN_FORCE: str(registering.confirmed(states.AUTHORISATION)),
        DEMAND: str(demanding.advised(file=reference)),
        REQUEST: str(requesting.recorded(Case.objects.get(pk=case_id))),
        REQUEST_PREPARED: str(requesting.prepared(_another_file())),
        REQUEST_RELEASED: str(requesting.released(_another_file())),
        REQUEST_TO_CHANGE: str(requesting.wanted(Case.objects.get(pk=case_id))),
        DEMAND_DECIDED: str(demanding.decided(("confirmation", "dates", "identity", "answers"), file=reference)),
    }


def _another_file() -> Case:
    """Of one file the same is asked once at a time."""
    return Case.objects.get(pk=factories.hand_over(identity=None).case_id)
