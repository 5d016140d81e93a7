"""Attendance per half-day, and a quorum that is computed by institution, frozen, and never changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from himaya.coordination import states
from himaya.coordination.actions import attendance, tables
from himaya.coordination.models import Attendance, Invitation, Quorum, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import AFTERNOON, HEALTH, MORNING, SEATED, SECRETARY

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture(name="table")
def _table() -> RoundTable:
    return at_the_table.in_session()


def mark(table: RoundTable, institution: str, status: str, half_day: str = MORNING, **changes: Any) -> Attendance:
    who = at_the_table.delegate(institution) if status == states.PRESENT else None
    base: dict[str, Any] = {
        "table_id": table.pk,
        "half_day": half_day,
        "institution_id": institution,
        "status": status,
        "delegate_id": who.pk if who else None,
        "standing_in": "",
        "by": SECRETARY,
    }
    return attendance.mark(**{**base, **changes})


def quorum(table: RoundTable, half_day: str = MORNING) -> tuple[int, int, int, bool]:
    now = queries.quorum_now(table, half_day)
    return now.seats, now.there, now.needed, now.reached


def test_eight_voices_need_five_and_the_missing_are_named(table: RoundTable) -> None:
    assert quorum(table) == (8, 6, 5, True)
    assert [one.pk for one in queries.quorum_now(table, MORNING).missing] == ["daw", "mizan"]


def test_a_represented_institution_counts_only_where_the_rules_say_so() -> None:
    for counts, there in ((False, 5), (True, 6)):
        table = at_the_table.in_session(at_the_table.cycle(represented_counts=counts))
        mark(table, "police", states.REPRESENTED, standing_in="Somebody")
        assert quorum(table)[1] == there


def test_an_observer_is_marked_and_does_not_count(table: RoundTable) -> None:
    table.cycle.seats.create(number=9, kind=states.OBSERVER, institution_id="authority", valid_from=at_the_table.SINCE)
    at_the_table.mandate("authority", "observer")
    mark(table, "authority", states.PRESENT)
    assert quorum(table) == (8, 6, 5, True)


def test_the_quorum_is_lost_at_noon_when_fewer_come_back(table: RoundTable) -> None:
    with at_the_table.in_the_afternoon():
        for institution in SEATED[:4]:
            mark(table, institution, states.PRESENT, AFTERNOON)
        assert quorum(table) == (8, 6, 5, True)
        assert quorum(table, AFTERNOON) == (8, 4, 5, False)
        frozen = attendance.freeze(table_id=table.pk, half_day=AFTERNOON, by=SECRETARY)
    assert (frozen.there, frozen.needed, frozen.reached) == (4, 5, False)
    assert frozen.detail["missing"] == ["hospital", "social", "daw", "mizan"]


def test_after_the_half_day_is_closed_nobody_is_marked_there(table: RoundTable) -> None:
    attendance.freeze(table_id=table.pk, half_day=MORNING, closes=True, by=SECRETARY)
    with refused(NotNow, "half_day_closed", says="6 of 8"):
        mark(table, "daw", states.PRESENT)
    with at_the_table.in_the_morning(), pytest.raises(NotNow):
        attendance.check_in(table_id=table.pk, half_day=MORNING, by=at_the_table.DAW)
    mark(table, "daw", states.PRESENT, AFTERNOON)


def test_a_quorum_under_a_decision_lets_others_arrive(table: RoundTable) -> None:
    attendance.freeze(table_id=table.pk, half_day=MORNING, by=SECRETARY)
    mark(table, "daw", states.PRESENT)
    assert quorum(table)[1] == 7
    assert Quorum.objects.get().there == 6


def test_whoever_was_counted_and_leaves_stays_marked_with_the_moment(table: RoundTable) -> None:
    attendance.freeze(table_id=table.pk, half_day=MORNING, by=SECRETARY)
    row = mark(table, "police", states.ABSENT)
    assert (row.status, row.left_at) == (states.PRESENT, clock.now())
    assert quorum(table)[1] == 5
    assert mark(table, "police", states.PRESENT).left_at is None
    assert mark(table, "daw", states.ABSENT).status == states.ABSENT


def test_a_frozen_quorum_cannot_be_changed(table: RoundTable) -> None:
    frozen = attendance.freeze(table_id=table.pk, half_day=MORNING, by=SECRETARY)
    with pytest.raises(DatabaseError, match="frozen"):
        Quorum.objects.filter(pk=frozen.pk).update(there=8)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"half_day": "2026-12-11-am"}, NotValid),
        ({"status": "late"}, NotValid),
        ({"status": states.PRESENT, "delegate_id": None}, NotValid),
        ({"status": states.REPRESENTED}, NotValid),
        ({"institution_id": at_the_table.STRANGER}, NotPermitted),
        ({"by": HEALTH}, NotPermitted),
    ],
)
def test_what_cannot_be_marked_is_refused(table: RoundTable, changes: dict[str, Any], refusal: type) -> None:
    status = changes.pop("status", states.EXCUSED)
    with pytest.raises(refusal):
        mark(table, changes.pop("institution_id", "daw"), status, **changes)


def test_nobody_is_present_on_a_lapsed_mandate(table: RoundTable) -> None:
    lapsed = at_the_table.mandate("daw", "lapsed", valid_to=at_the_table.DAY - timedelta(days=1)).delegate
    with pytest.raises(NotPermitted):
        mark(table, "daw", states.PRESENT, delegate_id=lapsed.pk)


def test_attendance_is_marked_from_the_day_on_and_not_before() -> None:
    table = at_the_table.convened()
    with refused(NotNow, "too_early"):
        mark(table, "police", states.PRESENT)
    with at_the_table.in_the_morning():
        assert mark(table, "police", states.PRESENT).status == states.PRESENT


def test_a_delegate_checks_in_for_the_half_day_that_it_is(table: RoundTable) -> None:
    with at_the_table.in_the_afternoon():
        row = attendance.check_in(table_id=table.pk, half_day=AFTERNOON, by=HEALTH)
        assert (row.institution_id, row.delegate) == ("hospital", at_the_table.delegate("hospital"))
        assert attendance.check_in(table_id=table.pk, half_day=AFTERNOON, by=HEALTH) == row
        with refused(NotNow, says="Delegate focal-health"):
            attendance.check_in(table_id=table.pk, half_day=AFTERNOON, by=at_the_table.HEALTH_ALTERNATE)
        with pytest.raises(NotNow):
            attendance.check_in(table_id=table.pk, half_day=MORNING, by=HEALTH)
        with pytest.raises(NotFound):
            attendance.check_in(table_id=table.pk, half_day=AFTERNOON, by=at_the_table.MINORS)


def test_everybody_is_marked_at_once_as_answered_and_then_as_in_the_morning() -> None:
    table = at_the_table.convened(state=states.IN_SESSION)
    rows = Invitation.objects.filter(table=table)
    rows.filter(institution_id="police").update(answer=states.PRESENT, delegate=at_the_table.delegate("police"))
    rows.filter(institution_id="daw").update(answer=states.REPRESENTED, standing_in="Somebody")
    assert attendance.prefill(table_id=table.pk, half_day=MORNING, by=SECRETARY) == 2
    assert attendance.prefill(table_id=table.pk, half_day=MORNING, by=SECRETARY) == 0
    mark(table, "labour", states.PRESENT)
    assert attendance.prefill(table_id=table.pk, half_day=AFTERNOON, by=SECRETARY) == 3
    marked = {one: row.status for one, row in queries.attendance_of(table, AFTERNOON).items()}
    assert marked == {"police": "present", "daw": "represented", "labour": "present"}


def test_what_was_marked_before_the_table_was_moved_to_another_day_closes_nothing() -> None:
    table = at_the_table.convened()
    day = timedelta(days=1)
    with at_the_table.in_the_morning():
        mark(table, "hospital", states.PRESENT)
        moved = {"starts": at_the_table.STARTS + day, "ends": at_the_table.ENDS + day, "place": "Rabat"}
        tables.move(table_id=table.pk, reason="Une grève", by=SECRETARY, **moved)  # type: ignore[arg-type]
    with clock.stopped(at_the_table.STARTS + day):
        tables.open(table_id=table.pk, chair_id=at_the_table.delegate("justice").pk, by=SECRETARY)
        with pytest.raises(NotNow) as refusal:
            tables.close(table_id=table.pk, by=SECRETARY)
    assert refusal.value.code == "no_attendance"
