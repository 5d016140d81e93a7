"""The steps of a random history that bind: points, questions, positions, decisions, minutes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from himaya.coordination import states
from himaya.coordination.actions import (
    agenda,
    corrections,
    decisions,
    minutes,
)
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    Minutes,
    RoundTable,
)
from himaya.kernel import clock
from tests.rooms.coordination.history_meetings import HistoryMeetings
from tests.rooms.coordination.history_stage import AGREES, HOUSE, WHO


class HistoryDecisions(HistoryMeetings):
    """Points of the agenda, decisions, minutes."""

    # --- agenda, decisions -------------------------------------------------------------------------------------------
    def item(self, pick: int) -> AgendaItem | None:
        found = list(AgendaItem.objects.filter(table=self.table()).order_by("position"))
        return found[pick % len(found)] if found else None

    @precondition(lambda self: self.has_a_table())
    @rule(pick=st.integers(0, 3), verb=st.sampled_from(["start", "start", "finish", "carry", "drop", "say"]))
    def an_item_moves(self, pick: int, verb: str) -> None:
        item = self.item(pick)
        if item is None:
            return
        needs: dict[str, Any] = {"carry": {"reason": "Temps"}, "drop": {"reason": "Doublon"}, "say": {"said": AGREES}}
        self.attempt(lambda: getattr(agenda, verb)(item_id=item.pk, by=self.secretary, **needs.get(verb, {})))

    @precondition(lambda self: self.has_a_table())
    @rule(pick=st.integers(0, 3))
    def a_question_is_put(self, pick: int) -> None:
        item = AgendaItem.objects.filter(table=self.table(), state=states.ITEM_OPEN).first() or self.item(pick)
        if item is not None:
            self.attempt(
                lambda: decisions.put(item_id=item.pk, wording=AGREES, method=None, document_id=None, by=self.secretary)
            )

    def decision(self, *in_states: str) -> Decision | None:
        return Decision.objects.filter(table__cycle_id=self.cycle_id, state__in=in_states).order_by("-put_at").first()

    def has_a_question(self, state: str) -> bool:
        return self.there_is("decision", state, asked=lambda: self.decision(state))

    @precondition(lambda self: self.has_a_question(states.PUT))
    @rule(
        house=HOUSE,
        speaker=HOUSE,
        number=WHO,
        stance=st.sampled_from(states.STANCES),
        reason=st.booleans(),
        own=st.booleans(),
    )
    def somebody_speaks(self, house: str, speaker: str, number: int, stance: str, reason: bool, own: bool) -> None:
        decision = self.decision(states.PUT)
        assert decision is not None
        held = Reserve(clause="3", text="Délai", review_on=self.now.date() + timedelta(days=90))
        self.attempt(
            lambda: decisions.speak(
                decision_id=decision.pk,
                institution_id=house,
                stance=stance,
                reason="Trop court" if reason else "",
                delegate_id=None if own else self.people[speaker, number].pk,
                reservation=held if stance == states.RESERVE else None,
                by=self.actors[speaker, number] if own else self.secretary,
            )
        )

    @precondition(lambda self: self.has_a_question(states.PUT))
    @rule()
    def all_agree(self) -> None:
        decision = self.decision(states.PUT)
        assert decision is not None
        there = Attendance.objects.filter(table=decision.table, half_day=self.half_day(), status=states.PRESENT)
        for row in list(there):
            self.attempt(
                lambda row=row: decisions.speak(  # type: ignore[misc]
                    decision_id=decision.pk,
                    institution_id=row.institution_id,
                    stance=states.AGREE,
                    reason="",
                    delegate_id=row.delegate_id,
                    reservation=None,
                    by=self.secretary,
                )
            )

    @precondition(lambda self: self.has_a_question(states.PUT))
    @rule(asked=st.booleans())
    def the_question_is_settled(self, asked: bool) -> None:
        decision = self.decision(states.PUT)
        assert decision is not None
        self.attempt(lambda: decisions.conclude(decision_id=decision.pk, asked=asked, by=self.secretary))

    @precondition(lambda self: self.has_a_question(states.AWAITING))
    @rule(house=HOUSE, number=WHO)
    def a_decision_is_confirmed(self, house: str, number: int) -> None:
        decision = self.decision(states.AWAITING)
        assert decision is not None
        if decision.confirm_by == states.COMMISSION:
            self.attempt(
                lambda: decisions.confirm(decision_id=decision.pk, on=clock.today(), reference="C/1", by=self.secretary)
            )
            return
        self.attempt(
            lambda: decisions.confirm_position(
                decision_id=decision.pk, institution_id=house, how=states.CLICK, by=self.actors[house, number]
            )
        )

    # --- minutes -----------------------------------------------------------------------------------------------------
    def minuted(self) -> RoundTable | None:
        rows = RoundTable.objects.filter(cycle_id=self.cycle_id, closed_at__isnull=False)
        return rows.order_by("-number").first()

    @precondition(lambda self: self.there_is("minuted", asked=self.minuted))
    @rule(verb=st.sampled_from(["draft", "circulate", "approve", "lock"]))
    def the_minutes_go_on(self, verb: str) -> None:
        table, last = self.minuted(), self.table()
        assert table is not None
        assert last is not None
        deeds: dict[str, Callable[[], object]] = {
            "draft": lambda: minutes.draft(table_id=table.pk, by=self.secretary),
            "circulate": lambda: minutes.circulate(
                table_id=table.pk, deadline_on=clock.today() + timedelta(days=2), by=self.secretary
            ),
            "approve": lambda: minutes.approve(table_id=table.pk, at_table_id=last.pk, by=self.secretary),
            "lock": lambda: minutes.lock(table_id=table.pk, by=self.secretary),
        }
        self.attempt(deeds[verb])

    @precondition(
        lambda self: self.there_is("minutes", asked=Minutes.objects.filter(table__cycle_id=self.cycle_id).exists)
    )
    @rule(house=HOUSE, number=WHO, how=st.sampled_from(states.CHANNELS))
    def a_correction_is_asked(self, house: str, number: int, how: str) -> None:
        record = Minutes.objects.filter(table__cycle_id=self.cycle_id).order_by("drafted_on").last()
        assert record is not None
        self.attempt(
            lambda: corrections.ask(
                minutes_id=record.pk,
                institution_id=house,
                item_id=None,
                text="Lire « dix jours ».",
                how=how,
                by=self.actors[house, number] if how == states.CLICK else self.secretary,
            )
        )

    @precondition(lambda self: self.there_is("correction", asked=Correction.objects.filter(state=states.ASKED).exists))
    @rule(taken=st.booleans())
    def a_correction_is_settled(self, taken: bool) -> None:
        asked = Correction.objects.filter(state=states.ASKED).first()
        assert asked is not None
        self.attempt(lambda: corrections.settle(correction_id=asked.pk, taken=taken, answer="Vu.", by=self.secretary))

    def the_minutes_are_approved(self, record: Minutes) -> None:
        """Approved at the table that is in session, then locked."""
        here = self.table()
        assert here is not None
        self.attempt(lambda: minutes.approve(table_id=record.table_id, at_table_id=here.pk, by=self.secretary))
        self.attempt(lambda: minutes.lock(table_id=record.table_id, by=self.secretary))

    def said(self, item: AgendaItem) -> None:
        """What was said on a point is written down in three languages."""
        self.attempt(lambda: minutes.say(item_id=item.pk, said=AGREES, by=self.secretary))
