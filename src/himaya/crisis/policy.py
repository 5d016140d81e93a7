"""Who asks, acts and looks again: whoever works with people, at the desk that holds the case.

Police, prosecution, courts and consulates may do it too for a person in front of them, when they hold the case: nobody
is left to die for the sake of a wall. They read what their own desk wrote, and no older word of another.
"""

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk. Which cases, `cases.policy` says."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(code="no_crisis")


def reads_others(actor: Actor) -> bool:
    """True at a desk that reads what other desks wrote: none that enforces, judges, or is a State's."""
    return institutions.keeps_stories(actor.desk_id)
