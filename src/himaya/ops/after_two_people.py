"""What follows the first half of an act that takes two: the desks of those who may do the other half get a mail.

That it waits, nobody has to be told: each of them sees it among what waits, until it is done or void (ADR 89).
"""

from collections.abc import Mapping
from uuid import UUID

from himaya.institutions import accounts
from himaya.kernel import two_people
from himaya.kernel.actor import SYSTEM
from himaya.kernel.two_people import Act
from himaya.tasks.actions import mailboxes

Ids = Mapping[str, str]


def mail_the_second(ids: Ids) -> None:
    """It waits, and still does: the addresses of their desks hear that something waits; at once where it is urgent."""
    act = next((one for one in two_people.acts() if one.code == ids["act"]), None)
    if act is None:
        return
    for desk_id, urgent in desks_of(act, UUID(ids["about"])).items():
        mailboxes.owe(desk_id=desk_id, urgent=urgent, by=SYSTEM)


def desks_of(act: Act, number: UUID) -> dict[str, bool]:
    """The desks at which somebody may do the second half today, and whether it is urgent."""
    found: dict[str, bool] = {}
    for seat in accounts.seats_today().select_related("desk").order_by("desk_id", "pk"):
        if seat.desk_id in found or set(act.roles).isdisjoint(seat.roles):
            continue
        waits = two_people.waits_for(accounts.actor_in(seat), act, number)
        if waits is not None:
            found[seat.desk_id] = waits.urgent
    return found
