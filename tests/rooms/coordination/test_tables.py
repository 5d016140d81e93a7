"""A table is numbered, planned, convened, moved, opened and closed; each refusal says what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from himaya.coordination import states
from himaya.coordination.actions import agenda, tables
from himaya.coordination.models import AgendaItem, Decision, Invitation, Quorum, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

pytestmark = pytest.mark.usefixtures("stage")


def plan(cycle: object, **changes: object) -> RoundTable:
    base = {
        "cycle_id": cycle.pk,  # type: ignore[attr-defined]
        "kind": states.TABLE,
        "titles": {},
        "starts": at_the_table.STARTS,
        "ends": at_the_table.ENDS,
        "place": "Salle 2",
        "link": "",
        "by": SECRETARY,
    }
    return tables.plan(**{**base, **changes})


def convene(table: RoundTable) -> int:
    return tables.convene(table_id=table.pk, answer_by=at_the_table.DAY - timedelta(days=3), by=SECRETARY)


def refusal(table: RoundTable) -> str:
    """The code with which a second convening is refused."""
    with pytest.raises(NotNow) as refusal:
        convene(table)
    return refusal.value.code


def test_tables_are_numbered_by_themselves_and_a_cancelled_number_stays_used() -> None:
    cycle = at_the_table.cycle()
    first = plan(cycle)
    tables.cancel(table_id=first.pk, reason="No room", by=SECRETARY)
    assert [plan(cycle).number, plan(cycle).number] == [2, 3]
    assert first.zone == "Africa/Casablanca"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends": at_the_table.STARTS}, "ends_first"),
        ({"ends": at_the_table.STARTS + timedelta(days=6)}, "too_long"),
        ({"starts": datetime(2026, 11, 23, 9, tzinfo=UTC), "ends": datetime(2026, 11, 23, 12, tzinfo=UTC)}, "day_over"),
        ({"kind": "feast"}, "table_kind"),
    ],
)
def test_a_table_that_cannot_be_is_not_planned(changes: dict[str, object], code: str) -> None:
    with refused(NotValid, code):
        plan(at_the_table.cycle(), **changes)
    assert RoundTable.objects.count() == 0


def test_convening_asks_each_seat_once_and_leaves_word_for_mail_and_reminder() -> None:
    table = at_the_table.planned()
    assert convene(table) == 8
    told = list(OutboxMessage.objects.filter(event="invitation.reminder_due"))
    # Three days before Monday the seventh, at eight in Casablanca.
    assert {one.due_at for one in told} == {datetime(2026, 12, 4, 7, 0, tzinfo=UTC)}
    assert OutboxMessage.objects.filter(event="invitation.mail_due").count() == 8
    assert AuditEvent.objects.filter(action="invitation.sent").count() == 8
    assert refusal(table) == "table_invited"


def test_an_answer_is_due_between_today_and_the_meeting() -> None:
    table = at_the_table.planned()
    for day in (clock.today() - timedelta(days=1), at_the_table.DAY + timedelta(days=1)):
        with pytest.raises(NotValid):
            tables.convene(table_id=table.pk, answer_by=day, by=SECRETARY)


def test_nobody_with_a_seat_means_nobody_is_convened() -> None:
    table = at_the_table.planned()
    table.cycle.seats.all().delete()
    assert refusal(table) == "no_seats"
    assert RoundTable.objects.get().state == states.PLANNED


def test_an_institution_knows_of_a_table_once_it_is_convened_and_a_stranger_never() -> None:
    table = at_the_table.planned()
    assert not queries.table_list(at_the_table.HEALTH).exists()
    convene(table)
    assert queries.table_list(at_the_table.HEALTH).get() == table
    assert not queries.table_list(at_the_table.MINORS).exists()
    with pytest.raises(NotPermitted):
        tables.cancel(table_id=table.pk, reason="x", by=at_the_table.HEALTH)


def move(table: RoundTable, days: int = 0, hours: int = 0, reason: str = "The room is taken") -> RoundTable:
    step = timedelta(days=days, hours=hours)
    return tables.move(
        table_id=table.pk,
        starts=table.starts_at + step,
        ends=table.ends_at + step,
        place=table.place,
        reason=reason,
        by=SECRETARY,
    )


def test_another_hour_keeps_the_answers_and_another_day_asks_anew() -> None:
    table = at_the_table.convened()
    Invitation.objects.filter(institution_id="hospital").update(answer=states.PRESENT, revision=1)
    assert move(table, hours=1).sequence == 1
    assert at_the_table.invitation(table).answer == states.PRESENT
    moved = move(table, days=1)
    row = at_the_table.invitation(table)
    assert (moved.sequence, row.answer, row.revision) == (2, states.NO_ANSWER, 2)
    assert moved.answer_by is not None
    assert moved.answer_by <= queries.meeting_day(moved)


def test_a_convened_table_is_moved_or_cancelled_with_a_reason_only() -> None:
    table = at_the_table.convened()
    with pytest.raises(NotValid):
        move(table, hours=1, reason=" ")
    with pytest.raises(NotValid):
        tables.cancel(table_id=table.pk, reason="", by=SECRETARY)
    tables.cancel(table_id=table.pk, reason="Postponed", by=SECRETARY)
    assert OutboxMessage.objects.filter(event="invitation.mail_due", ids__kind="cancel").count() == 8


def test_a_table_opens_on_its_day_with_a_chair_who_has_a_mandate() -> None:
    table = at_the_table.convened()
    chair = at_the_table.delegate("justice")
    with refused(NotNow, "too_early", says="10 "):
        tables.open(table_id=table.pk, chair_id=chair.pk, by=SECRETARY)
    lapsed = at_the_table.mandate("social", "lapsed", valid_to=at_the_table.DAY - timedelta(days=1)).delegate
    with at_the_table.in_the_morning():
        with pytest.raises(NotPermitted):
            tables.open(table_id=table.pk, chair_id=lapsed.pk, by=SECRETARY)
        assert tables.open(table_id=table.pk, chair_id=chair.pk, by=SECRETARY).state == states.IN_SESSION


def test_closing_carries_what_was_not_finished_and_freezes_the_last_quorum() -> None:
    table = at_the_table.in_session()
    with at_the_table.in_the_morning():
        tables.close(table_id=table.pk, by=SECRETARY)
    ended = dict(AgendaItem.objects.values_list("kind", "state"))
    assert ended == {
        states.THEME: states.ITEM_CARRIED,
        states.DOCUMENT: states.ITEM_CARRIED,
        states.OTHER: states.ITEM_DROPPED,
    }
    frozen = Quorum.objects.get()
    assert (frozen.half_day, frozen.there, frozen.seats, frozen.closes) == (at_the_table.MORNING, 6, 8, True)
    assert OutboxMessage.objects.filter(event="table.closed").count() == 1


def test_a_table_does_not_close_over_an_open_question() -> None:
    table = at_the_table.in_session()
    Decision.objects.create(
        table=table,
        item=at_the_table.open_item(table),
        number=1,
        method=states.CONSENSUS,
        state=states.PUT,
        put_at=clock.now(),
        confirm_by="none",
    )
    with refused(NotNow, "question_is_put"):
        tables.close(table_id=table.pk, by=SECRETARY)


def test_what_a_table_carries_stands_on_the_next_agenda() -> None:
    table = at_the_table.in_session()
    later = plan(table.cycle, starts=at_the_table.STARTS + timedelta(days=30), ends=at_the_table.ENDS + timedelta(30))
    with at_the_table.in_the_morning():
        tables.close(table_id=table.pk, by=SECRETARY)
    kinds = list(AgendaItem.objects.filter(table=later).order_by("position").values_list("kind", flat=True))
    assert kinds == [states.MINUTES_ITEM, states.THEME, states.DOCUMENT, states.OTHER]


def test_a_table_of_another_cycle_is_not_there_for_a_stranger() -> None:
    table = at_the_table.convened()
    with pytest.raises(NotFound):
        queries.policy.table_of(at_the_table.MINORS, table.pk)


@pytest.mark.parametrize(("due_in", "when"), [(2, datetime(2026, 11, 26, 7, 0, tzinfo=UTC)), (0, None)])
def test_a_reminder_never_goes_out_with_the_invitation_itself(due_in: int, when: datetime | None) -> None:
    table = at_the_table.planned()
    tables.convene(table_id=table.pk, answer_by=clock.today() + timedelta(days=due_in), by=SECRETARY)
    told = OutboxMessage.objects.filter(event="invitation.reminder_due")
    assert {one.due_at for one in told} == ({when} if when else set())


CASE = "Rappeler Mme Amal Tazi au 06 12 34 56 78"


def test_no_sentence_that_the_guests_read_holds_a_person() -> None:
    table = at_the_table.convened()
    item = table.items.order_by("position").first()
    assert item is not None
    moment = {"starts": at_the_table.STARTS, "ends": at_the_table.ENDS, "place": "Rabat"}
    titles = {"fr": CASE}
    for verb, takes in (
        (tables.move, {"table_id": table.pk, "reason": CASE, **moment}),
        (tables.cancel, {"table_id": table.pk, "reason": CASE}),
        (agenda.drop, {"item_id": item.pk, "reason": CASE}),
        (agenda.add, {"table_id": table.pk, "kind": states.OTHER, "titles": titles, "minutes": 5}),
        (agenda.change, {"item_id": item.pk, "titles": titles, "minutes": 5}),
    ):
        with pytest.raises(NotValid) as refusal:
            verb(**takes, by=SECRETARY)  # type: ignore[operator]
        assert refusal.value.code == "case_data", verb
    with at_the_table.in_the_morning():
        running = at_the_table.open_item(at_the_table.in_session(table.cycle))
        for verb, takes in (
            (agenda.say, {"item_id": running.pk, "said": titles}),
            (agenda.carry, {"item_id": running.pk, "reason": CASE}),
        ):
            with pytest.raises(NotValid) as refusal:
                verb(**takes, by=SECRETARY)  # type: ignore[operator]
            assert refusal.value.code == "case_data", verb
