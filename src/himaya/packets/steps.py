"""Moving a packet from one state to the next: the row, its line, the audit and word for the worker in one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases.actions import quiet
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit
from himaya.packets import states
from himaya.packets.models import Packet, PacketStep

MORNING = time(8, 0)


def check_moment(row: Packet, verb: str) -> str:
    """The state to which the verb leads. Raises NotNow."""
    after = states.leads_to(verb, row.state)
    if after is None:
        raise NotNow(
            _("This packet has moved on meanwhile. Look where it stands; nothing was changed."),
            code=f"already_{row.state}",
        )
    return after


def move(u: Unit, row: Packet, verb: str, *, code: str = "", day: date | None = None, **changed: Any) -> None:
    """Change the state and what goes with it; `changed` are columns in clear. Raises NotNow."""
    row.state = check_moment(row, verb)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changed])
    write(u, row, verb, code=code, day=day)


def write(
    u: Unit,
    row: Packet,
    verb: str,
    *,
    code: str = "",
    day: date | None = None,
    said: dict[str, Any] | None = None,
    held: dict[str, Any] | None = None,
) -> None:
    """Add a line to what became of a packet."""
    system = u.by.kind == "system"
    last = PacketStep.objects.filter(packet=row).aggregate(last=Max("number"))["last"] or 0
    step = PacketStep(
        person_id=row.person_id,
        case_id=row.case_id,
        packet=row,
        number=last + 1,
        verb=verb,
        code=code,
        at=clock.now(),
        day=day,
        desk_id=None if system else u.by.desk_id,
        done_by=None if system else u.by.account_id,
    )
    seal(step, said=said, held=held)
    step.save(force_insert=True)
    if not system:
        quiet.stirred(row.case_id)


def told(u: Unit, row: Packet) -> None:
    """The worker brings the tasks about this packet in line with where it stands."""
    u.tell("packet.moved", packet=str(row.pk), case=str(row.case_id))


def wait_for(u: Unit, row: Packet) -> None:
    """Silence is told on the morning after the day by which the partner was to answer."""
    ids = {"packet": str(row.pk), "case": str(row.case_id), "reply_by": row.reply_by.isoformat()}
    u.tell("packet.reply_due", due_at=morning_of(row.reply_by + timedelta(days=1)), **ids)


def morning_of(day: date) -> datetime:
    """Eight o'clock of a day, where the nation is."""
    return datetime.combine(day, MORNING, clock.here())
