"""What may be asked of compartments without opening one."""

from himaya.cases import policy
from himaya.cases.models import Compartment
from himaya.cases.rules_compartments import HEALTH, readable_by
from himaya.institutions import accounts
from himaya.kernel import wall
from himaya.kernel.actor import Actor


def nobody_opens(actor: Actor) -> bool:
    """For the lead of a desk: it keeps something apart, and nobody sits there today who opens that.

    Asked of the desk, and of no file: whether something waits there, since when and how much, is not told by it.
    """
    if not (policy.works_on_cases(actor) and actor.has(policy.LEAD)):
        return False
    seats = accounts.seats_today().filter(desk_id=actor.desk_id).values_list("roles", flat=True)
    if any(HEALTH in readable_by(roles, enforces=False) for roles in seats):
        return False
    # The lead opens none of it: that there is some is all that is asked.
    with wall.beyond(wall.EVERYTHING):
        return Compartment.objects.filter(desk_id=actor.desk_id, kind=HEALTH).exists()
