"""Whether it was decided that going abroad is best for a child: the room that notes it declares it, a lower one asks.

A room that notes such decisions has a module `best_interest` with `opens(case_id)`: true while a decision stands that
was made for where the child would go, and for which the child was heard. It is asked with the rows that the actor sees,
and answers yes or no, never what was decided or by whom. What cannot be seen opens nothing.
"""

from uuid import UUID

from himaya.kernel import rooms


def opens(case_id: UUID) -> bool:
    """True where a room says of this file that something about the child may go abroad."""
    return any(room.opens(case_id) for room in rooms.modules("best_interest"))
