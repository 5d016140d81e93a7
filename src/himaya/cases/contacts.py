"""Since when somebody is in contact with the person of a case, as far as it is known here. Moments only."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Min

from himaya.cases import rules_inbound
from himaya.cases.models import Arrival, Case, Grant, InboundSheet, Submission
from himaya.kernel import clock, wall

# The kind of a form by which records of another program are taken in: nobody met anybody that day.
RECORDS = "standard"


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of it: `at` the earliest moment of the case, `met` when somebody first met the person.

    `met` is None where nobody has yet, and where nobody here knows when: that a file was opened, accepted or taken in
    happened to no person. `there` is false for a person whom nobody has met: one who is expected from abroad or does
    not come, and one who stands in records that were taken in.
    """

    at: datetime
    met: datetime | None
    there: bool

    @property
    def day(self) -> date:
        return self.at.astimezone(clock.here()).date()


def contact(case: Case) -> Contact:
    """The moment of the hand-over by the first line: the first access to the case began then. Without one, the midnight
    of its day. A case that came from another institution keeps the moment that it had there, never a later one; of
    somebody found abroad the first meeting is the one here.

    Asked too by a desk that works with the case by a referral: a moment tells it nothing of the accesses of others.
    """
    with wall.beyond(wall.EVERYTHING):
        came = Arrival.objects.filter(case=case).values_list("first_contact_at", flat=True)[:1]
        sheet = InboundSheet.objects.filter(case=case).values_list("state", "ended_at").first()
        kinds = Submission.objects.filter(case=case).order_by("number").values_list("version__kind", flat=True)[:1]
        first = Grant.objects.filter(case=case).aggregate(first=Min("granted_at"))["first"]
        carried, records = list(came), list(kinds) == [RECORDS]
    midnight = datetime.combine(case.opened_on, time(0), clock.here())
    here = first if isinstance(first, datetime) else midnight
    at = min(here, *(one for one in carried if one is not None)) if any(carried) else here
    if sheet is not None:
        state, ended = sheet
        return Contact(at, ended if state == rules_inbound.MET else None, there=state == rules_inbound.MET)
    if records:
        return Contact(at, None, there=False)
    return Contact(at, at if carried != [None] else None, there=True)


def met(case: Case) -> datetime | None:
    """The moment that goes along with a case; None where it came without one, or nobody met the person yet."""
    return contact(case).met


def first_day(case: Case) -> date:
    """The earliest day known: of the contact, or of the file."""
    return min(contact(case).day, case.opened_on)
