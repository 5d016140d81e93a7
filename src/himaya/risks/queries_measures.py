"""Measures of a case, without their words, and who may be asked to carry one out."""

from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases import states as referral_states
from himaya.cases.models import Case, Referral
from himaya.institutions.models import Desk
from himaya.institutions.queries import NO_STORIES
from himaya.risks import rules, rules_measures
from himaya.risks.models import Measure


def measures(case_id: UUID, *, apart: bool) -> QuerySet[Measure]:
    """Those of a case, what is open first; `apart`: without what is health."""
    rows = Measure.objects.filter(case_id=case_id).select_related("owner", "desk")
    if apart:
        rows = rows.exclude(Q(domain__in=rules.HEALTH) | Q(code__in=rules_measures.HEALTH))
    return rows.order_by("ended_on", "due_on", "pk")


def count_open(case_id: UUID) -> int:
    """How many the desk that holds the file knows to be open."""
    case = Case.objects.select_related("desk__institution").filter(pk=case_id).first()
    if case is None:
        return 0
    apart = bool({case.desk.kind, case.desk.institution.kind} & NO_STORIES)
    return measures(case_id, apart=apart).filter(state=rules_measures.PLANNED).count()


def planned(measure_id: UUID) -> Measure | None:
    """For the worker: the measure, while it is still to be done."""
    rows = Measure.objects.filter(pk=measure_id, state=rules_measures.PLANNED)
    return rows.select_related("case").defer("words").first()


def planned_of(case_id: UUID) -> QuerySet[Measure]:
    """For the worker: the measures of a case that are still to be done."""
    rows = Measure.objects.filter(case_id=case_id, state=rules_measures.PLANNED)
    return rows.select_related("case").defer("words").order_by("pk")


def owners(case: Case, *, health: bool = False) -> list[Desk]:
    """The desk that holds the file, then those to which a referral of it stands: nobody else works with the person.

    `health`: without desks of police, justice and States, which carry out no measure of health.
    """
    asked = Referral.objects.filter(case=case, state__in=referral_states.READABLE).values("to_desk_id")
    others = Desk.objects.select_related("institution").filter(pk__in=asked).exclude(pk=case.desk_id).order_by("pk")
    found = [*Desk.objects.select_related("institution").filter(pk=case.desk_id), *others]
    return [one for one in found if not health or not {one.kind, one.institution.kind} & NO_STORIES]
