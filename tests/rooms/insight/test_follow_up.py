"""The pictures of the follow-up: what is counted, for whom, and what a wait is."""

from datetime import date, timedelta

import pytest

from himaya.coordination import states_following as states
from himaya.coordination.models import FollowUpSnapshot, Recommendation, RoundTable, Seat, SnapshotLine
from himaya.coordination.queries import recommendations as register
from himaya.coordination.queries.followed import Fact
from himaya.coordination.queries.recommendations import Wanted
from himaya.insight import follow_up
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, LABOUR, MINORS, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation

pytestmark = [pytest.mark.capability("A9"), pytest.mark.usefixtures("stage")]

SAID = {"reported": False, "verified": False, "overdue": False}


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def frozen(table: RoundTable, stood: dict[Recommendation, str], *, days: int) -> None:
    at = clock.now() - timedelta(days=days)
    snapshot = FollowUpSnapshot.objects.create(table=table, taken_at=at, on=at.date(), sha256="0" * 64)
    for row, state in stood.items():
        SnapshotLine.objects.create(snapshot=snapshot, recommendation=row, number=row.number, state=state, **SAID)


def test_each_counts_once_by_lead_and_once_by_theme() -> None:
    recommendation(states.VERIFIED)
    recommendation(states.REC_CLOSED, theme="T2")
    recommendation(states.REPORTED_DONE, theme="")
    recommendation(states.ADDRESSED, lead="police", theme="T2")
    recommendation(states.MERGED, lead_name="Haut-Commissariat")
    found = follow_up.of(SECRETARY)
    by_lead = {(row.key, row.outside): row.counts for row in found.by_lead.rows}
    assert by_lead["labour", False]["verified"] == 2
    assert by_lead["labour", False]["reported"] == 1
    assert by_lead["police", False]["waiting"] == 1
    assert by_lead["Haut-Commissariat", True]["ended"] == 1
    assert {row.key: row.total for row in found.by_theme.rows} == {"T1": 2, "T2": 2, "": 1}
    assert found.by_lead.total.counts == found.by_theme.total.counts == found.today.counts
    assert found.total == 5


def test_what_is_being_formulated_is_in_no_picture() -> None:
    recommendation(states.FORMULATED)
    found = follow_up.of(SECRETARY)
    assert (found.total, found.waiting.total, found.by_lead.rows) == (0, 0, [])


def test_every_state_has_its_place() -> None:
    for state in states.RECOMMENDATION_STATES:
        recommendation(state)
    found = follow_up.of(SECRETARY)
    assert found.total == len(states.RECOMMENDATION_STATES) - 1
    assert found.today.counts == {
        "verified": 2, "reported": 1, "in_progress": 1, "answered": 1, "waiting": 1, "ended": 3,
    }  # fmt: skip


def test_overdue_is_a_part_of_what_is_with_the_lead() -> None:
    recommendation(states.IN_PROGRESS, due_on=ago(1))
    recommendation(states.IN_PROGRESS, due_on=clock.today())
    recommendation(states.REPORTED_DONE, due_on=ago(1))
    assert follow_up.of(SECRETARY).today.overdue == 1


def test_the_picture_counts_what_the_list_shows() -> None:
    for state in states.RECOMMENDATION_STATES:
        recommendation(state, due_on=ago(3))
    found = follow_up.of(SECRETARY)
    for group, count in found.today.counts.items():
        assert register.listed(SECRETARY, Wanted(institution="labour", state=group)).total == count
    assert register.listed(SECRETARY, Wanted(state=register.KNOWN)).total == found.total
    assert register.listed(SECRETARY, Wanted(state=register.KNOWN, overdue=True)).total == found.today.overdue


def test_one_source_alone() -> None:
    recommendation(states.VERIFIED, source_kind=states.AUDIT)
    recommendation(states.ANSWERED, source_kind=states.UPR)
    found = follow_up.of(SECRETARY, source=states.AUDIT)
    assert (found.total, found.waiting.verified, found.waiting.open) == (1, 1, 0)


def test_an_institution_counts_what_it_may_see() -> None:
    cycle = at_the_table.cycle()
    seated = at_the_table.planned(cycle)
    recommendation(states.ANSWERED, table=seated, lead="police")
    recommendation(states.ADDRESSED, lead="labour")
    recommendation(states.FORMULATED, lead="labour")
    assert follow_up.of(SECRETARY).total == follow_up.of(HEALTH).total == 2
    # Without a seat in the cycle: what is outside any cycle, and what names the institution.
    assert follow_up.of(MINORS).total == 1
    recommendation(states.ANSWERED, table=seated, lead="minors")
    assert follow_up.of(MINORS).total == 2


def test_without_a_valid_mandate_there_is_nothing() -> None:
    recommendation(states.VERIFIED, lead="labour")
    Mandate.objects.filter(institution_id="labour").update(valid_to=ago(1))
    found = follow_up.of(LABOUR)
    assert (found.total, found.tables, found.waiting.total) == (0, [], 0)


def test_the_series_shows_each_table_as_it_was_frozen_and_what_moved_since() -> None:
    cycle = at_the_table.cycle()
    first, second = (at_the_table.closed(cycle, number=number) for number in (1, 2))
    done, stuck, new = recommendation(states.REC_CLOSED), recommendation(states.ADDRESSED), recommendation()
    gone = recommendation(states.MERGED)
    frozen(first, {done: states.IN_PROGRESS, stuck: states.ADDRESSED, gone: states.MERGED}, days=90)
    frozen(second, {done: states.VERIFIED, stuck: states.ADDRESSED, gone: states.MERGED, new: states.ADDRESSED}, days=5)
    one, two = follow_up.of(SECRETARY).tables
    assert (one.table_id, one.row.total, one.moved) == (first.pk, 3, None)
    assert (two.row.counts["verified"], two.row.counts["waiting"], two.row.counts["ended"]) == (1, 2, 1)
    assert two.moved is not None
    assert {key: n for key, n in two.moved.items() if n} == {"verified": 1, "new": 1, "still": 1}


def test_an_institution_sees_of_a_frozen_table_what_it_may_see_today() -> None:
    cycle = at_the_table.cycle()
    table = at_the_table.closed(cycle)
    elsewhere = at_the_table.cycle()
    Seat.objects.filter(cycle=elsewhere, institution_id="hospital").delete()
    inside, own = recommendation(lead="police", cycle=cycle), recommendation(lead="minors")
    hidden = recommendation(lead="police", cycle=elsewhere)
    frozen(table, dict.fromkeys((inside, own, hidden), states.ADDRESSED), days=5)
    assert [one.row.total for one in follow_up.of(SECRETARY).tables] == [3]
    assert [one.row.total for one in follow_up.of(HEALTH).tables] == [2]
    # No seat in that cycle: the table itself is not theirs to know.
    assert follow_up.of(MINORS).tables == []


def fact(state: str, days: int, until: int | None = None) -> Fact:
    """Addressed so many days ago; verified or ended so many days ago."""
    day = ago(until) if until is not None else None
    verified = state in (states.VERIFIED, states.REC_CLOSED)
    return Fact(0, state, "", "labour", "", ago(days), day if verified else None, None if verified else day, None)


def test_a_wait_runs_from_addressed_to_verified_and_for_the_others_until_they_stopped_waiting() -> None:
    found = follow_up.waiting([
        fact(states.VERIFIED, 100, 60), fact(states.REC_CLOSED, 100, 20), fact(states.IN_PROGRESS, 30),
        fact(states.REPORTED_DONE, 90), fact(states.MERGED, 200, 190),
    ], clock.today())  # fmt: skip
    assert (found.verified, found.open, found.ended, found.total) == (2, 2, 1, 5)
    assert found.curve.waits == (10, 30, 40, 80, 90)
    assert [(one.days, one.at_risk) for one in found.curve.steps] == [(40, 3), (80, 2)]
    assert found.curve.median == 80


def test_what_was_reopened_waits_again() -> None:
    found = follow_up.waiting([fact(states.IN_PROGRESS, 50)], clock.today())
    assert (found.verified, found.open, found.curve.steps) == (0, 1, ())


def test_what_ended_before_anybody_was_asked_was_not_waited_for() -> None:
    recommendation(states.NO_LONGER_RELEVANT, addressed_on=None)
    found = follow_up.of(SECRETARY)
    assert (found.total, found.waiting.total) == (1, 0)


@pytest.mark.parametrize(("longest", "marks"), [
    (0, []), (3, [0]), (30, [0, 7, 14, 21, 28]), (100, [0, 30, 60, 90]), (400, [0, 90, 180, 270, 360]),
    (5000, [0, 1825, 3650]), (20000, [0, 20000]),
])  # fmt: skip
def test_the_days_below_the_curve_are_round_and_few(longest: int, marks: list[int]) -> None:
    assert follow_up.ticks(longest) == marks


def test_each_mark_says_what_is_known_there() -> None:
    found = follow_up.waiting([fact(states.VERIFIED, 200, 100), fact(states.ADDRESSED, 200)], clock.today())
    first, *_between, last = found.marks
    assert (first.days, first.at_risk, first.verified, first.share, first.low) == (0, 2, 0, 0.0, None)
    assert (last.days, last.at_risk, last.verified, last.share) == (180, 1, 1, 0.5)
    assert last.low is not None
    assert last.high is not None
    assert last.low < 0.5 < last.high
    assert found.is_few
