"""Where an attempt stands, without what was said in it."""

from uuid import UUID

from django.db.models import Max, QuerySet

from himaya.returns import states
from himaya.returns.models import ReturnLine, VoluntaryReturn


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
    return lines_of(row).filter(instance_id=instance_id).defer("words").first()


def last_number(row: VoluntaryReturn) -> int:
    """The number of the last line, 0 for none: what a page was shown."""
    return ReturnLine.objects.filter(voluntary_return=row).aggregate(last=Max("number"))["last"] or 0


def last_followed(row: VoluntaryReturn) -> ReturnLine | None:
    """The last line that says on which day the person is asked how it goes, closed."""
    kinds = (states.RECEPTION, states.MONITORED)
    return lines_of(row).filter(kind__in=kinds).defer("words").last()


def received(row: VoluntaryReturn) -> ReturnLine | None:
    """The line that says that the person was met, closed."""
    return lines_of(row).filter(kind=states.RECEPTION).defer("words").last()


def is_on_the_way(case_id: UUID) -> bool:
    """True after the boarding, until somebody says that the person was met."""
    return of_case(case_id).filter(state=states.TRAVELLING).exists()


def boarded(row: VoluntaryReturn) -> ReturnLine | None:
    """The line that says that the person boarded, closed."""
    return lines_of(row).filter(kind=states.BOARDED).defer("words").last()
