"""A table as a calendar entry: a neutral summary, its place and hours, nothing of what it is about."""

from typing import Literal

from django.conf import settings
from django.utils.translation import override

from himaya.adapters import calendar
from himaya.coordination import moments, states
from himaya.coordination.models import Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel import clock

FILE = "meeting.ics"


def of(table: RoundTable, *, method: Literal["REQUEST", "CANCEL"], attendee: Delegate | None, language: str) -> bytes:
    """The entry as iCalendar. Its UID stays the same for the table; each change has a higher SEQUENCE."""
    with override(language):
        organiser = table.cycle.organiser
        return calendar.invitation(
            method,
            uid=f"{table.pk}@himaya",
            sequence=table.sequence,
            stamp=clock.now(),
            starts=table.starts_at,
            ends=table.ends_at,
            zone=table.zone,
            summary=moments.number_in_words(table),
            description=table.link,
            place=table.place,
            organiser=(organiser.name, settings.HIMAYA_MAIL_FROM),
            attendee=(attendee.name, attendee.email) if attendee is not None and attendee.email else None,
            language=language,
        )


def method_of(table: RoundTable) -> Literal["REQUEST", "CANCEL"]:
    """What a calendar is told about the table as it stands."""
    return "CANCEL" if table.state == states.CANCELLED else "REQUEST"


def addressee(row: Invitation) -> Delegate | None:
    """To whom an invitation goes: whoever was named to come, else the first delegate with a mandate on the day."""
    speakers = queries.speakers_on([row.institution_id], queries.meeting_day(row.table))[row.institution_id]
    named = [one for one in speakers if one.pk == row.delegate_id]
    return next((one for one in (*named, *speakers) if one.email), speakers[0] if speakers else None)
