"""Two people at one round table at the same moment, on PostgreSQL: one acts, the other is told, nothing counts twice.

The two meet between what a verb reads and what it writes; with the lock they cannot both be there.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest

from himaya.adapters import mail
from himaya.coordination import answering, freezing, inviting, mailing, states
from himaya.coordination.actions import agenda, attendance, invitations, seats, tables
from himaya.coordination.models import AgendaItem, Attendance, Invitation, Quorum, RoundTable, Seat
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from tests.races.test_two_actors import MEETING_SECONDS, Deed, together
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, HEALTH_ALTERNATE, MORNING, SECRETARY

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A2", "A3"),
]
Meet = Callable[[object, str], None]


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Meet:
    """`meet(module, name)`: from then on two callers of that function wait for each other before they go on."""

    def meet(module: object, name: str) -> None:
        place, real = Barrier(2), getattr(module, name)

        def waiting(*args: object, **named: object) -> object:
            try:
                place.wait(timeout=MEETING_SECONDS)
            except BrokenBarrierError:
                place.abort()
            return real(*args, **named)

        monkeypatch.setattr(module, name, waiting)

    return meet


def answer(row: Invitation, by: Actor, said: str) -> Deed:
    return lambda: invitations.answer(
        invitation_id=row.pk,
        answer=said,
        delegate_id=at_the_table.delegate("hospital").pk,
        standing_in="",
        reason="",
        how=states.CLICK,
        received_on=None,
        seen=0,
        by=by,
    )


def refusals(found: list[object], kind: type[Exception] = NotNow) -> list[Exception]:
    """The refusals; anything else that went wrong fails the test."""
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, kind)] == []
    return [one for one in found if isinstance(one, kind)]


def test_of_two_delegates_who_answer_at_once_the_second_is_told_of_the_first(meet: Meet) -> None:
    row = at_the_table.invitation(at_the_table.convened())
    meet(answering, "who_comes")
    found = together(answer(row, HEALTH, states.PRESENT), answer(row, HEALTH_ALTERNATE, states.EXCUSED))
    (told,) = refusals(found)
    assert isinstance(told, NotNow)
    assert told.code == "answered_meanwhile"
    assert "Delegate focal-health" in str(told.sentence)
    row.refresh_from_db()
    assert row.revision == 1


def test_of_two_secretaries_who_convene_at_once_one_asks_each_institution_once(meet: Meet) -> None:
    table = at_the_table.planned()
    meet(states, "leads_to")
    deed = lambda: tables.convene(table_id=table.pk, answer_by=at_the_table.DAY, by=SECRETARY)  # noqa: E731
    found = together(deed, deed)
    (told,) = refusals(found)
    assert str(told) == "table_invited"
    assert Invitation.objects.filter(table=table).count() == 8


def test_who_is_marked_while_the_half_day_closes_is_in_the_quorum_or_told_that_it_is_closed(meet: Meet) -> None:
    table = at_the_table.in_session()
    meet(freezing, "closed_half_day")
    found = together(
        lambda: attendance.mark(
            table_id=table.pk,
            half_day=MORNING,
            institution_id="daw",
            status=states.PRESENT,
            delegate_id=at_the_table.delegate("daw").pk,
            standing_in="",
            by=SECRETARY,
        ),
        lambda: attendance.freeze(table_id=table.pk, half_day=MORNING, closes=True, by=SECRETARY),
    )
    there = Attendance.objects.get(half_day=MORNING, institution_id="daw").status == states.PRESENT
    assert Quorum.objects.get().there == (7 if there else 6)
    assert len(refusals(found)) == (0 if there else 1)


def test_two_tables_planned_at_once_have_two_numbers(meet: Meet) -> None:
    cycle = at_the_table.cycle()
    meet(tables, "_titles")

    def plan() -> object:
        return tables.plan(
            cycle_id=cycle.pk,
            kind=states.TABLE,
            titles={},
            starts=at_the_table.STARTS,
            ends=at_the_table.ENDS,
            place="",
            link="",
            by=SECRETARY,
        )

    assert refusals(together(plan, plan)) == []
    assert sorted(RoundTable.objects.values_list("number", flat=True)) == [1, 2]


def test_two_seats_given_at_once_to_one_institution_leave_it_one_voice(meet: Meet) -> None:
    cycle = at_the_table.cycle()
    meet(inviting, "ask_latecomers")

    def give() -> object:
        return seats.give(
            cycle_id=cycle.pk, kind="member", institution_id="minors", valid_from=at_the_table.SINCE, by=SECRETARY
        )

    assert len(refusals(together(give, give), NotValid)) == 1
    assert Seat.objects.filter(institution_id="minors").count() == 1


def test_two_points_started_at_once_leave_one_open(meet: Meet) -> None:
    table = at_the_table.in_session()
    second, third = AgendaItem.objects.filter(table=table).order_by("position")[1:]
    meet(states, "leads_to")
    found = together(
        lambda: agenda.start(item_id=second.pk, by=SECRETARY), lambda: agenda.start(item_id=third.pk, by=SECRETARY)
    )
    assert refusals(found) == []
    assert AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).count() == 1


def test_an_answer_and_the_opening_never_lock_each_other_out() -> None:
    table = at_the_table.convened(
        starts_at=at_the_table.STARTS - timedelta(days=16), ends_at=at_the_table.ENDS - timedelta(days=16)
    )
    row = at_the_table.invitation(table)
    chair = at_the_table.delegate("justice").pk
    found = together(
        answer(row, HEALTH, states.PRESENT), lambda: tables.open(table_id=table.pk, chair_id=chair, by=SECRETARY)
    )
    told = refusals(found)
    row.refresh_from_db()
    assert (row.answer == states.NO_ANSWER) == bool(told)
    assert RoundTable.objects.get(pk=table.pk).state == states.IN_SESSION


def test_two_workers_send_each_mail_once(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[str] = []
    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", lambda **letter: left.append(letter["to"]))
    table = at_the_table.convened()
    for row in Invitation.objects.filter(table=table):
        invitations.mail(invitation_id=row.pk, kind=inviting.REQUEST)
    sent = together(*[mailing.mail_waiting] * 3)
    assert sum(int(str(one)) for one in sent) == 8
    assert len(set(left)) == len(left) == 8
