"""Whether somebody told of fear of a State, or of asylum: each room that asks declares it, a lower one learns of it.

A room that asks has a module `fears` with `told(person_id)`: true once a yes was said, in whichever file of the person.
It is asked with every row in sight, and answers yes or no, never what was said.
"""

from uuid import UUID

from himaya.kernel import rooms


def told(person_id: UUID) -> bool:
    """True where some room was told of a fear, and it stays true: what was said once is not missed elsewhere."""
    return any(room.told(person_id) for room in rooms.modules("fears"))
