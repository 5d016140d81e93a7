"""When somebody may be told, at its edges: midnight, Ramadan's clocks, the leap day, a closed desk, equal hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from himaya.tasks import rules
from himaya.tasks.rules import Quiet

pytestmark = [pytest.mark.capability("E6"), pytest.mark.once]
HERE = ZoneInfo("Africa/Casablanca")
NIGHT, NOON, NEVER = Quiet(time(20), time(8)), Quiet(time(12), time(14)), Quiet(time(9), time(9))
OFFICE = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
AT_NIGHT = {day: ["21:00-06:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
# What is said when (in the nation's wall clock), under which quiet hours and opening hours, and when it may be told.
WHEN: list[tuple[str, str, Quiet, object, str]] = [
    ("in the day", "2026-11-24 10:00", NIGHT, None, "2026-11-24 10:00"),
    ("a minute before quiet", "2026-11-24 19:59", NIGHT, None, "2026-11-24 19:59"),
    ("quiet begins", "2026-11-24 20:00", NIGHT, None, "2026-11-25 08:00"),
    ("before midnight", "2026-11-24 23:59", NIGHT, None, "2026-11-25 08:00"),
    ("at midnight", "2026-11-25 00:00", NIGHT, None, "2026-11-25 08:00"),
    ("a minute before its end", "2026-11-25 07:59", NIGHT, None, "2026-11-25 08:00"),
    ("at its end", "2026-11-25 08:00", NIGHT, None, "2026-11-25 08:00"),
    ("quiet at noon, before", "2026-11-24 11:59", NOON, None, "2026-11-24 11:59"),
    ("quiet at noon, within", "2026-11-24 13:30", NOON, None, "2026-11-24 14:00"),
    ("the same hour twice", "2026-11-24 09:00", NEVER, None, "2026-11-24 09:00"),
    ("the same hour twice, at night", "2026-11-25 03:00", NEVER, None, "2026-11-25 03:00"),
    ("the last evening of February of a leap year", "2028-02-28 22:00", NIGHT, None, "2028-02-29 08:00"),
    ("the evening of the leap day", "2028-02-29 22:00", NIGHT, None, "2028-03-01 08:00"),
    ("the last evening of the year", "2026-12-31 22:00", NIGHT, None, "2027-01-01 08:00"),
    ("the desk opens after the quiet hours end", "2026-11-24 22:00", NIGHT, OFFICE, "2026-11-25 08:30"),
    ("the desk is closed in the evening", "2026-11-24 17:00", NIGHT, OFFICE, "2026-11-25 08:30"),
    ("over the weekend", "2026-11-27 16:30", NIGHT, OFFICE, "2026-11-30 08:30"),
    ("quiet at noon at an open desk", "2026-11-24 13:00", NOON, OFFICE, "2026-11-24 14:00"),
    ("an open desk", "2026-11-24 10:00", NIGHT, OFFICE, "2026-11-24 10:00"),
    ("always open, quiet at night", "2026-11-24 22:00", NIGHT, "24/7", "2026-11-25 08:00"),
    ("hours that never open hold nothing back", "2026-11-24 10:00", NIGHT, {}, "2026-11-24 10:00"),
    ("hours that never open, at night", "2026-11-24 22:00", NIGHT, {}, "2026-11-25 08:00"),
    ("a desk that opens only in its quiet hours", "2026-11-24 12:00", NIGHT, AT_NIGHT, "2026-11-24 21:00"),
    ("the evening before Ramadan turns the clocks back", "2027-02-06 22:00", NIGHT, None, "2027-02-07 08:00"),
    ("the evening before the clocks go forward again", "2027-03-13 22:00", NIGHT, None, "2027-03-14 08:00"),
    ("over that weekend, at an office", "2027-03-12 17:00", NIGHT, OFFICE, "2027-03-15 08:30"),
]


def wall(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=HERE)


@pytest.mark.parametrize("urgent", [False, True])
def test_the_truth_table_of_when_somebody_may_be_told(urgent: bool) -> None:
    """Seen red: the day not moved over midnight."""
    for name, now, quiet, hours, expected in WHEN:
        told = rules.when(urgent=urgent, now=wall(now), quiet=quiet, hours=hours)  # type: ignore[arg-type]
        assert told == wall(now if urgent else expected), name
        assert told.astimezone(UTC) >= wall(now).astimezone(UTC), name


def test_ramadan_moves_the_clock_and_not_the_hour_on_the_wall() -> None:
    """From 7 February to 14 March 2027 Morocco counts UTC+0: the same wall clock is another moment."""
    lengths = {}
    for evening in ("2027-02-05", "2027-02-06", "2027-03-13"):
        start = wall(f"{evening} 22:00")
        told = rules.when(urgent=False, now=start, quiet=NIGHT)
        assert (told.hour, told.minute) == (8, 0)
        lengths[evening] = told.astimezone(UTC) - start.astimezone(UTC)
    hours = {day: length / timedelta(hours=1) for day, length in lengths.items()}
    assert hours == {"2027-02-05": 10, "2027-02-06": 11, "2027-03-13": 9}


def test_an_end_that_the_change_of_clocks_leaves_out_becomes_the_hour_after_it() -> None:
    told = rules.when(urgent=False, now=wall("2027-03-13 23:00"), quiet=Quiet(time(22), time(2, 30)))
    assert told == wall("2027-03-14 03:30")


def test_quiet_hours_are_from_eight_in_the_evening_to_eight_in_the_morning_unless_somebody_chose_others() -> None:
    assert Quiet() == Quiet(time(20, 0), time(8, 0))


def test_mails_are_an_hour_apart_and_urgent_ones_a_few_minutes() -> None:
    at = wall("2026-11-24 10:00")
    for last, urgent, minutes in ((None, False, 0), (0, False, 60), (59, False, 1), (60, False, 0), (0, True, 5)):
        before = None if last is None else at - timedelta(minutes=last)
        assert rules.next_mail(at, before, urgent=urgent) == at + timedelta(minutes=minutes)


def test_a_day_is_late_when_it_is_over_and_an_hour_when_it_struck() -> None:
    now = wall("2028-02-29 10:00")
    table = {
        (date(2028, 2, 28), None): rules.LATE,
        (date(2028, 2, 29), None): rules.TODAY,
        (date(2028, 2, 29), wall("2028-02-29 09:59")): rules.LATE,
        (date(2028, 2, 29), wall("2028-02-29 10:00")): rules.TODAY,
        (date(2028, 3, 7), None): rules.THIS_WEEK,
        (date(2028, 3, 8), None): rules.LATER,
        (None, None): rules.NO_DAY,
    }
    assert {key: rules.bucket(*key, now) for key in table} == table
    assert rules.remind_at(date(2028, 2, 29), None, now) == wall("2028-02-29 08:00")
    assert rules.remind_at(date(2028, 2, 29), wall("2028-02-29 14:00"), now) == wall("2028-02-29 13:00")
    assert rules.remind_at(None, None, now) is None
