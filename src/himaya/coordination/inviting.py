"""Asking the institutions of a table: one invitation for each seat that is kept on the day, and what follows it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from himaya.coordination import states
from himaya.coordination.models import Cycle, Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.unit import Unit

REQUEST, REMINDER, CANCEL = "request", "reminder", "cancel"
# The hour of the nation's clock at which a reminder goes out.
MORNING = time(8)


def ask(u: Unit, table: RoundTable) -> int:
    """An invitation for each seat of the day that has none yet; returns how many were new. The table is held."""
    asked = set(Invitation.objects.filter(table=table).values_list("institution_id", flat=True))
    kept = queries.seats_on(table.cycle, queries.meeting_day(table))
    new = [(str(seat.institution_id), seat.kind) for seat in kept if seat.institution_id not in asked]
    for institution_id, kind in new:
        row = Invitation.objects.create(
            table=table,
            institution_id=institution_id,
            seat_kind=kind,
            sent_at=clock.now(),
            answer=states.NO_ANSWER,
        )
        u.log("invitation.sent", object_type="invitation", object_id=row.pk, code=row.institution_id)
        tell(u, table, row)
    return len(new)


def ask_latecomers(u: Unit, cycle: Cycle) -> None:
    """Ask whoever got a seat after a table was convened. The cycle is held."""
    rows = RoundTable.objects.select_for_update(of=("self",)).filter(cycle=cycle, state=states.INVITED)
    for table in rows.select_related("cycle").order_by("number"):
        ask(u, table)


def tell(u: Unit, table: RoundTable, row: Invitation) -> None:
    """Leave word for what follows an invitation: a mail now, a reminder before the answer is due.

    Whoever is asked too late for that is reminded by the secretariat: a reminder is never the first that one hears.
    """
    tell_mail(u, table, row, REQUEST)
    due = reminder_at(table)
    if row.answer == states.NO_ANSWER and due > clock.now():
        u.tell(
            "invitation.reminder_due",
            due_at=due,
            invitation=str(row.pk),
            sequence=str(table.sequence),
        )


def tell_mail(u: Unit, table: RoundTable, row: Invitation, kind: str) -> None:
    """Leave word that a mail is due: an invitation or its change, a reminder, a cancellation."""
    u.tell("invitation.mail_due", kind=kind, invitation=str(row.pk), sequence=str(table.sequence))


def reminder_at(table: RoundTable) -> datetime:
    """Eight in the morning by the nation's clock, so many days before the answer is due as the rules say.

    Where that morning has passed, the morning of the day on which the answer is due.
    """
    zone, due = ZoneInfo(table.zone), table.answer_by or queries.meeting_day(table)
    early = due - timedelta(days=queries.rules_of(table.cycle).reminder_days)
    first = datetime.combine(early, MORNING, tzinfo=zone)
    return first if first > clock.now() else datetime.combine(due, MORNING, tzinfo=zone)


def forget_answer(row: Invitation) -> None:
    """Take an answer back to none: it was for another day. The row is held; its revision says that it changed."""
    row.answer, row.how, row.standing_in, row.reason = states.NO_ANSWER, "", "", ""
    row.delegate = row.answered_by = row.answered_at = row.received_on = row.reminded_at = None
    row.revision += 1
    row.save()
