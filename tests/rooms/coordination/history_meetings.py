"""The steps of a random history at a table: planned, convened, answered, attended."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from himaya.coordination import states
from himaya.coordination.actions import (
    attendance,
    invitations,
    tables,
)
from himaya.coordination.models import (
    Invitation,
)
from himaya.kernel import clock
from tests.rooms.coordination.history_stage import HOUSE, HOUSES, WHO, HistoryStage


class HistoryMeetings(HistoryStage):
    """Tables, invitations, attendance."""

    # --- tables ------------------------------------------------------------------------------------------------------
    @rule(days=st.integers(0, 12))
    def a_table_is_planned(self, days: int) -> None:
        table = self.table()
        if table is not None and table.state in (states.PLANNED, states.INVITED, states.IN_SESSION):
            return
        starts = (self.now + timedelta(days=days)).replace(hour=9)
        self.attempt(
            lambda: tables.plan(
                cycle_id=self.cycle_id,
                kind=states.TABLE,
                titles={},
                starts=starts,
                ends=starts + timedelta(hours=7),
                place="Salle",
                link="",
                by=self.secretary,
            )
        )

    @precondition(lambda self: self.has_a_table())
    @rule(days=st.integers(-3, 9))
    def the_table_moves(self, days: int) -> None:
        table = self.table()
        assert table is not None
        step = timedelta(days=days)
        self.attempt(
            lambda: tables.move(
                table_id=table.pk,
                starts=table.starts_at + step,
                ends=table.ends_at + step,
                place=table.place,
                reason="Salle occupée",
                by=self.secretary,
            )
        )

    @precondition(lambda self: self.has_a_table())
    @rule(verb=st.sampled_from(["convene", "open", "close", "cancel", "archive"]), house=HOUSE, number=WHO)
    def the_table_goes_on(self, verb: str, house: str, number: int) -> None:
        table = self.table()
        assert table is not None
        if verb == "cancel" and number:
            return
        deeds: dict[str, Callable[[], object]] = {
            "convene": lambda: tables.convene(table_id=table.pk, answer_by=clock.today(), by=self.secretary),
            "open": lambda: tables.open(table_id=table.pk, chair_id=self.people[house, number].pk, by=self.secretary),
            "close": lambda: tables.close(table_id=table.pk, by=self.secretary),
            "cancel": lambda: tables.cancel(table_id=table.pk, reason="Grève", by=self.secretary),
            "archive": lambda: tables.archive(table_id=table.pk, by=self.secretary),
        }
        self.attempt(deeds[verb])

    # --- invitations, attendance -------------------------------------------------------------------------------------
    @precondition(lambda self: self.has_a_table())
    @rule(
        asked=HOUSE,
        house=HOUSE,
        number=WHO,
        answer=st.sampled_from(states.ANSWERS),
        how=st.sampled_from(states.CHANNELS),
        stale=st.booleans(),
    )
    def somebody_answers(self, asked: str, house: str, number: int, answer: str, how: str, stale: bool) -> None:
        row = Invitation.objects.filter(table=self.table(), institution_id=asked).first()
        if row is None:
            return
        by = self.actors[house, number] if how == states.CLICK else self.secretary
        done = self.attempt(
            lambda: invitations.answer(
                invitation_id=row.pk,
                answer=answer,
                delegate_id=self.people[house, number].pk if answer == states.PRESENT else None,
                standing_in="Une collègue" if answer == states.REPRESENTED else "",
                reason="",
                how=how,
                received_on=clock.today(),
                seen=row.revision + stale,
                by=by,
            )
        )
        if done:
            assert not stale
            assert how != states.CLICK or house == asked

    @precondition(lambda self: self.has_a_table())
    @rule(house=HOUSE, number=WHO, status=st.sampled_from(states.ATTENDANCES), own=st.booleans())
    def attendance_is_marked(self, house: str, number: int, status: str, own: bool) -> None:
        table = self.table()
        assert table is not None
        if own:
            self.attempt(
                lambda: attendance.check_in(table_id=table.pk, half_day=self.half_day(), by=self.actors[house, number])
            )
            return
        self.attempt(
            lambda: attendance.mark(
                table_id=table.pk,
                half_day=self.half_day(),
                institution_id=house,
                status=status,
                delegate_id=self.people[house, number].pk if status == states.PRESENT else None,
                standing_in="Une collègue" if status == states.REPRESENTED else "",
                by=self.secretary,
            )
        )

    @precondition(lambda self: self.has_a_table())
    @rule()
    def all_four_come(self) -> None:
        for house in HOUSES[:4]:
            self.attendance_is_marked(house=house, number=0, status=states.PRESENT, own=False)

    @precondition(lambda self: self.has_a_table())
    @rule()
    def a_quorum_is_frozen(self) -> None:
        table = self.table()
        assert table is not None
        self.attempt(lambda: attendance.freeze(table_id=table.pk, half_day=self.half_day(), by=self.secretary))
