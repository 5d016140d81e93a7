"""What an institution holds back stands until it is lifted, once, by itself or by the secretariat for it."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import reservations
from himaya.coordination.models import Decision, Reservation, RoundTable
from himaya.coordination.queries import decisions as known
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, LABOUR, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A6")]


@pytest.fixture(name="table")
def _table(stage: None) -> RoundTable:
    return at_the_table.in_session()


def held(table: RoundTable, state: str = states.AGREED, number: int = 1) -> Reservation:
    decision = Decision.objects.create(
        table=table,
        item=at_the_table.open_item(table),
        number=number,
        method=states.CONSENSUS,
        state=state,
        put_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )
    return Reservation.objects.create(
        decision=decision, institution_id="labour", text="Sauf le délai", review_on=at_the_table.DAY
    )


def lift(row: Reservation, by: Actor = LABOUR, **changes: Any) -> Reservation:
    return reservations.lift(reservation_id=row.pk, **{"table_id": None, "by": by, **changes})


def test_its_institution_lifts_it_once(table: RoundTable) -> None:
    row = lift(held(table))
    assert (row.lifted_on, row.lifted_at_table) == (clock.today(), None)
    with pytest.raises(NotNow) as refused:
        lift(row)
    assert str(row.lifted_on.year if row.lifted_on else "") in str(refused.value.sentence)


def test_the_secretariat_lifts_it_at_a_table_of_the_cycle(table: RoundTable) -> None:
    row = held(table)
    with pytest.raises(NotValid):
        lift(row, SECRETARY, table_id=at_the_table.planned().pk)
    step = timedelta(days=30)
    later = at_the_table.planned(table.cycle, starts_at=at_the_table.STARTS + step, ends_at=at_the_table.ENDS + step)
    assert lift(row, SECRETARY, table_id=later.pk).lifted_at_table == later


def test_another_institution_does_not_lift_it(table: RoundTable) -> None:
    row = held(table)
    with pytest.raises(NotPermitted):
        lift(row, HEALTH)
    with pytest.raises(NotFound):
        lift(row, at_the_table.MINORS)


def test_what_is_held_back_from_nothing_decided_is_not_in_the_list(table: RoundTable) -> None:
    kept = held(table)
    for number, state in enumerate((states.NOT_AGREED, states.WITHDRAWN, states.PUT), start=2):
        held(table, state, number)
    assert list(known.reservations(HEALTH)) == [kept]
    assert not known.reservations(at_the_table.MINORS).exists()
