"""What follows a packet to a partner abroad: silence is told, an end taken back elsewhere.

A task says that something waits; it says neither that somebody travels nor who.
"""

from collections.abc import Mapping
from uuid import UUID

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.packets import states
from himaya.packets.actions import packets
from himaya.packets.models import Packet
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]
WANTED = {states.SILENT: "packet_silent"}


def follow(ids: Ids) -> None:
    """It came to another state: what that asks of the desk is a task there, and what the one before asked is none."""
    packet, case = UUID(ids["packet"]), UUID(ids["case"])
    about = About("packet", packet, case)
    state = Packet.objects.filter(pk=packet).values_list("state", flat=True).first() or ""
    wanted = WANTED.get(state, "")
    if not wanted:
        raising.settle(about=about, by=SYSTEM)
        return
    raising.raise_for(kind=wanted, about=about, due_on=clock.today(), by=SYSTEM)


def fall_silent(ids: Ids) -> None:
    """The day by which the partner was to answer is over."""
    packets.fall_silent(packet_id=UUID(ids["packet"]), reply_by=ids["reply_by"], by=SYSTEM)


def tell_lead(ids: Ids) -> None:
    """The next working day, and still no word: the lead of the desk hears of it, once and urgently."""
    packet, case = UUID(ids["packet"]), UUID(ids["case"])
    row = Packet.objects.filter(pk=packet, state=states.SILENT).defer("typed").first()
    if row is not None and row.reply_by.isoformat() == ids["reply_by"]:
        about = About("packet", packet, case)
        raising.raise_again(kind="packet_silent_lead", about=about, due_on=clock.today(), urgent=True, by=SYSTEM)


def take_back(ids: Ids) -> None:
    """The person took back on the page of agreements what a packet rests on."""
    packets.follow_withdrawal(consent_id=UUID(ids["consent"]), by=SYSTEM)


def restore(ids: Ids) -> None:
    """A file is open again: what its packets ask of its desk is a task there."""
    for packet in Packet.objects.filter(case_id=ids["case"]).values_list("pk", flat=True):
        follow({"packet": str(packet), "case": ids["case"]})
