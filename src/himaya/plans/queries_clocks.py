"""From when the hours for care are counted, and until when a consultation is offered: moments and codes only."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases.contacts import contact
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.plans import rules_clocks as rules
from himaya.plans.models import HealthOffer


def offers(case_id: UUID) -> QuerySet[HealthOffer]:
    """What became of each offer of a consultation, the oldest first."""
    return HealthOffer.objects.filter(case_id=case_id).select_related("desk").order_by("number")


def offer_due(case: Case) -> datetime | None:
    """For the worker: until when a consultation is offered or asked again; None too where the last hour has passed."""
    begun = rules.start(contact(case).at)
    if rules.hours_left(begun, clock.now(), rules.LAST_HOURS) == 0:
        return None
    return rules.due(begun, list(offers(case.pk).values_list("said", "at")))


def young() -> QuerySet[Case]:
    """For the worker: the open files whose hours may still run."""
    since = clock.today() - timedelta(hours=rules.LAST_HOURS)
    return Case.objects.filter(state="open", opened_on__gte=since).order_by("opened_on", "pk")
