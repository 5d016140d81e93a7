"""Since when somebody is in contact with the person of a case, as far as it is known here. Moments only."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Min

from himaya.cases.models import Arrival, Case, Grant
from himaya.kernel import clock, wall


@dataclass(frozen=True, slots=True)
class Contact:
    """The earliest moment that is known; `known` is false for a case that came here without its first contact."""

    at: datetime
    known: bool

    @property
    def day(self) -> date:
        return self.at.astimezone(clock.here()).date()


def contact(case: Case) -> Contact:
    """The moment of the hand-over by the first line: the first access to the case began then. Without one, the midnight
    of its day. A case that came from another institution keeps the moment that it had there, never a later one.

    Asked too by a desk that works with the case by a referral: a moment tells it nothing of the accesses of others.
    """
    with wall.beyond(wall.EVERYTHING):
        arrival = Arrival.objects.filter(case=case).defer("story").first()
        first = Grant.objects.filter(case=case).aggregate(first=Min("granted_at"))["first"]
    midnight = datetime.combine(case.opened_on, time(0), clock.here())
    here = first if isinstance(first, datetime) else midnight
    if arrival is None:
        return Contact(here, known=True)
    carried = arrival.first_contact_at
    return Contact(min(here, carried) if carried is not None else here, known=carried is not None)


def first_contact(case: Case) -> datetime | None:
    """The moment that goes along with a case; None where it came without one."""
    found = contact(case)
    return found.at if found.known else None


def first_day(case: Case) -> date:
    """The earliest day known: of the contact, or of the file."""
    return min(contact(case).day, case.opened_on)
