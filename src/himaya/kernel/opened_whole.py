"""When an institution opened everybody whom it keeps at once, as each room that does so declares it.

A room above has a module `opened_whole` with `moments(institution_id)`. Whoever lists who read a file adds these for
every person alike: the audit names whom the worker opened, and left out whom it may not touch.
"""

from datetime import datetime

from himaya.kernel import rooms


def moments(institution_id: str) -> list[datetime]:
    """The moments, the newest first."""
    found = (room.moments(institution_id) for room in rooms.modules("opened_whole"))
    return sorted((at for several in found for at in several), reverse=True)
