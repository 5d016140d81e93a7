"""Invitations: the right hour inside and outside Ramadan, in the words of the standard."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from himaya.adapters import calendar

MARCH = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def invited(method: calendar.Method = "REQUEST", *, starts: datetime = MARCH, **more: object) -> bytes:
    given_words: dict[str, object] = {
        "uid": "7d1f@rooms.example.org",
        "sequence": 0,
        "stamp": datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
        "ends": starts + timedelta(hours=3),
        "zone": "Africa/Casablanca",
        "summary": "الاجتماع الثالث، الرباط",
        "description": "Première ligne ; suite, fin\nDeuxième ligne",
        "place": "Rabat",
        "organiser": ("Secrétariat", "secretariat@example.org"),
        "attendee": ("منسقة الصحة, الرباط", "sante@example.org"),
        "language": "ar",
    }
    return calendar.invitation(method, starts=starts, **(given_words | more))  # type: ignore[arg-type]


def meeting(data: bytes):  # type: ignore[no-untyped-def]
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    return event


def offset_by_the_text(data: bytes) -> timedelta:
    """The offset that a program finds which goes by the rules in the file and knows no zones."""
    starts = meeting(data)["DTSTART"].dt.replace(tzinfo=None)
    changes = [part for part in Calendar.from_ical(data).walk() if part.name in ("STANDARD", "DAYLIGHT")]
    before = [part for part in changes if part["DTSTART"].dt <= starts]
    return max(before, key=lambda part: part["DTSTART"].dt)["TZOFFSETTO"].td  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ((2026, 2, 14), 1),
        ((2026, 2, 16), 0),
        ((2026, 3, 10), 0),
        ((2026, 4, 1), 1),
        ((2026, 11, 12), 1),
        ((2027, 2, 6), 1),
        ((2027, 2, 8), 0),
        ((2027, 3, 10), 0),
        ((2027, 3, 20), 1),
        ((2028, 2, 10), 0),
    ],
)
def test_the_hour_is_right_inside_and_outside_ramadan(day: tuple[int, int, int], hours: int) -> None:
    starts = datetime(*day, 9, 30, tzinfo=UTC)
    data = invited(starts=starts)
    assert f"DTSTART;TZID=Africa/Casablanca:{day[0]}{day[1]:02}{day[2]:02}T".encode() in data
    assert meeting(data)["DTSTART"].dt == starts
    assert meeting(data)["DTEND"].dt == starts + timedelta(hours=3)
    assert offset_by_the_text(data) == timedelta(hours=hours)


def test_the_rules_agree_with_the_zone_on_every_day_around() -> None:
    here = ZoneInfo("Africa/Casablanca")
    day = datetime(2026, 1, 2, 12, tzinfo=UTC)
    for start in (day + timedelta(days=9 * step) for step in range(90)):
        assert offset_by_the_text(invited(starts=start)) == start.astimezone(here).utcoffset()


def test_a_zone_that_never_changes_has_one_rule() -> None:
    rules = [part.name for part in Calendar.from_ical(invited(zone="Africa/Tunis")).walk()]
    assert rules == ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"]


def test_an_invitation_asks_one_person_for_an_answer() -> None:
    event = meeting(invited())
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CONFIRMED", 0, "7d1f@rooms.example.org")
    assert event["SUMMARY"] == "الاجتماع الثالث، الرباط"
    assert event["SUMMARY"].params["LANGUAGE"] == "ar"
    assert event["DESCRIPTION"] == "Première ligne ; suite, fin\nDeuxième ligne"
    asked = event["ATTENDEE"]
    assert asked == "mailto:sante@example.org"
    assert asked.params == {
        "CN": "منسقة الصحة, الرباط",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
        "LANGUAGE": "ar",
    }


def test_a_copy_for_ones_own_calendar_asks_nobody() -> None:
    assert "ATTENDEE" not in meeting(invited(attendee=None))


def test_a_moved_meeting_is_the_same_meeting_again() -> None:
    moved = meeting(invited(sequence=1, starts=MARCH + timedelta(days=30)))
    assert (moved["UID"], moved["SEQUENCE"]) == (meeting(invited())["UID"], 1)
    assert moved["DTSTART"].dt == MARCH + timedelta(days=30)


def test_a_cancelled_meeting_says_so_twice() -> None:
    data = invited("CANCEL", sequence=2)
    assert Calendar.from_ical(data)["METHOD"] == "CANCEL"
    assert meeting(data)["STATUS"] == "CANCELLED"


def test_lines_end_and_fold_as_the_standard_says() -> None:
    data = invited(description="لجنة " * 200)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    data.decode()
    assert meeting(data)["DESCRIPTION"].strip() == ("لجنة " * 200).strip()


def test_nothing_typed_begins_a_line_of_its_own() -> None:
    words = 'x"\r\nATTENDEE:mailto:other@example.org\r\nEND:VEVENT'
    data = invited(
        summary=words, description=words, place=words, organiser=(words, "a@b.org"), attendee=(words, "c@d.org")
    )
    event = meeting(data)
    assert event["ATTENDEE"] == "mailto:c@d.org"
    assert b"\r\nATTENDEE:mailto:other" not in data
    assert event["ORGANIZER"].params["CN"] == "x  ATTENDEE:mailto:other@example.org END:VEVENT".replace("  ", " ")
