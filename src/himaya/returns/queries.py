"""Where an attempt stands, without what was said in it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from himaya.kernel import wall
from himaya.returns import states
from himaya.returns.models import ReturnLine, VoluntaryReturn

# In clear of a family: that nobody looks for it. Why, and of whom, is sealed.
HAD_A_PART = "closes"


def running(case_id: UUID) -> VoluntaryReturn | None:
    """The attempt of a case that has not ended."""
    return of_case(case_id).filter(ended_on__isnull=True).first()


def of_case(case_id: UUID) -> QuerySet[VoluntaryReturn]:
    """Every attempt of a case, the newest first."""
    return VoluntaryReturn.objects.filter(case_id=case_id).select_related("desk").order_by("-number")


def lines_of(row: VoluntaryReturn) -> QuerySet[ReturnLine]:
    """What was written of an attempt, the oldest first, sealed."""
    return ReturnLine.objects.filter(voluntary_return=row).select_related("desk").order_by("number")


def by_form(row: VoluntaryReturn, instance_id: UUID) -> ReturnLine | None:
    """The line that a form made already, closed."""
    return ReturnLine.objects.filter(voluntary_return=row, instance_id=instance_id).defer("words").first()


def family_had_a_part(person_id: UUID, *, since: datetime | None = None) -> bool:
    """True once it was said in any attempt of the person, in whichever file, that the family had a part.

    `since`: only what was said at this moment or later.
    """
    rows = ReturnLine.objects.filter(person_id=person_id, kind=states.FAMILY_ASSESSED, code=HAD_A_PART)
    if since is not None:
        rows = rows.filter(at__gte=since)
    # Of an earlier attempt, or of a file at another desk: what was said once is not missed here. No word is opened.
    with wall.beyond(wall.EVERYTHING):
        return rows.exists()


def signed(row: VoluntaryReturn) -> ReturnLine | None:
    """The second signature on which an attempt stands now, closed; None before it, and where it goes back."""
    if row.state not in states.SIGNED_FOR:
        return None
    return lines_of(row).filter(kind=states.SIGNED).defer("words").last()


def last_number(row: VoluntaryReturn) -> int:
    """The number of the last line, 0 for none: what a page was shown."""
    return ReturnLine.objects.filter(voluntary_return=row).aggregate(last=Max("number"))["last"] or 0


def last_followed(row: VoluntaryReturn) -> ReturnLine | None:
    """The last line that says on which day the person is asked how it goes, closed."""
    kinds = (states.RECEPTION, states.MONITORED)
    return lines_of(row).filter(kind__in=kinds).defer("words").last()


def alone_until(case_id: UUID, moment: datetime) -> list[ReturnLine]:
    """The lines of any attempt of a case that say, until this moment, that the person goes on their own, closed."""
    left, ended = Q(kind=states.LEFT_ALONE), Q(kind=states.ENDS, code=states.ALONE)
    rows = ReturnLine.objects.filter(left | ended, case_id=case_id, at__lte=moment).defer("words")
    return list(rows.order_by("voluntary_return__number", "number"))


def received(row: VoluntaryReturn) -> ReturnLine | None:
    """The line that says that the person was met, closed."""
    return lines_of(row).filter(kind=states.RECEPTION).defer("words").last()


def is_on_the_way(case_id: UUID) -> bool:
    """True after the boarding, until somebody says that the person was met."""
    return of_case(case_id).filter(state=states.TRAVELLING).exists()


def boarded(row: VoluntaryReturn) -> ReturnLine | None:
    """The line that says that the person boarded, closed."""
    return lines_of(row).filter(kind=states.BOARDED).defer("words").last()
