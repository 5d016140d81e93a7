"""What is known of one table or of many: its half-days, who was asked, who is there, whether enough are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from himaya.coordination import policy, rules, states
from himaya.coordination.models import Attendance, Cycle, Invitation, Quorum, RoundTable, Seat
from himaya.coordination.rules import CycleRules
from himaya.institutions import queries_mandates
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class QuorumNow:
    """How many seats have a voice, how many of them are there, how many must be."""

    seats: int
    there: int
    needed: int
    reached: bool
    missing: list[Institution]


def rules_of(cycle: Cycle) -> CycleRules:
    """The rules of a cycle, as rules."""
    return rules.rules_of(cycle.rules)


def local(table: RoundTable, moment: datetime) -> datetime:
    """A moment as the clock of the table's place shows it."""
    return moment.astimezone(ZoneInfo(table.zone))


def meeting_day(table: RoundTable) -> date:
    """The first day of the table, by the clock of its place: mandates are looked at on that day."""
    return local(table, table.starts_at).date()


def last_day(table: RoundTable) -> date:
    """The last day of the table, by the clock of its place."""
    return local(table, table.ends_at).date()


def half_days_of(table: RoundTable) -> tuple[str, ...]:
    """The half-days of the table, in order: `2026-12-10-am`, `2026-12-10-pm`."""
    return rules.half_days(local(table, table.starts_at), local(table, table.ends_at))


def held_half_days(table: RoundTable) -> tuple[str, ...]:
    """The half-days in which attendance was taken: a table that ended at noon has no afternoon."""
    marked = set(Attendance.objects.filter(table=table).values_list("half_day", flat=True))
    return tuple(one for one in half_days_of(table) if one in marked)


def present_half_day(table: RoundTable) -> str:
    """The half-day that it is now at this table: its first before it begins, its last after it ended."""
    known = half_days_of(table)
    now = rules.half_day_of(local(table, clock.now()))
    earlier = [one for one in known if one <= now]
    return earlier[-1] if earlier else known[0]


def seats_on(cycle: Cycle, on: date) -> "QuerySet[Seat]":
    """The seats that are kept by an institution on a day, in the order of their numbers."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rows = Seat.objects.filter(held, cycle=cycle, institution__isnull=False, valid_from__lte=on)
    return rows.select_related("institution").order_by("number")


def voices_on(cycle: Cycle, on: date) -> list[Institution]:
    """The institutions with a voice on a day, in the order of their seats."""
    kept = seats_on(cycle, on).filter(kind__in=states.VOICES)
    return [one.institution for one in kept if one.institution is not None]


def attendance_of(table: RoundTable, half_day: str) -> dict[str, Attendance]:
    """What was marked in one half-day, by institution."""
    rows = Attendance.objects.filter(table=table, half_day=half_day).select_related("institution", "delegate")
    return {row.institution_id: row for row in rows}


def is_there(row: Attendance | None, its_rules: CycleRules) -> bool:
    """Whether what was marked counts for the quorum at this moment."""
    return row is not None and row.left_at is None and rules.counts(its_rules, row.status)


def quorum_now(table: RoundTable, half_day: str) -> QuorumNow:
    """The quorum of a half-day as it was marked up to now. Nothing is frozen by asking."""
    its_rules = rules_of(table.cycle)
    voices = voices_on(table.cycle, meeting_day(table))
    marked = attendance_of(table, half_day)
    missing = [one for one in voices if not is_there(marked.get(one.pk), its_rules)]
    there, needed = len(voices) - len(missing), rules.needed(its_rules, len(voices))
    return QuorumNow(len(voices), there, needed, bool(voices) and there >= needed, missing)


def frozen_of(table: RoundTable) -> "QuerySet[Quorum]":
    """The quorums that were frozen at a table, the oldest first."""
    return Quorum.objects.filter(table=table).order_by("frozen_at", "half_day")


def table_list(actor: Actor) -> "QuerySet[RoundTable]":
    """The tables that the actor may know, the latest first."""
    rows = RoundTable.objects.filter(policy.visible_tables(actor)).select_related("cycle__organiser")
    return rows.order_by("-starts_at", "-number")


def cycle_list(actor: Actor) -> "QuerySet[Cycle]":
    """The cycles that the actor may know: the open ones first, the latest before the others."""
    rows = Cycle.objects.filter(policy.visible_cycles(actor)).select_related("organiser", "funder")
    return rows.distinct().order_by("-state", "-opened_on")


def invitations_of(actor: Actor, table: RoundTable) -> "QuerySet[Invitation]":
    """The invitations of a table: all for the secretariat, its own for an institution."""
    rows = Invitation.objects.filter(table=table).select_related("institution", "delegate", "answered_by")
    return rows if policy.is_secretariat(actor) else rows.filter(institution_id=actor.institution_id)


def unanswered(actor: Actor, *, but: RoundTable | None) -> "QuerySet[Invitation]":
    """The convened tables, other than the one named, at which the actor's institution has not answered."""
    if policy.is_secretariat(actor):
        return Invitation.objects.none()
    visible = RoundTable.objects.filter(policy.visible_tables(actor), state=states.INVITED).values("pk")
    rows = Invitation.objects.filter(
        table__in=visible, institution_id=actor.institution_id, answer=states.NO_ANSWER
    ).select_related("table__cycle")
    return rows.exclude(table=but).order_by("table__starts_at")


def speakers_on(institution_ids: "list[str]", on: date) -> Mapping[str, list[Delegate]]:
    """The delegates who may speak for each institution on a day, the titular first."""
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(on), institution_id__in=institution_ids, role__in=states.SPEAKING
    ).select_related("delegate")
    found: dict[str, list[Delegate]] = {one: [] for one in institution_ids}
    for row in sorted(rows, key=lambda one: (states.SPEAKING.index(one.role), one.valid_from)):
        if row.delegate not in found[row.institution_id]:
            found[row.institution_id].append(row.delegate)
    return found


def invitation_of(actor: Actor, invitation_id: UUID) -> Invitation | None:
    """One invitation that the actor may know, or None."""
    rows = Invitation.objects.select_related("table__cycle", "institution", "delegate", "answered_by")
    if not policy.is_secretariat(actor):
        rows = rows.filter(institution_id=actor.institution_id)
    visible = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    return rows.filter(pk=invitation_id, table__in=visible).first()
