"""Hours around the changes of the clock in Morocco: an hour that does not exist or comes twice is refused, by name.

In 2026 the clock is set back on 15 February (three o'clock becomes two) and forward on 22 March; in 2027 on 7 February
and 14 March. A meeting keeps the hour that was typed.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from himaya.coordination import rules_moments
from himaya.coordination.rules_moments import HourComesTwice, NoSuchHour

CASABLANCA = ZoneInfo("Africa/Casablanca")


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 2, 14), time(9), "2026-02-14T08:00"),  # before Ramadan: UTC+1
        (date(2026, 2, 15), time(1, 59), "2026-02-15T00:59"),
        (date(2026, 2, 15), time(3), "2026-02-15T03:00"),  # from here on: UTC
        (date(2026, 3, 5), time(9), "2026-03-05T09:00"),  # in Ramadan
        (date(2026, 3, 22), time(1, 59), "2026-03-22T01:59"),
        (date(2026, 3, 22), time(3), "2026-03-22T02:00"),  # UTC+1 again
        (date(2026, 4, 1), time(9), "2026-04-01T08:00"),
        (date(2026, 12, 10), time(9), "2026-12-10T08:00"),
        (date(2027, 2, 6), time(9), "2027-02-06T08:00"),
        (date(2027, 2, 10), time(9), "2027-02-10T09:00"),
        (date(2027, 2, 18), time(14, 30), "2027-02-18T14:30"),
        (date(2027, 3, 14), time(3), "2027-03-14T02:00"),
        (date(2027, 3, 20), time(9), "2027-03-20T08:00"),
    ],
)
def test_the_hour_typed_is_the_hour_of_the_nation_s_clock(day: date, hour: time, utc: str) -> None:
    found = rules_moments.moment_of(day, hour, CASABLANCA)
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found.tzinfo is UTC
    assert found.astimezone(CASABLANCA).time() == hour


@pytest.mark.parametrize("day", [date(2026, 3, 22), date(2027, 3, 14)])
@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_over_which_the_clock_jumps_is_refused(day: date, hour: time) -> None:
    with pytest.raises(NoSuchHour) as refused:
        rules_moments.moment_of(day, hour, CASABLANCA)
    assert (refused.value.day, refused.value.hour) == (day, hour)


@pytest.mark.parametrize("day", [date(2026, 2, 15), date(2027, 2, 7)])
@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_that_comes_twice_is_refused(day: date, hour: time) -> None:
    with pytest.raises(HourComesTwice):
        rules_moments.moment_of(day, hour, CASABLANCA)


@pytest.mark.parametrize(
    ("before", "day", "after"),
    [
        ("2026-02-10T08:00", date(2026, 2, 20), "2026-02-20T09:00"),  # into Ramadan
        ("2026-03-10T09:00", date(2026, 3, 24), "2026-03-24T08:00"),  # out of it
        ("2027-02-02T08:00", date(2027, 3, 20), "2027-03-20T08:00"),  # over it
    ],
)
def test_a_meeting_moved_across_the_change_keeps_its_local_hour(before: str, day: date, after: str) -> None:
    start = datetime.fromisoformat(before).replace(tzinfo=UTC)
    moved = rules_moments.moment_of(day, start.astimezone(CASABLANCA).time(), CASABLANCA)
    assert moved == datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert moved.astimezone(CASABLANCA).time() == time(9)


def test_the_distance_from_utc_is_said_when_it_is_not_as_today() -> None:
    november, ramadan = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2027, 2, 10, 9, tzinfo=UTC)
    assert rules_moments.offset_words(november, CASABLANCA) == "UTC+1"
    assert rules_moments.offset_words(ramadan, CASABLANCA) == "UTC"
    assert rules_moments.offset_words(november, ZoneInfo("Asia/Kolkata")) == "UTC+5:30"
    assert rules_moments.clock_differs(ramadan, november, CASABLANCA)
    assert not rules_moments.clock_differs(november, datetime(2026, 12, 10, 9, tzinfo=UTC), CASABLANCA)
