"""What the rows of the law name: entries of the register and demands at the own desk's institution."""

from himaya.cases.models import Case
from himaya.legal import states
from tests.rooms.legal import demanding, registering
from tests.security.matrix.rows import DEMAND, DEMAND_DECIDED, ENTRY, ENTRY_IN_FORCE


def set_up(case_id: object) -> dict[str, str]:
    """An entry that waits and one in force; a demand that counsel advised on, and one that was decided."""
    waits = registering.entries.propose(said=registering.said(), by=registering.OFFICER)
    reference = Case.objects.get(pk=case_id).reference
    return {
        ENTRY: str(waits),
        ENTRY_IN_FORCE: str(registering.confirmed(states.AUTHORISATION)),
        DEMAND: str(demanding.advised(file=reference)),
        DEMAND_DECIDED: str(demanding.decided(("confirmation", "dates", "identity", "answers"), file=reference)),
    }
