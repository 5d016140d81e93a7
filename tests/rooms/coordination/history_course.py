"""The usual course of a cycle, step by step: without it few random histories would ever see approved minutes."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from himaya.coordination import states
from himaya.coordination.models import AgendaItem, Decision, Minutes, RoundTable
from tests.rooms.coordination.history_decisions import HistoryDecisions
from tests.rooms.coordination.history_stage import HOUSES


class HistoryCourse(HistoryDecisions):
    """Does what a secretariat would do next, one to eight times."""

    @rule(times=st.integers(1, 8))
    def what_comes_next(self, times: int) -> None:
        for _ in range(times):
            self.next_step()

    def next_step(self) -> None:
        table = self.table()
        if table is None or table.state in (states.CANCELLED, states.ARCHIVED):
            self.a_table_is_planned(days=3)
        elif table.state == states.PLANNED:
            self.the_table_goes_on(verb="convene", house=HOUSES[0], number=0)
        elif table.state == states.INVITED:
            self.the_day_comes()
            self.the_table_goes_on(verb="open", house=HOUSES[0], number=0)
        elif table.state == states.IN_SESSION:
            self.in_session(table)
        else:
            self.after_it(table)

    def in_session(self, table: RoundTable) -> None:
        """Who is there, then the points one by one, a question on the first; then minutes of the last table."""
        before = RoundTable.objects.filter(cycle_id=self.cycle_id, number__lt=table.number, closed_at__isnull=False)
        waiting = Minutes.objects.filter(table__in=before, state__in=(states.CIRCULATED, states.CORRECTED)).first()
        if not table.attendances.filter(half_day=self.half_day()).exists():
            self.all_four_come()
        elif waiting is not None:
            self.the_minutes_are_approved(waiting)
        elif self.decision(states.PUT) is not None:
            self.all_agree()
            self.the_question_is_settled(asked=True)
        elif (opened := AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).first()) is None:
            self.an_item_moves(pick=0, verb="start")
            if not AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).exists():
                self.the_table_goes_on(verb="close", house=HOUSES[0], number=0)
        elif not Decision.objects.filter(item=opened).exists():
            self.a_question_is_put(pick=0)
        else:
            self.the_table_goes_on(verb="close", house=HOUSES[0], number=0)

    def after_it(self, table: RoundTable) -> None:
        """The minutes: drafted, circulated, their term over, the next table planned where they are approved."""
        record = Minutes.objects.filter(table=table).first()
        if record is None:
            self.the_minutes_go_on(verb="draft")
        elif record.state == states.MINUTES_DRAFT:
            for item in table.items.all():
                self.said(item)
            self.the_minutes_go_on(verb="circulate")
        elif record.state == states.APPROVED:
            self.the_minutes_go_on(verb="lock")
        else:
            self.now += timedelta(days=3)
            self.a_table_is_planned(days=1)
