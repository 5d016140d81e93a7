"""Which reminder is owed to whom: looked at anew each time, because a word may have come in between."""

from datetime import date

from himaya.adapters import mail
from himaya.coordination import rules_following as rules
from himaya.coordination import states
from himaya.coordination.models import FollowUpReminder, Recommendation
from himaya.coordination.queries.silence import reminded_on, silence
from himaya.coordination.queries.tables import speakers_on
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.unit import Unit


def addressee(institution_id: str | None) -> Delegate | None:
    """The delegate who reads mail for an institution today, the titular first; None without an address."""
    if institution_id is None:
        return None
    speakers = speakers_on([institution_id], clock.today())[institution_id]
    return next((one for one in speakers if one.email), None)


def channel(row: Recommendation) -> str:
    """How a reminder of this recommendation can go out: by mail where it can leave and somebody reads it."""
    return states.MAIL if mail.host_listed() and addressee(row.lead_id) is not None else states.LETTER


def due(row: Recommendation) -> tuple[str, date, int] | None:
    """Kind, since when and number of the reminder to make now; None when none is due."""
    return rules.next_reminder(silence(row, reminded_on([row.pk]).get(row.pk, [])), clock.today())


def still_owed(reminder: FollowUpReminder) -> bool:
    """True while what it reminds of is still awaited: a word that came in between ends it."""
    row = reminder.recommendation
    owed = rules.awaited(silence(row, []), clock.today())
    return owed is not None and owed == (reminder.kind, reminder.since)


def may_go_out(reminder: FollowUpReminder, on: date) -> bool:
    """False for a day too near to the reminder before: silence counts only after the days to answer in."""
    row = reminder.recommendation
    return rules.may_go_out(silence(row, reminded_on([row.pk]).get(row.pk, [])), reminder.since, on)


def drop(u: Unit, reminder: FollowUpReminder) -> None:
    """Take back a reminder that never went out. It is held."""
    u.log("follow_up_reminder.dropped", object_type="follow_up_reminder", object_id=reminder.pk, code=reminder.kind)
    reminder.delete()
