"""Whether somebody who was to go turned back: the room that keeps it declares it, a lower one asks.

A room that keeps it has a module `turned` with `back(case_id)`: true while the person chose otherwise, and nobody has
begun anew. It is asked with the rows that the actor sees, and answers yes or no, never where to or why.
"""

from uuid import UUID

from himaya.kernel import rooms


def back(case_id: UUID) -> bool:
    """True where a room says of this file that the person does not go now."""
    return any(room.back(case_id) for room in rooms.modules("turned"))
