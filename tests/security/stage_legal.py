"""What the rows of the law name: entries of the register at the own desk's institution."""

from himaya.legal import states
from tests.rooms.legal import registering
from tests.security.matrix.rows import ENTRY, ENTRY_IN_FORCE


def set_up() -> dict[str, str]:
    """One entry that waits for a second person, and one in force."""
    waits = registering.entries.propose(said=registering.said(), by=registering.OFFICER)
    return {ENTRY: str(waits), ENTRY_IN_FORCE: str(registering.confirmed(states.AUTHORISATION))}
