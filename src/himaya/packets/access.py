"""The only ways to hold packets of a case: for the desk that holds it, with the reading in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.unit import unit
from himaya.packets import making, policy, queries, rules
from himaya.packets.making import Line
from himaya.packets.models import Packet, PacketStep

PURPOSE = "prepare_referral"


@dataclass(frozen=True)
class InWords:
    """One packet as it will be read, with its steps and what was said at each; inside its block. `seen` is what this
    very look is known by, `released` the one of the second person, if there was one."""

    row: Packet
    lines: tuple[Line, ...]
    steps: tuple[tuple[PacketStep, dict[str, Any]], ...]
    seen: str
    released: str


@contextmanager
def open_choices(actor: Actor, case_id: UUID) -> Iterator[tuple[Case, tuple[Line, ...]]]:
    """What a packet of this case could hold, line by line, as it would be read; one audit event. Raises NotFound."""
    case = held(actor, case_id)
    with Access(actor, PURPOSE, action="packet.choices_read", about=("case", case.pk)) as reader:
        yield case, making.lines(rules.PARTS, making.known(case, reader), {})


@contextmanager
def open_packet(
    actor: Actor, case_id: UUID, packet_id: UUID, *, action: str = "packet.looked_through"
) -> Iterator[InWords]:
    """One packet of a case as its partner reads it. Raises NotFound."""
    case = held(actor, case_id)
    row = _of(case, packet_id)
    steps = list(PacketStep.objects.filter(packet=row).select_related("desk").order_by("number"))
    with Access(actor, PURPOSE, action=action, about=("case", case.pk)) as reader:
        reader.open(row, *steps)
        lines = making.lines(row.classes, making.known(case, reader), row.typed or {})
        said = tuple((one, dict(one.said or {})) for one in steps)
        released = next((str((one.held or {}).get("seen", "")) for one in steps if one.verb == "release"), "")
        yield InWords(row, lines, said, making.seen(row.pk, lines), released)


@contextmanager
def open_reply_key(actor: Actor, case_id: UUID, packet_id: UUID) -> Iterator[tuple[str, str]]:
    """The reference of a packet, and the private key that opens a reply to its last file; empty where none left."""
    case = held(actor, case_id)
    row = _of(case, packet_id)
    step = PacketStep.objects.filter(packet=row, verb="hand_out").order_by("-number").first()
    with Access(actor, PURPOSE, action="packet.reply_opened", about=("case", case.pk)) as reader:
        if step is not None:
            reader.open(step)
        private = (step.held or {}).get("reply_key", "") if step is not None else ""
        yield row.reference, str(private)


def listed(actor: Actor, case_id: UUID) -> tuple[Case, list[Packet]]:
    """The packets of a case, closed, the newest first; that they were looked at is written down. Raises NotFound."""
    case = held(actor, case_id)
    with unit(by=actor) as u:
        u.log("packets.read", object_type="case", object_id=case.pk, subjects=[case.person_id])
    return case, list(queries.of_case(case.pk))


def held(actor: Actor, case_id: UUID) -> Case:
    """The case, closed, for a desk that holds it and helps. Raises NotFound."""
    if not policy.exists_for(actor):
        raise NotFound
    return cases.held_case(actor, case_id)


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold a case of the actor's desk, inside a unit. Raises NotPermitted, NotFound."""
    policy.check_works(actor)
    return cases.lock_case(actor, case_id)


def lock(actor: Actor, case_id: UUID, packet_id: UUID) -> Packet:
    """Hold one packet for a change, its case first, inside a unit. Raises NotPermitted, NotFound."""
    case = lock_case(actor, case_id)
    found = Packet.objects.select_for_update(of=("self",)).defer("typed").filter(case=case, pk=packet_id).first()
    if found is None:
        raise NotFound
    found.case = case
    return found


def lock_by_system(packet_id: UUID) -> Packet | None:
    """The same for the worker; None for a packet that is gone."""
    of_it = Packet.objects.filter(pk=packet_id).values("case_id")
    list(Case.objects.select_for_update().filter(pk__in=of_it).values_list("pk"))
    return Packet.objects.select_for_update(of=("self",)).defer("typed").filter(pk=packet_id).first()


def _of(case: Case, packet_id: UUID) -> Packet:
    rows = Packet.objects.select_related("receiver", "case__desk__institution")
    found = rows.filter(case=case, pk=packet_id).first()
    if found is None:
        raise NotFound
    return found
