"""What a desk had of a file by an agreement, besides referrals, as each room declares it.

A room above that shows a desk something while a person agrees has a module `reached` with a function `reference`.
Whoever ends the agreement learns here that the desk is to be told, in the same moment, and imports no room.
"""

from collections.abc import Collection
from uuid import UUID

from himaya.kernel import rooms


def reference(case_id: UUID, desk_id: str, ended: Collection[str]) -> str:
    """The reference by which a desk knows the file that it had something of by these classes of data; else nothing.

    Asked while the one who holds the file acts: a room looks at nothing that the holder may not see.
    """
    found = (room.reference(case_id, desk_id, ended) for room in rooms.modules("reached"))
    return next((str(one) for one in found if one), "")
