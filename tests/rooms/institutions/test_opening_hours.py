"""Opening hours and due times: by the wall clock, across midnight, weekends and the change of the hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from himaya.institutions.rules import ALWAYS, due_at, is_open, midway, next_opening

HERE = ZoneInfo("Africa/Casablanca")
OFFICE = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu")} | {"fri": ["08:30-12:00", "14:30-16:30"]}
NIGHT = {day: [("20:00", "02:00")] for day in ("fri", "sat")}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week that begins on Monday, 23 November 2026."""
    return datetime(2026, 11, 22 + day, hour, minute, tzinfo=HERE)


MON, TUE, WED, THU, FRI, SAT, SUN = range(1, 8)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(lambda one: one.replace(tzinfo=HERE))


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (ALWAYS, at(SUN, 3), True),
        (OFFICE, at(MON, 8, 30), True),
        (OFFICE, at(MON, 16, 30), False),
        (OFFICE, at(FRI, 13), False),
        (OFFICE, at(SAT, 10), False),
        (NIGHT, at(FRI, 23), True),
        (NIGHT, at(SAT, 1, 59), True),
        (NIGHT, at(SUN, 1), True),
        (NIGHT, at(SUN, 2), False),
        ({"mon": ["00:00-24:00"]}, at(MON, 23, 59), True),
        ({}, at(MON, 10), False),
    ],
)
def test_open_or_closed(hours: object, moment: datetime, expected: bool) -> None:
    assert is_open(hours, moment) is expected  # type: ignore[arg-type]


def test_a_closed_desk_says_when_it_opens_and_one_without_hours_never_does() -> None:
    assert next_opening(OFFICE, at(FRI, 17)) == at(MON + 7, 8, 30)
    assert next_opening(OFFICE, at(TUE, 10)) == at(TUE, 10)
    assert next_opening({}, at(TUE, 10)) is None


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (at(MON, 9), 60, at(MON, 10)),
        (at(MON, 16), 60, at(TUE, 9)),
        (at(THU, 16, 30), 30, at(FRI, 9)),
        (at(FRI, 11), 120, at(FRI, 15, 30)),
        (at(FRI, 16), 480, at(MON + 7, 16)),
        (at(SUN, 12), 30, at(MON + 7, 9)),
        (at(MON, 9), 450, at(MON, 16, 30)),
    ],
)
def test_ordinary_targets_run_in_the_opening_hours_of_the_desk(start: datetime, minutes: int, due: datetime) -> None:
    assert due_at(start=start, minutes=minutes, hours=OFFICE) == due


def test_urgent_targets_run_by_the_clock_and_so_do_those_of_a_desk_without_hours() -> None:
    for hours in (None, ALWAYS, {}):
        assert due_at(start=at(FRI, 23), minutes=90, hours=hours) == at(SAT, 0, 30)


def test_a_change_of_the_hour_gives_nobody_an_hour_more_or_less() -> None:
    before = datetime(2026, 2, 14, 23, 0, tzinfo=HERE)  # The clocks go back during this night.
    due = due_at(start=before, minutes=12 * 60, hours=ALWAYS)
    assert due.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=12)


@given(MOMENTS, st.integers(1, 4000))
def test_the_due_moment_is_never_before_the_minutes_have_passed_and_lies_in_an_opening(
    start: datetime, minutes: int
) -> None:
    due = due_at(start=start, minutes=minutes, hours=OFFICE)
    assert due.astimezone(UTC) - start.astimezone(UTC) >= timedelta(minutes=minutes)
    assert is_open(OFFICE, due - timedelta(seconds=1))


@given(MOMENTS, st.integers(1, 2000), st.integers(1, 2000))
def test_more_minutes_are_never_due_earlier(start: datetime, some: int, more: int) -> None:
    first = due_at(start=start, minutes=some, hours=OFFICE)
    assert due_at(start=start, minutes=some + more, hours=OFFICE) > first


@given(MOMENTS, st.integers(2, 4000))
@example(datetime(2026, 3, 22, 2, 0, fold=1, tzinfo=HERE), 2)
@example(datetime(2026, 3, 22, 1, 30, tzinfo=HERE), 120)
def test_the_reminder_lies_between_start_and_target(start: datetime, minutes: int) -> None:
    """Seen red by the wall clock, where the hour changes between the two."""
    target = due_at(start=start, minutes=minutes)
    first, reminder, last = (one.astimezone(UTC) for one in (start, midway(start, target), target))
    assert first < reminder < last
    assert reminder - first == last - reminder
