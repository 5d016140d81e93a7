"""What a page of a case says to whoever does not hold it: until when it is open to them, and that they only read."""

from typing import Any

from himaya.cases.access import view_of
from himaya.cases.models import Case
from himaya.cases.rules_grants import BREAK_GLASS
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def let_in(actor: Actor, case: Case) -> dict[str, Any]:
    """For the part `parts/let_in.html`; `holds` where this desk may change the file."""
    holds, view = case.desk_id == actor.desk_id, view_of(actor, case)
    return {
        "holds": holds,
        "view": view,
        "until": view.until.astimezone(clock.here()) if view.until else None,
        "emergency": not holds and BREAK_GLASS in view.kinds,
    }
