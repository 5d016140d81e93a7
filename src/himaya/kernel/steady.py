"""Before anything is destroyed because its day has come: has it? The clock against what was written down.

Where the clock was found in order, or the operator said that it is right, stands in the audit: only rows since then are
looked at.
"""

from datetime import datetime

from django.db.models.functions import TruncDate

from himaya.kernel import clock, rules_clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit

CONFIRMED = "clock.confirmed"
# Each is written only where the clock was believed.
_BELIEVED = (CONFIRMED, "retention.run", "keys.epoch_retired")
_DAYS = rules_clock.SILENCE.days
SENTENCES = {
    rules_clock.BEHIND: (
        "This machine's clock is behind what was already written: it was set back, or was ahead before. Nothing was "
        "destroyed. Set it by NTP; if it is right now, say so once with --clock-is-right."
    ),
    rules_clock.AHEAD: (
        f"More than {_DAYS} days lie between two moments in which anything was written: the machine was off, or its "
        "clock jumped ahead. Nothing was destroyed, because its day may not have come. Compare the clock with another; "
        "if it is right, say so once with --clock-is-right."
    ),
}


def doubt() -> str:
    """What speaks against the clock just now; nothing when it may be believed."""
    rows = AuditEvent.objects.all()
    believed = rows.filter(action__in=_BELIEVED).order_by("-id").values_list("id", flat=True).first()
    since = rows.filter(id__gte=believed) if believed is not None else rows
    latest: datetime | None = since.order_by("-at").values_list("at", flat=True).first()
    days = since.annotate(day=TruncDate("at", tzinfo=clock.here())).values_list("day", flat=True).distinct()
    return rules_clock.doubt(clock.now(), latest, list(days.order_by()), clock.today())


def check() -> None:
    """Raises NotNow, with what to do, where the clock may not be believed."""
    if code := doubt():
        raise NotNow(SENTENCES[code], code=code)


def confirm(*, by: Actor) -> None:
    """Somebody compared the clock with another and says that it is right. The audit keeps what spoke against it."""
    with unit(by=by) as u:
        u.log(CONFIRMED, object_type="clock", object_id="", code=doubt())
