"""What is still open of a file when a desk would close it, as each room declares it.

A room that has something of a file which waits for somebody has a module `still_open` with a list `OPEN`. Whoever
closes a file learns of it here and imports no room. Numbers only: what is counted stays in its room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from himaya.kernel import rooms

# A file is not closed over it | closed over it when somebody ticks that they know | said, and hinders nothing.
STOPS, WARNS, TELLS = "stops", "warns", "tells"
WEIGHTS = (STOPS, WARNS, TELLS)


@dataclass(frozen=True)
class Still:
    """One kind of thing that may be open of a file.

    `count` says how many of them are open, by the id of the file; it is asked with every row in sight, so a room counts
    here only what the desk that holds the file may know of. `sentence` says what it is and what to do. `view` names the
    page where it is settled: one that takes `case_id`, or one that takes nothing.
    """

    code: str
    weight: str
    sentence: Promise
    count: Callable[[UUID], int]
    view: str = ""


@dataclass(frozen=True)
class Found:
    """A kind of which something is open, and how many."""

    still: Still
    count: int


def declared() -> list[Still]:
    """What every installed room declares, the higher room first."""
    return [one for room in reversed(rooms.modules("still_open")) for one in room.OPEN]


def of_case(case_id: UUID) -> list[Found]:
    """What is open of one file, the weightiest first."""
    found = [Found(one, count) for one in declared() if (count := one.count(case_id))]
    return sorted(found, key=lambda one: WEIGHTS.index(one.still.weight))
