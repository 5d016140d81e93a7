"""The races of cycles, seats, round tables, their agendas, who is asked and who is there."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination.actions import agenda, attendance, cycles, documents, history, invitations, seats, tables
from himaya.coordination.content import load_recorded
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Cycle,
    Document,
    Invitation,
    Quorum,
    RoundTable,
    Seat,
    Theme,
)
from himaya.institutions import content
from himaya.institutions.actions import packs
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import OutboxMessage
from tests.races.every_verb import FIRST, Race, Table, both, once, whole, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import deciding_at_the_table as deciding

races = Table()


def in_order(table: RoundTable, points: int) -> bool:
    """The points stand at 1, 2, 3 …: none twice, none left out."""
    found = AgendaItem.objects.filter(table=table).values_list("position", flat=True)
    return sorted(found) == list(range(1, points + 1))


def first_point(table: RoundTable) -> AgendaItem:
    return AgendaItem.objects.get(table=table, position=1)


# --- cycles and seats ------------------------------------------------------------------------------------------------
@races.of("cycles.open")
def two_cycles_with_seats_and_themes_of_their_own() -> Race:
    at.people()
    return both(
        lambda by: cycles.open(
            titles={"fr": word(by)},
            organiser_id=at.ORGANISER,
            funder_id=None,
            legal_basis="",
            rules={},
            themes=[("T1", {"fr": word(by)})],
            seated=[(states.MEMBER, "hospital"), (states.NGO, None)],
            by=by,
        ),
        "cycle.opened",
        lambda: (
            Theme.objects.count() == 2
            and all(
                list(one.seats.order_by("number").values_list("number", flat=True)) == [1, 2]
                for one in Cycle.objects.all()
            )
        ),
    )


@races.of("cycles.change_rules")
def no_changed_rule_is_lost() -> Race:
    cycle = at.cycle()

    def kept() -> bool:
        rules = Cycle.objects.get(pk=cycle.pk).rules
        return (rules["answer_days"], rules["comment_days"]) == (9, 21)

    return both(
        lambda by: cycles.change_rules(
            cycle_id=cycle.pk, rules={"answer_days": 9} if by == FIRST else {"comment_days": 21}, by=by
        ),
        "cycle.rules_changed",
        kept,
    )


@races.of("cycles.close")
def a_cycle_is_closed_once() -> Race:
    cycle = at.cycle()
    return once(
        lambda by: cycles.close(cycle_id=cycle.pk, by=by),
        "cycle.closed",
        lambda: Cycle.objects.get(pk=cycle.pk).state == states.CLOSED,
    )


@races.of("seats.fill")
def a_reserved_seat_is_filled_once() -> Race:
    cycle = at.cycle()
    at.mandate("authority", "focal-authority")
    reserved = seats.give(cycle_id=cycle.pk, kind=states.NGO, institution_id=None, valid_from=at.SINCE, by=FIRST)
    return once(
        lambda by: seats.fill(
            seat_id=reserved.pk,
            institution_id="minors" if by == FIRST else "authority",
            valid_from=clock.today(),
            by=by,
        ),
        "seat.given",
        lambda: Seat.objects.filter(cycle=cycle, number=reserved.number, valid_to__isnull=True).count() == 1,
    )


@races.of("seats.end")
def a_seat_is_ended_once_and_stays_reserved_once() -> Race:
    cycle = at.cycle()
    seat = Seat.objects.get(cycle=cycle, institution_id="daw")
    return once(
        lambda by: seats.end(seat_id=seat.pk, on=clock.today(), by=by),
        "seat.ended",
        lambda: Seat.objects.filter(cycle=cycle, number=seat.number, institution__isnull=True).count() == 1,
    )


@races.of("seats.take_over")
def a_seat_is_taken_over_once_and_its_last_day_stays() -> Race:
    cycle = at.cycle()

    def holds() -> bool:
        old = Seat.objects.get(cycle=cycle, institution_id="hospital")
        new = Seat.objects.get(cycle=cycle, institution_id="minors")
        assert old.valid_to is not None
        return old.valid_to + timedelta(days=1) == new.valid_from

    return both(
        lambda by: seats.take_over(
            from_id="hospital", to_id="minors", on=clock.today() - timedelta(days=1 if by == FIRST else 3), by=by
        ),
        "seat.given",
        holds,
        rows=1,
    )


@races.of("history.load")
def history_loaded_twice_at_once_is_there_once() -> Race:
    packs.load(pack=content.load_pack("morocco"), by=SYSTEM)
    rows = load_recorded("morocco")[:1]
    return both(
        lambda by: history.load(rows=rows, by=by),
        "history.loaded",
        lambda: (
            (Cycle.objects.count(), RoundTable.objects.count(), Seat.objects.count())
            == (1, len(rows[0].tables), len(rows[0].seats))
        ),
    )


@races.of("documents.enter")
def two_documents_are_entered() -> Race:
    cycle = at.cycle()
    return both(
        lambda by: documents.enter(
            cycle_id=cycle.pk,
            kind="protocol",
            titles={"fr": word(by)},
            owner_id=None,
            version_name="",
            decide_on=None,
            by=by,
        ),
        "document.entered",
        lambda: Document.objects.filter(cycle=cycle).count() == 2,
    )


@races.of("documents.set_state")
def the_last_state_of_a_document_stands() -> Race:
    row = deciding.document(at.planned())
    return both(
        lambda by: documents.set_state(
            document_id=row.pk, state=states.TABLED if by == FIRST else states.DEFERRED, by=by
        ),
        "document.state_set",
        lambda: Document.objects.get(pk=row.pk).state in (states.TABLED, states.DEFERRED),
    )


# --- tables ----------------------------------------------------------------------------------------------------------
@races.of("tables.move")
def a_table_moved_twice_lies_where_one_of_them_said_and_the_guests_hear_of_both() -> Race:
    table = at.convened()

    def holds() -> bool:
        table.refresh_from_db()
        days = 7 if table.place == word(FIRST) else 14
        return table.starts_at == at.STARTS + timedelta(days=days) and table.sequence == 2 and whole(table.place)

    def move(by: at.Actor) -> RoundTable:
        later = timedelta(days=7 if by == FIRST else 14)
        return tables.move(
            table_id=table.pk,
            starts=at.STARTS + later,
            ends=at.ENDS + later,
            place=word(by),
            reason="Salle prise",
            by=by,
        )

    return both(move, "table.moved", holds)


@races.of("tables.cancel")
def a_table_is_cancelled_once_and_its_guests_hear_of_it_once() -> Race:
    table = at.convened()
    return once(
        lambda by: tables.cancel(table_id=table.pk, reason=word(by), by=by),
        "table.cancelled",
        lambda: (
            RoundTable.objects.get(pk=table.pk).sequence == 1
            and OutboxMessage.objects.filter(event="invitation.mail_due").count() == 8
        ),
    )


@races.of("tables.close", at=at.IN_THE_MORNING)
def a_session_is_closed_once_and_each_half_day_frozen_once() -> Race:
    table = at.in_session()

    def holds() -> bool:
        frozen = list(Quorum.objects.filter(table=table, closes=True).values_list("half_day", flat=True))
        return len(frozen) == len(set(frozen)) > 0 and RoundTable.objects.get(pk=table.pk).state == states.TABLE_CLOSED

    return once(lambda by: tables.close(table_id=table.pk, by=by), "table.closed", holds)


@races.of("tables.archive")
def a_table_is_put_away_once() -> Race:
    table = at.closed(state=states.MINUTES_APPROVED)
    return once(
        lambda by: tables.archive(table_id=table.pk, by=by),
        "table.archived",
        lambda: RoundTable.objects.get(pk=table.pk).state == states.ARCHIVED,
    )


# --- agenda ----------------------------------------------------------------------------------------------------------
@races.of("agenda.seed")
def an_agenda_is_seeded_once() -> Race:
    table = at.planned()
    text = deciding.document(table, decide_on=at.DAY)
    return both(
        lambda by: agenda.seed(table_id=table.pk, by=by),
        "agenda.seeded",
        lambda: AgendaItem.objects.filter(document=text).count() == 1 and in_order(table, 4),
        rows=1,
    )


@races.of("agenda.add")
def two_points_are_added_at_places_of_their_own() -> Race:
    table = at.planned()
    return both(
        lambda by: agenda.add(table_id=table.pk, kind=states.THEME, titles={"fr": word(by)}, minutes=20, by=by),
        "item.added",
        lambda: in_order(table, 5),
    )


@races.of("agenda.change")
def a_point_changed_twice_is_as_one_of_them_wrote_it() -> Race:
    item = first_point(at.planned())

    def holds() -> bool:
        item.refresh_from_db()
        minutes = 10 if item.title_fr == word(FIRST) else 90
        return whole(item.title_fr, item.title_ar) and item.minutes == minutes

    return both(
        lambda by: agenda.change(
            item_id=item.pk, titles={"fr": word(by), "ar": word(by)}, minutes=10 if by == FIRST else 90, by=by
        ),
        "item.changed",
        holds,
    )


@races.of("agenda.shift")
def a_point_shifted_twice_goes_two_places() -> Race:
    table = at.planned()
    item = first_point(table)
    return both(
        lambda by: agenda.shift(item_id=item.pk, up=False, by=by),
        "item.shifted",
        lambda: AgendaItem.objects.get(pk=item.pk).position == 3 and in_order(table, 3),
    )


@races.of("agenda.drop")
def a_point_is_dropped_once() -> Race:
    item = first_point(at.planned())
    return once(
        lambda by: agenda.drop(item_id=item.pk, reason=word(by), by=by),
        "item.dropped",
        lambda: AgendaItem.objects.get(pk=item.pk).state == states.ITEM_DROPPED,
    )


@races.of("agenda.finish", at=at.IN_THE_MORNING)
def a_point_is_finished_once() -> Race:
    item = at.open_item(at.in_session())
    return once(
        lambda by: agenda.finish(item_id=item.pk, by=by),
        "item.finished",
        lambda: AgendaItem.objects.get(pk=item.pk).state == states.ITEM_DONE,
    )


@races.of("agenda.say", at=at.IN_THE_MORNING)
def what_was_said_is_what_one_of_them_noted() -> Race:
    item = at.open_item(at.in_session())

    def holds() -> bool:
        item.refresh_from_db()
        return whole(item.said_fr, item.said_ar)

    return both(
        lambda by: agenda.say(item_id=item.pk, said={"fr": word(by), "ar": word(by)}, by=by), "item.said", holds
    )


@races.of("agenda.carry", at=at.IN_THE_MORNING)
def a_point_is_carried_once() -> Race:
    item = at.open_item(at.in_session())
    return once(
        lambda by: agenda.carry(item_id=item.pk, reason=word(by), by=by),
        "item.carried",
        lambda: AgendaItem.objects.get(pk=item.pk).state == states.ITEM_CARRIED,
    )


# --- who is asked, who is there --------------------------------------------------------------------------------------
@races.of("attendance.check_in", at=at.IN_THE_MORNING)
def an_institution_is_checked_in_by_one_of_its_delegates() -> Race:
    table = at.in_session(there=("justice", "police"))
    return once(
        lambda by: attendance.check_in(table_id=table.pk, half_day=at.MORNING, by=by),
        "attendance.marked",
        lambda: Attendance.objects.get(table=table, institution_id="hospital").status == states.PRESENT,
        by=(at.HEALTH, at.HEALTH_ALTERNATE),
    )


@races.of("attendance.prefill", at=at.IN_THE_AFTERNOON)
def everybody_is_marked_once() -> Race:
    table = at.in_session()
    return both(
        lambda by: attendance.prefill(table_id=table.pk, half_day=at.AFTERNOON, by=by),
        "attendance.marked",
        lambda: Attendance.objects.filter(table=table, half_day=at.AFTERNOON).count() == 8,
        rows=8,
    )


@races.of("invitations.remind")
def two_workers_remind_once() -> Race:
    row = at.invitation(at.convened())
    return both(
        lambda by: invitations.remind(invitation_id=row.pk, by=by),
        "invitation.reminded",
        lambda: (
            OutboxMessage.objects.filter(event="invitation.mail_due").count() == 1
            and Invitation.objects.get(pk=row.pk).reminded_at is not None
        ),
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
