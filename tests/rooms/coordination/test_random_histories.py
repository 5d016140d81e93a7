"""A thousand random histories of a cycle: mandates, invitations, sessions, decisions, minutes, never an illegal state.

Every step is a verb as a page would call it, by somebody who may or may not, at a moment that may or may not be right.
After each that changed something, or may have, the whole room is looked at against what the rules of a round table say;
a refused step leaves nothing.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from himaya.coordination import states
from himaya.coordination.models import (
    AgendaItem,
    Correction,
    Cycle,
    Decision,
    Invitation,
    Minutes,
    MinutesVersion,
    Position,
    Quorum,
    RoundTable,
)
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Mandate
from himaya.institutions.rules_mandates import Span
from himaya.kernel.models import AuditEvent
from tests.rooms.coordination.history_course import HistoryCourse
from tests.rooms.coordination.history_stage import after_a_change, houses

SHARDS = range(1, 5)
pytestmark = [pytest.mark.django_db, pytest.mark.capability("A1", "A2", "A3", "A6", "A8")]


class History(HistoryCourse):
    """A history, looked at after every step that changed something, or may have."""

    # --- what can never be -------------------------------------------------------------------------------------------
    @after_a_change
    def every_move_stands_in_a_table(self) -> None:
        follow(self.seen["table"], RoundTable, states.TABLE_TRANSITIONS)
        follow(self.seen["item"], AgendaItem, states.ITEM_TRANSITIONS)
        follow(self.seen["minutes"], Minutes, states.MINUTES_TRANSITIONS)
        ends = {
            "conclude": ((states.PUT,), states.AGREED),
            "await": ((states.PUT,), states.AWAITING),
            "fail": ((states.PUT,), states.NOT_AGREED),
        }
        follow(self.seen["decision"], Decision, {**states.DECISION_TRANSITIONS, **ends})

    @after_a_change
    def only_a_valid_mandate_spoke(self) -> None:
        for row in Position.objects.select_related("decision__table__cycle"):
            day = queries.meeting_day(row.decision.table)
            held = Mandate.objects.filter(
                delegate_id=row.delegate_id, institution_id=row.institution_id, role__in=states.SPEAKING
            )
            spoke_then = self.frozen.get(("position", row.pk))
            if spoke_then is None:
                assert any(Span(one.valid_from, one.valid_to).holds(day) for one in held), row.stance
                self.frozen["position", row.pk] = (row.institution_id,)
            assert row.stance != states.OBJECT or row.reason

    @after_a_change
    def a_binding_decision_had_its_quorum_and_no_objection(self) -> None:
        for row in Decision.objects.exclude(state__in=(states.PUT, states.WITHDRAWN)).select_related("quorum"):
            stances = list(row.positions.values_list("stance", flat=True))
            assert row.quorum is not None
            assert row.quorum.reached == (row.quorum.there >= row.quorum.needed)
            if row.state in (*states.BINDING, states.AWAITING):
                assert row.quorum.reached
                assert stances
                if row.method in (states.CONSENSUS, states.CONSENT):
                    assert states.OBJECT not in stances
            assert row.state != states.CONFIRMED or row.confirm_by != states.NOBODY_CONFIRMS

    @after_a_change
    def what_was_frozen_stays(self) -> None:
        for one in Quorum.objects.all():
            now = (one.seats, one.needed, one.there, one.reached)
            assert self.frozen.setdefault(("quorum", one.pk), now) == now
        for text in MinutesVersion.objects.all():
            assert self.frozen.setdefault(("text", text.pk), (text.sha256,)) == (text.sha256,)
        for record in Minutes.objects.all():
            versions = list(record.versions.order_by("number").values_list("number", "sha256"))
            assert [number for number, _ in versions] == list(range(1, len(versions) + 1))
            assert bool(versions) == (record.state != states.MINUTES_DRAFT)
            if record.state == states.LOCKED:
                assert record.sha256 == versions[-1][1]
                assert not Correction.objects.filter(minutes=record, state=states.ASKED).exists()

    @after_a_change
    def one_point_is_open_at_most_and_only_in_session(self) -> None:
        for table in RoundTable.objects.all():
            opened = AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).count()
            assert opened <= (1 if table.state == states.IN_SESSION else 0)
            assert Invitation.objects.filter(table=table).exists() or table.state in (states.PLANNED, states.CANCELLED)


def follow(seen: dict[object, str], model: Any, moves: states.Transitions) -> None:
    """Each row is where it was, or one move (or a chain of moves inside one step) further."""
    for pk, state in model.objects.values_list("pk", "state"):
        before = seen.get(pk)
        if before is not None and before != state:
            assert state in reachable(before, moves), f"{model.__name__}: {before} -> {state}"
        seen[pk] = state


def reachable(state: str, moves: states.Transitions) -> set[str]:
    """Where the moves lead from a state, in any number of steps."""
    found: set[str] = set()
    waiting = [state]
    while waiting:
        one = waiting.pop()
        ahead = {after for allowed, after in moves.values() if one in allowed and after} - found
        found |= ahead
        waiting += ahead
    return found


def walk(histories: int, steps: int, number: int) -> None:
    """As many histories, always the same ones for a number, so that a failure can be walked again."""
    actors, people = houses()
    machine = type(f"History{number}", (History,), {"actors": actors, "people": people})
    written = AuditEvent.objects.count()
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )
    assert Cycle.objects.count() == 0
    assert AuditEvent.objects.count() == written, "a history begins where the one before it began"


def test_a_few_short_histories_know_no_illegal_state() -> None:
    walk(6, 12, 0)


@pytest.mark.night
@pytest.mark.once
@pytest.mark.parametrize("number", SHARDS)
def test_a_thousand_histories_know_no_illegal_state(number: int) -> None:
    walk(250, 20, number)
