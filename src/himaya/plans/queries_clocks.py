"""From when the hours for care are counted, and until when a consultation is offered: moments and codes only."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from himaya.cases import contacts, rules_inbound
from himaya.cases.models import Case, InboundSheet
from himaya.kernel import clock
from himaya.plans import rules_clocks as rules
from himaya.plans.models import HealthOffer


def offers(case_id: UUID) -> QuerySet[HealthOffer]:
    """What became of each offer of a consultation, the oldest first."""
    return HealthOffer.objects.filter(case_id=case_id).select_related("desk").order_by("number")


def offer_due(case: Case) -> datetime | None:
    """For the worker: until when a consultation is offered or asked again; None too where the last hour has passed."""
    # By when it is offered is a term of the desk: where nobody knows when the person was met it runs from the file.
    known = contacts.contact(case)
    begun = rules.start(known.met or (known.at if known.there else None))
    if begun is None:
        return None
    if rules.hours_left(begun, clock.now(), rules.LAST_HOURS) == 0:
        return None
    return rules.due(begun, list(offers(case.pk).values_list("said", "at")))


def young() -> QuerySet[Case]:
    """For the worker: the open files whose hours may still run, opened lately or of a person who was met lately."""
    last = timedelta(hours=rules.LAST_HOURS)
    met = Exists(
        InboundSheet.objects.filter(case=OuterRef("pk"), state=rules_inbound.MET, ended_at__gte=clock.now() - last)
    )
    rows = Case.objects.filter(Q(opened_on__gte=clock.today() - last) | Q(met), state="open")
    return rows.order_by("opened_on", "pk")
