"""What went abroad from one institution, for its data protection officer: to whom, under which number, which classes of
data, when, and where it stands. Of whom, and what was said, is in no column that is read here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from himaya.cases import policy as cases
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.packets import policy
from himaya.packets.models import Packet

COLUMNS = ("receiver_id", "number", "classes", "desk_id", "handed_at", "handed", "state")


@dataclass(frozen=True, slots=True)
class Transfer:
    """One packet that was handed out. `times`: how often its file was made; the last one is the one that counts."""

    receiver_id: str
    number: str
    classes: tuple[str, ...]
    desk_id: str
    on: date
    times: int
    state: str


@dataclass(frozen=True, slots=True)
class Register:
    """A page of it, the newest first, and how many there are: altogether, and by partner."""

    total: int
    by_partner: dict[str, int]
    rows: list[Transfer]


def read(actor: Actor, *, first: int, most: int) -> Register:
    """The register of the actor's institution; that it was read is written down. Beyond the end is the last page.

    Raises NotPermitted.
    """
    policy.check_keeps_register(actor)
    with unit(by=actor) as u:
        u.log("packets.register_read", object_type="institution", object_id=actor.institution_id)
    # The desks hold the files: the officer holds none. The store shows an officer no other row than these.
    with wall.beyond(wall.INSTITUTION):
        found = _left(actor)
        counted = dict(found.values_list("receiver_id").annotate(number=Count("pk")).order_by("receiver_id"))
        total = sum(counted.values())
        start = min(first, max(total - 1, 0) // most * most)
        rows = list(found.order_by("-handed_at", "receiver_id", "number").values(*COLUMNS)[start : start + most])
    return Register(total, counted, [_transfer(row) for row in rows])


def _left(actor: Actor) -> QuerySet[Packet]:
    """What left; not of a case from which a conflict of interest keeps the actor."""
    rows = Packet.objects.filter(case__institution_id=actor.institution_id, handed__gt=0)
    return rows.filter(cases.not_excluded(actor, "case_id"))


def _transfer(row: dict[str, Any]) -> Transfer:
    return Transfer(
        receiver_id=row["receiver_id"],
        number=row["number"],
        classes=tuple(row["classes"]),
        desk_id=row["desk_id"],
        on=row["handed_at"].astimezone(clock.here()).date(),
        times=row["handed"],
        state=row["state"],
    )
