"""Reports, their frozen editions and the costs of cycles, as far as the actor may know them."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from himaya.coordination import policy
from himaya.coordination import states_following as states
from himaya.coordination.models import CostLine, Cycle, Report, ReportEdition, ReportText
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def reports(actor: Actor) -> "QuerySet[Report]":
    """All reports for the secretariat, which alone writes them; for others none."""
    rows = Report.objects.select_related("cycle__organiser", "cycle__funder").order_by("-last_day", "-begun_on", "pk")
    return rows if policy.is_secretariat(actor) else rows.none()


def report_of(actor: Actor, report_id: UUID) -> Report:
    """One report under way or frozen. Raises NotFound."""
    found = reports(actor).filter(pk=report_id).first()
    if found is None:
        raise NotFound
    return found


def with_editions(actor: Actor) -> list[Report]:
    """The reports of the list, each with `frozen`: its editions without their content, the latest first."""
    rows = ReportEdition.objects.defer("content").order_by("-number")
    return list(reports(actor).prefetch_related(Prefetch("editions", rows, to_attr="frozen")))


def visible_editions(actor: Actor) -> "QuerySet[ReportEdition]":
    """Frozen editions: of a year for all who take part; of a cycle, with its costs, for its organiser and funder."""
    rows = ReportEdition.objects.select_related("report__cycle").order_by("-report__last_day", "-frozen_at")
    if policy.is_secretariat(actor):
        return rows
    if not policy.takes_part(actor) or not policy.my_mandates(actor):
        return rows.none()
    mine = Q(report__cycle__organiser=actor.institution_id) | Q(report__cycle__funder=actor.institution_id)
    return rows.filter(Q(report__kind=states.ANNUAL) | mine)


def edition_of(actor: Actor, report_id: UUID, number: int) -> ReportEdition:
    """One frozen edition. Raises NotFound."""
    found = visible_editions(actor).filter(report_id=report_id, number=number).first()
    if found is None:
        raise NotFound
    return found


def texts_of(report: Report) -> dict[str, ReportText]:
    """What was written so far, by chapter."""
    return {row.chapter: row for row in ReportText.objects.filter(report=report)}


def costs_of(cycle: Cycle) -> "QuerySet[CostLine]":
    """The cost lines of a cycle by their days, those that were taken back included."""
    return CostLine.objects.filter(cycle=cycle).order_by("on", "entered_on", "pk")
