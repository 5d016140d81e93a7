"""The verbs of a round table: planned, moved, convened, cancelled, opened, closed, archived."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    closing,
    freezing,
    inviting,
    locks,
    no_case,
    policy,
    seeding,
    snapshotting,
    states,
    texts,
    words_tables,
)
from himaya.coordination.models import AgendaItem, Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

LONGEST = timedelta(days=5)


def plan(
    *,
    cycle_id: UUID,
    kind: str,
    titles: Mapping[str, str],
    starts: datetime,
    ends: datetime,
    place: str,
    link: str,
    by: Actor,
) -> RoundTable:
    """Plan the next table of a cycle; its number comes by itself and its agenda is seeded at once.

    `starts` and `ends` are aware. A table without a title is called by its number. Raises NotValid, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = locks.lock_cycle(by, cycle_id)
        if cycle.state != states.OPEN or cycle.recorded:
            raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
        if kind not in states.TABLE_KINDS:
            raise NotValid(_("Say what kind of table this is."), code="table_kind")
        _check_moments(starts, ends)
        last = RoundTable.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
        table = RoundTable.objects.create(
            cycle=cycle,
            number=last + 1,
            kind=kind,
            starts_at=starts,
            ends_at=ends,
            zone=clock.here().key,
            place=_place(place),
            link=_place(link),
            state=states.PLANNED,
            **_titles(titles),
        )
        u.log("table.planned", object_type="round_table", object_id=table.pk)
        seeding.seed(u, table)
        return table


def move(*, table_id: UUID, starts: datetime, ends: datetime, place: str, reason: str, by: Actor) -> RoundTable:
    """Move a table before it opens. Once convened it needs a reason, and the guests hear of it.

    On another day every institution is asked anew: an answer was for a day. Raises NotValid, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, after = _held(by, table_id, "move")
        _check_moments(starts, ends)
        before = queries.meeting_day(table)
        table.starts_at, table.ends_at, table.place = starts, ends, _place(place)
        if table.state == states.INVITED:
            table.reason = no_case.reason(reason)
            table.sequence += 1
            _tell_guests(u, table, anew=queries.meeting_day(table) != before)
        table.state = after
        table.save()
        u.log("table.moved", object_type="round_table", object_id=table.pk)
        seeding.seed(u, table)
        return table


def convene(*, table_id: UUID, answer_by: date, by: Actor) -> int:
    """Ask every institution with a seat on the day; returns how many. Raises NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, after = _held(by, table_id, "convene")
        if not clock.today() <= answer_by <= queries.meeting_day(table):
            raise NotValid(
                _("Answers are due between today and the day of the meeting. Choose another day."), code="answer_by"
            )
        table.state, table.answer_by = after, answer_by
        table.save(update_fields=["state", "answer_by"])
        seeding.seed(u, table)
        asked = inviting.ask(u, table)
        if not asked:
            raise NotNow(
                _("No institution has a seat on that day, so nobody would be asked. Give the seats first."),
                code="no_seats",
            )
        u.log("table.convened", object_type="round_table", object_id=table.pk)
        return asked


def cancel(*, table_id: UUID, reason: str, by: Actor) -> None:
    """Cancel a table that has not opened; its number stays used. Whoever was asked hears of it. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, after = _held(by, table_id, "cancel")
        table.reason = no_case.reason(reason)
        table.state, table.sequence = after, table.sequence + 1
        table.save(update_fields=["reason", "state", "sequence"])
        for row in Invitation.objects.filter(table=table):
            inviting.tell_mail(u, table, row, inviting.CANCEL)
        u.log("table.cancelled", object_type="round_table", object_id=table.pk)


def open(*, table_id: UUID, chair_id: UUID, by: Actor) -> RoundTable:
    """Open the session, from its day on, with the delegate who presides. Raises NotNow, NotPermitted, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, after = _held(by, table_id, "open")
        day = queries.meeting_day(table)
        if queries.local(table, clock.now()).date() < day:
            sentence = _("This table is on %(day)s. It can be opened that day; to hold it earlier, move it.")
            raise NotNow(str(sentence) % {"day": days.in_words(day, languages.current())}, code="too_early")
        chair = Delegate.objects.filter(pk=chair_id).first()
        if chair is None:
            raise NotValid(_("Choose who presides over the table."), code="chair_missing")
        policy.delegate_with_mandate(delegate_id=chair.pk, institution_id=chair.institution_id, on=day)
        table.state, table.chair, table.opened_at = after, chair, clock.now()
        table.save(update_fields=["state", "chair", "opened_at"])
        u.log("table.opened", object_type="round_table", object_id=table.pk)
        return table


def close(*, table_id: UUID, by: Actor) -> None:
    """Close the session: what was not finished is carried to the next table, the last quorum is frozen, and how each
    recommendation stands.

    Raises NotNow while a question is still put to the table, or while no attendance was taken.
    """
    with unit(by=by) as u:
        table, after = _held(by, table_id, "close")
        policy.check_runs(by, table)
        closing.check_nothing_is_put(table)
        closing.check_somebody_was_marked(table)
        for item in AgendaItem.objects.select_for_update().filter(table=table).order_by("position"):
            closing.end_item(u, item)
        freezing.freeze_open_half_days(u, table)
        table.state, table.closed_at = after, clock.now()
        table.save(update_fields=["state", "closed_at"])
        snapshotting.take(u, table)
        seeding.seed_later(u, table)
        u.log("table.closed", object_type="round_table", object_id=table.pk)
        u.tell("table.closed", table=str(table.pk))


def archive(*, table_id: UUID, by: Actor) -> None:
    """Put away a table whose minutes are approved. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, after = _held(by, table_id, "archive")
        table.state = after
        table.save(update_fields=["state"])
        u.log("table.archived", object_type="round_table", object_id=table.pk)


def _held(by: Actor, table_id: UUID, verb: str) -> tuple[RoundTable, str]:
    """The table, held, and the state after the verb. Raises NotNow with the sentence of the state it is in."""
    table = locks.lock_table(by, table_id)
    after = states.leads_to(states.TABLE_TRANSITIONS, verb, table.state)
    if after is None:
        raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
    return table, after


def _check_moments(starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise NotValid(_("The table ends before it begins. Look at its hours again."), code="ends_first")
    if ends - starts > LONGEST:
        raise NotValid(_("A table lasts five days at most. Plan a second one for the rest."), code="too_long")
    if starts.astimezone(clock.here()).date() < clock.today():
        raise NotValid(_("This day is over. Choose today or a later day."), code="day_over")


def _tell_guests(u: Unit, table: RoundTable, *, anew: bool) -> None:
    """The guests of a table that was moved: asked anew when the day changed, told in any case."""
    day = queries.meeting_day(table)
    if table.answer_by is None or table.answer_by > day or anew:
        wait = timedelta(days=queries.rules_of(table.cycle).answer_days)
        table.answer_by = min(day, max(table.answer_by or clock.today(), clock.today() + wait))
    for row in Invitation.objects.select_for_update().filter(table=table):
        if anew and row.answer != states.NO_ANSWER:
            inviting.forget_answer(row)
        inviting.tell(u, table, row)
    inviting.ask(u, table)


def _place(text: str) -> str:
    return texts.sentence(text, needed=False)


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    """A table may go without a title of its own: its number says enough."""
    if not any(text.strip() for text in titles.values()):
        return {}
    return no_case.titles(titles)
