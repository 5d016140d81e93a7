"""Invitations and days as iCalendar (RFC 5545, 5546).

A meeting is written in its place's own time with the rules of that zone: in Morocco a fixed +01:00 is an hour wrong
in Ramadan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

Method = Literal["REQUEST", "CANCEL"]
Mailbox = tuple[str, str]

# Says nothing about what the calendar is for: it is shown by some programs.
PRODUCT = "-//H//Calendar//EN"
# Rules of the zone are written for the meeting's surroundings; programs know the zone's name anyway.
AROUND = timedelta(days=400)


def invitation(
    method: Method,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
    starts: datetime,
    ends: datetime,
    zone: str,
    summary: str,
    description: str,
    place: str,
    organiser: Mailbox,
    attendee: Mailbox | None,
    language: str,
) -> bytes:
    """One invitation, its update (a higher `sequence`) or its cancellation. All moments are aware.

    `attendee` None makes a copy for one's own calendar, with nobody to answer.
    """
    from icalendar import Calendar, Event

    here = ZoneInfo(zone)
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", starts.astimezone(here))
    event.add("dtend", ends.astimezone(here))
    for name, text in (("summary", summary), ("description", description), ("location", place)):
        if text:
            event.add(name, text, parameters={"LANGUAGE": language})
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _address(organiser), encode=False)
    if attendee:
        event.add("attendee", _asked(attendee, language), encode=False)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_rules(zone, starts))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def whole_days(days: Iterable[tuple[str, date]], *, summary: str, language: str, stamp: datetime) -> bytes:
    """A calendar of days that are all called alike: per day a name that means nothing, and no hour, place or person."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for uid, day in days:
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary, parameters={"LANGUAGE": language})
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def meetings(
    moments: Iterable[tuple[str, datetime, datetime]],
    *,
    sequence: int,
    stamp: datetime,
    zone: str,
    summary: str,
    place: str,
    language: str,
    cancelled: bool,
    dropped: Iterable[str] = (),
) -> bytes:
    """A calendar of several meetings that are called alike, nobody asked and nobody named; one name per meeting.

    `dropped`: names of meetings that an earlier file had; whoever holds one of them hears that it is off.
    """
    from icalendar import Calendar, Event

    here, found = ZoneInfo(zone), list(moments)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    if found:
        calendar.add_component(_rules(zone, found[0][1]))
    # RFC 5546 asks for a time with each; that of one which is off says nothing any more.
    gone = {uid: (uid, *found[-1][1:]) for uid in dropped} if found else {}
    for uid, starts, ends in [*found, *gone.values()]:
        event = Event()
        event.add("uid", uid)
        event.add("sequence", sequence)
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", starts.astimezone(here))
        event.add("dtend", ends.astimezone(here))
        event.add("summary", summary, parameters={"LANGUAGE": language})
        if place:
            event.add("location", place, parameters={"LANGUAGE": language})
        event.add("status", "CANCELLED" if cancelled or uid in gone else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _rules(zone: str, moment: datetime) -> Timezone:
    """The zone's changes of clock around a moment, one by one.

    `icalendar` can write them too, and leaves out a Ramadan that falls between its steps (2027 is one).
    """
    from icalendar import Timezone

    here = ZoneInfo(zone)
    # A fixed beginning, so that the next version of an invitation carries the same rules.
    at = datetime((moment - AROUND).year, 1, 1, tzinfo=UTC)
    rules = Timezone()
    rules.add("tzid", zone)
    rules.add_component(_change(here, at, before=_offset(here, at)))
    while at < moment + AROUND:
        later = at + timedelta(days=1)
        if _offset(here, at) != _offset(here, later):
            rules.add_component(_change(here, _turn(here, at, later), before=_offset(here, at)))
        at = later
    return rules


def _offset(here: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(here).utcoffset() or timedelta()


def _turn(here: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The minute at which the clock changes between two moments a day apart."""
    while late - early > timedelta(minutes=1):
        middle = early + timedelta(minutes=(late - early) // timedelta(minutes=2))
        early, late = (middle, late) if _offset(here, middle) == _offset(here, early) else (early, middle)
    return late


def _change(here: ZoneInfo, at: datetime, *, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    from icalendar import TimezoneDaylight, TimezoneStandard

    local = at.astimezone(here)
    change = TimezoneDaylight() if local.dst() else TimezoneStandard()
    change.add("dtstart", (at + before).replace(tzinfo=None))
    change.add("tzoffsetfrom", before)
    change.add("tzoffsetto", _offset(here, at))
    change.add("tzname", local.tzname() or str(here))
    return change


def _address(mailbox: Mailbox) -> vCalAddress:
    from icalendar import vCalAddress, vText

    name, mail = mailbox
    address = vCalAddress(f"mailto:{mail}")
    # Quotes cannot be written in a parameter, and a line break would begin a property of the writer's choice.
    if spoken := re.sub(r"[\x00-\x1f\x7f\"]+", " ", name).strip():
        address.params["CN"] = vText(spoken)
    return address


def _asked(mailbox: Mailbox, language: str) -> vCalAddress:
    from icalendar import vText

    address = _address(mailbox)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    address.params["LANGUAGE"] = vText(language)
    return address
