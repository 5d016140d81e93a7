"""Lists of what persons asked, already narrowed to the actor. Nothing sealed is opened."""

from uuid import UUID

from django.db.models import QuerySet

from himaya.disclosures import policy_requests as policy
from himaya.disclosures import rules_requests as rules
from himaya.disclosures import states_requests as states
from himaya.disclosures.models_requests import DataRequest
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

SEALED = ("parts", "wanted", "wanted_name", "statement")


def requests(actor: Actor) -> QuerySet[DataRequest]:
    """What was asked at the officer's institution: what is owed first, by its day."""
    rows = DataRequest.objects.defer(*SEALED).select_related("case__desk").filter(policy.visible_requests(actor))
    return rows.order_by("answered_on", "due_on", "reference")


def to_answer(actor: Actor) -> QuerySet[DataRequest]:
    """What is asked about the files that the actor leads, by its day."""
    rows = DataRequest.objects.defer(*SEALED).select_related("case").filter(policy.to_answer(actor))
    return rows.order_by("due_on", "reference")


def request(actor: Actor, request_id: UUID) -> DataRequest:
    """One request of the officer's institution, closed. Raises NotFound."""
    found = requests(actor).filter(pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def asked_here(actor: Actor, request_id: UUID) -> DataRequest:
    """One request about a file that the actor leads, closed. Raises NotFound."""
    found = to_answer(actor).filter(pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def is_late(row: DataRequest) -> bool:
    """True when the day of our own term has passed without an answer."""
    return rules.is_late(open_=row.state in states.OPEN, due=row.due_on, today=clock.today())
