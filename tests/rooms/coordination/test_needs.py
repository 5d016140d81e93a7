"""A need is entered in seconds, moves on with its history, and is counted beside the total."""

from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import needs
from himaya.coordination.models import Cycle, Need
from himaya.coordination.queries import needs as queries
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, HEALTH_AUTHORITY, MINORS, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A4")]
NEXT: dict[str, dict[str, Any]] = {
    "plan": {"note": "Formation en mars"},
    "cover_partly": {"people": 12},
    "cover": {"people": 40},
    "drop": {"reason": "Couvert par un autre projet"},
    "reopen": {},
}


@pytest.fixture(name="cycle")
def _cycle() -> Cycle:
    return at_the_table.cycle()


def enter(cycle: Cycle, **changes: Any) -> Need:
    base: dict[str, Any] = {
        "cycle_id": cycle.pk,
        "institution_id": "hospital",
        "competence": "Premier entretien sans nuire",
        "audience": "Urgences du nord",
        "people": 40,
        "priority": "high",
        "by": HEALTH,
    }
    return needs.enter(**{**base, **changes})


def move(row: Need, verb: str, **changes: Any) -> None:
    getattr(needs, verb)(need_id=row.pk, by=SECRETARY, **{**NEXT[verb], **changes})
    row.refresh_from_db()


def in_state(cycle: Cycle, state: str) -> Need:
    row = enter(cycle)
    Need.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def test_a_focal_point_enters_a_need_of_their_institution(cycle: Cycle) -> None:
    first, second = enter(cycle), enter(cycle, people=None)
    assert (first.number, second.number, first.state, second.people) == (1, 2, states.NEED_OPEN, None)
    assert [one.state for one in first.steps.all()] == [states.NEED_OPEN]
    assert AuditEvent.objects.filter(action="need.entered", code="hospital").count() == 2


def test_at_a_table_the_secretariat_enters_one_for_any_institution(cycle: Cycle) -> None:
    table = at_the_table.in_session(cycle)
    item = at_the_table.open_item(table)
    row = enter(cycle, institution_id="justice", table_id=table.pk, item_id=item.pk, by=SECRETARY)
    assert (row.table, row.item, row.institution_id) == (table, item, "justice")
    elsewhere = at_the_table.in_session()
    with pytest.raises(NotFound):
        enter(cycle, table_id=elsewhere.pk, by=SECRETARY)
    with pytest.raises(NotFound):
        enter(cycle, table_id=table.pk, item_id=at_the_table.open_item(elsewhere).pk, by=SECRETARY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"competence": " "}, "text_missing"),
        ({"audience": ""}, "text_missing"),
        ({"people": 0}, "people"),
        ({"priority": "urgent"}, "priority"),
        ({"evidence": "Le cas de A. B., 16 ans"}, "case_data"),
        ({"competence": "x" * 241}, "text_length"),
        ({"institution_id": "", "by": SECRETARY}, "institution_missing"),
        ({"institution_id": "minors", "by": SECRETARY}, "no_seat"),
    ],
)
def test_what_cannot_be_a_need_is_refused_and_nothing_is_kept(cycle: Cycle, changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        enter(cycle, **changes)
    assert not Need.objects.exists()


def test_nobody_enters_for_another_institution_without_a_mandate_or_a_seat(cycle: Cycle) -> None:
    with pytest.raises(NotPermitted):
        enter(cycle, institution_id="police")
    with pytest.raises(NotPermitted):
        enter(cycle, by=HEALTH_AUTHORITY)
    with pytest.raises(NotFound):
        enter(cycle, institution_id="minors", by=MINORS)


def test_a_need_is_planned_covered_in_part_and_covered_with_its_history(cycle: Cycle) -> None:
    row = enter(cycle)
    move(row, "plan")
    move(row, "cover_partly")
    move(row, "cover_partly", people=25)
    move(row, "cover")
    assert (row.state, row.covered) == (states.COVERED, 40)
    assert [(one.number, one.state, one.covered) for one in row.steps.order_by("number")] == [
        (1, states.NEED_OPEN, 0),
        (2, states.NEED_PLANNED, 0),
        (3, states.PARTLY_COVERED, 12),
        (4, states.PARTLY_COVERED, 25),
        (5, states.COVERED, 40),
    ]
    move(row, "reopen")
    assert row.state == states.NEED_OPEN


@pytest.mark.parametrize("verb", list(NEXT))
@pytest.mark.parametrize("state", queries.NEED_STATES)
def test_each_verb_has_its_moment(cycle: Cycle, verb: str, state: str) -> None:
    row = in_state(cycle, state)
    after = states.leads_to(states.NEED_TRANSITIONS, verb, state)
    if after is None:
        with pytest.raises(NotNow):
            move(row, verb)
        row.refresh_from_db()
        assert (row.state, row.steps.count()) == (state, 1)
    else:
        move(row, verb)
        assert (row.state, row.steps.count()) == (after, 2)


def test_a_number_reached_never_goes_down_and_a_drop_has_its_reason(cycle: Cycle) -> None:
    row = in_state(cycle, states.NEED_PLANNED)
    move(row, "cover_partly", people=12)
    for verb, changes in (
        ("cover_partly", {"people": 11}),
        ("cover_partly", {"people": None}),
        ("drop", {"reason": ""}),
    ):
        with pytest.raises(NotValid):
            move(row, verb, **changes)
    move(row, "cover", people=None)
    assert row.covered == 12


def test_institutions_do_not_move_a_need(cycle: Cycle) -> None:
    row = enter(cycle)
    with pytest.raises(NotPermitted):
        needs.drop(need_id=row.pk, reason="x", by=HEALTH)


def test_the_register_counts_beside_the_total_and_sorts_by_what_presses(cycle: Cycle) -> None:
    low, high = enter(cycle, priority="low"), enter(cycle, priority="high")
    dropped, other = enter(cycle), enter(cycle, institution_id="police", by=at_the_table.POLICE)
    move(dropped, "drop")
    rows = queries.need_list(HEALTH)
    assert list(rows) == [high, other, low, dropped]
    counts = queries.counted(rows)
    assert (counts.open, counts.all) == (3, 4)
    assert list(queries.need_list(HEALTH, state=states.DROPPED)) == [dropped]
    assert list(queries.need_list(HEALTH, institution_id="police")) == [other]
    assert not queries.need_list(MINORS).exists()
    with pytest.raises(NotFound):
        queries.need_of(MINORS, low.pk)
