"""Freezing a quorum: the rule, what it asks and who was there are written once and never change."""

from dataclasses import asdict

from himaya.coordination import states
from himaya.coordination.models import Attendance, Quorum, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.unit import Unit


def freeze(u: Unit, table: RoundTable, half_day: str, *, closes: bool) -> Quorum:
    """Write the quorum of a half-day as it stands. The table is held."""
    now = queries.quorum_now(table, half_day)
    marked = queries.attendance_of(table, half_day)
    its_rules = queries.rules_of(table.cycle)
    voices = queries.voices_on(table.cycle, queries.meeting_day(table))
    row = Quorum.objects.create(
        table=table,
        half_day=half_day,
        frozen_at=clock.now(),
        seats=now.seats,
        needed=now.needed,
        there=now.there,
        reached=now.reached,
        closes=closes,
        detail={
            "rules": asdict(its_rules),
            "there": [one.pk for one in voices if queries.is_there(marked.get(one.pk), its_rules)],
            "missing": [one.pk for one in now.missing],
            "statuses": {one.pk: marked[one.pk].status if one.pk in marked else "" for one in voices},
        },
    )
    u.log("quorum.frozen", object_type="quorum", object_id=row.pk, code="reached" if row.reached else "not_reached")
    return row


def closed_half_day(table: RoundTable, half_day: str) -> Quorum | None:
    """The quorum that ended this half-day, if it was ended."""
    return Quorum.objects.filter(table=table, half_day=half_day, closes=True).first()


def was_counted(table: RoundTable, half_day: str, institution_id: str) -> bool:
    """Whether the institution stands in a quorum that was frozen in this half-day."""
    rows = Quorum.objects.filter(table=table, half_day=half_day).values_list("detail", flat=True)
    return any(institution_id in detail["there"] for detail in rows)


def freeze_open_half_days(u: Unit, table: RoundTable) -> None:
    """End every half-day that was marked and not ended yet. The table is held."""
    marked = set(Attendance.objects.filter(table=table).values_list("half_day", flat=True))
    for half_day in queries.half_days_of(table):
        if half_day in marked and closed_half_day(table, half_day) is None:
            freeze(u, table, half_day, closes=True)


def checkable(table: RoundTable) -> bool:
    """True while attendance can be marked: in session, and on the day before it opens."""
    if table.state == states.IN_SESSION:
        return True
    today = queries.local(table, clock.now()).date()
    return table.state == states.INVITED and today >= queries.meeting_day(table)
