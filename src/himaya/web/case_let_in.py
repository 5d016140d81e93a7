"""What a page of a case says to whoever does not hold it: until when it is open to them, and that they only read."""

from typing import Any

from himaya.cases.access import open_until, view_of
from himaya.cases.models import Case
from himaya.cases.rules_grants import BREAK_GLASS
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def let_in(actor: Actor, case: Case, *, part: str = "") -> dict[str, Any]:
    """For the part `parts/let_in.html`; `holds` where this desk may change the file.

    `part`: what the page shows, where an emergency opens it alone: it closes with the access that opens it, whatever
    else is open for longer. An emergency on the page of the case itself is told with its own end.
    """
    holds, view = case.desk_id == actor.desk_id, view_of(actor, case)
    emergency = not holds and BREAK_GLASS in view.kinds
    until = open_until(actor, case, part=part, kind=BREAK_GLASS if emergency and not part else "")
    return {
        "holds": holds,
        "view": view,
        "until": until.astimezone(clock.here()) if until else None,
        "emergency": emergency,
    }
