"""Hours of Ramadan, of single days, past midnight, over a change of the hour; and what can be typed for them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from himaya.institutions import rules_places
from himaya.institutions.rules import due_at, is_open, next_opening
from himaya.institutions.rules_hours import days, is_whole, spans, typed_again
from himaya.institutions.rules_places import Room

pytestmark = pytest.mark.capability("E4")
HERE = ZoneInfo("Africa/Casablanca")
# Ramadan 2027 begins in February; the clocks go back on the 7th and forward on 14 March. Friday is split.
HOURS: dict[str, Any] = {
    **{day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu")},
    "fri": ["08:30-12:00", "14:30-16:30"],
    "ramadan": {"from": "2027-02-08", "to": "2027-03-09", **{day: ["09:00-15:00"] for day in ("mon", "tue", "fri")}},
    "days": {"2027-01-11": [], "2028-02-29": ["10:00-12:00"], "2027-03-01": ["20:00-02:00"]},
}


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(2027, 2, 5, 15), True),  # the Friday before: the afternoon of the split day
        (at(2027, 2, 5, 13), False),
        (at(2027, 2, 8, 8, 45), False),  # the first day of Ramadan, a Monday
        (at(2027, 2, 8, 9), True),
        (at(2027, 2, 10, 10), False),  # a Wednesday of Ramadan that says nothing is closed
        (at(2027, 3, 9, 14, 59), True),  # its last day, a Tuesday
        (at(2027, 3, 10, 8, 30), True),  # the day after: the usual week
        (at(2027, 1, 11, 10), False),  # a closed Monday
        (at(2028, 2, 29, 9), False),  # the leap day has hours of its own
        (at(2028, 2, 29, 11), True),
        (at(2027, 3, 1, 10), False),  # that date says more than Ramadan, and runs past midnight
        (at(2027, 3, 2, 1, 59), True),
        (at(2027, 3, 2, 2), False),
    ],
)
def test_the_date_says_most_then_ramadan_then_the_week(moment: datetime, expected: bool) -> None:
    assert is_open(HOURS, moment) is expected


def test_the_next_opening_and_what_is_owed_pass_over_closed_days_and_the_change_of_the_hour() -> None:
    assert next_opening(HOURS, at(2027, 1, 8, 17)) == at(2027, 1, 12, 8, 30)
    assert next_opening(HOURS, at(2027, 2, 9, 15)) == at(2027, 2, 12, 9)
    # Two hours owed on the last Friday before the clocks go back, after an hour: the rest on Monday, in Ramadan.
    assert due_at(start=at(2027, 2, 5, 15, 30), minutes=120, hours=HOURS) == at(2027, 2, 8, 10)
    # A night over the hour that comes twice is an hour longer than the clock on the wall says.
    night = {"sat": ["22:00-06:00"]}
    opens = next_opening(night, at(2027, 2, 6, 12))
    assert opens == at(2027, 2, 6, 22)
    owed = due_at(start=at(2027, 2, 6, 22), minutes=8 * 60, hours=night)
    assert owed.astimezone(UTC) - at(2027, 2, 6, 22).astimezone(UTC) == timedelta(hours=8)
    assert (owed.hour, owed.date().day) == (5, 7)


def test_what_somebody_types_is_read_or_told() -> None:
    read = {
        "": [],
        "08:30-12:00, 14:30-16:30": ["08:30-12:00", "14:30-16:30"],
        "8h30–12h،14h30-16h30": ["08:30-12:00", "14:30-16:30"],
        "٠٨:٣٠-١٢:٠٠": ["08:30-12:00"],
        "20:00-02:00": ["20:00-02:00"],
        "00:00-24:00": ["00:00-24:00"],
    }
    assert {typed: spans(typed) for typed in read} == read
    wrong = (
        "8",
        "09:00-09:00",
        "25:00-26:00",
        "24:00-02:00",
        "10:00-24:30",
        "14:00-16:00, 09:00-12:00",
        "09:00-12:00,11:00-13:00",
    )
    assert [typed for typed in (*wrong, "20:00-02:00, 03:00-04:00", "matin") if spans(typed) is not None] == []
    assert typed_again([["08:30", "12:00"], "14:30-16:30"]) == "08:30-12:00, 14:30-16:30"
    assert days("2027-01-11\n\n2028-02-29 10:00-12:00") == {"2027-01-11": [], "2028-02-29": ["10:00-12:00"]}
    assert [
        one for one in ("2027-02-29", "demain", "2027-01-11\n2027-01-11", "2027-01-11 x") if days(one) is not None
    ] == []


def test_only_whole_hours_can_be_kept() -> None:
    assert is_whole("24/7")
    assert is_whole(HOURS)
    assert is_whole({})
    broken: list[object] = [
        "always",
        None,
        {"monday": []},
        {"mon": "08:30-16:30"},
        {"mon": ["16:30"]},
        {"ramadan": {"from": "2027-02-08"}},
        {"ramadan": {"from": "2027-02-08", "to": "2027-02-07"}},
        {"ramadan": {"from": "2027-02-08", "to": "2027-03-20"}},
        {"ramadan": {"from": "2027-02-08", "to": "2027-03-09", "x": []}},
        {"days": {"2027-02-29": []}},
        {"days": {"20270111": []}},
    ]
    assert [one for one in broken if is_whole(one)] == []


def test_a_number_is_free_room_for_a_day_and_then_has_to_be_asked_about() -> None:
    now = at(2027, 2, 7, 12)
    day_ago, more = now - timedelta(hours=24), now - timedelta(hours=24, seconds=1)
    assert rules_places.room(3, day_ago, now) == Room(free=3, said_at=day_ago)
    assert rules_places.room(3, more, now) == Room(once=3, said_at=more)
    assert rules_places.room(3, None, now) == Room(once=3)
    assert rules_places.room(None, now, now) == Room(said_at=now)
    taps = {(word, free): rules_places.after(word, free, 2) for word in rules_places.WORDS for free in (None, 0, 1, 2)}
    assert [taps["less", one] for one in (None, 0, 1, 2)] == [0, 0, 0, 1]
    assert [taps["more", one] for one in (None, 0, 1, 2)] == [1, 1, 2, 2]
    assert {taps["full", one] for one in (None, 0, 2)} == {0}
    assert {taps["unknown", one] for one in (None, 0, 2)} == {None}
