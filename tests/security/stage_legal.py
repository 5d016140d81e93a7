"""What the rows of the law name: entries of the register and demands at the own desk's institution."""

from uuid import UUID

from himaya.cases.models import Case
from himaya.disclosures.actions.exports import Scope
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.legal import states
from tests.rooms.legal import demanding, exporting, registering
from tests.security.matrix.rows import DEMAND, DEMAND_DECIDED, ENTRY, ENTRY_IN_FORCE, EXPORT, EXPORT_READY


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
        DEMAND_DECIDED: str(demanding.decided(("confirmation", "dates", "identity", "answers"), file=reference)),
    }
