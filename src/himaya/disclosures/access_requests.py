"""The only ways to hold one request of a person: locked for a change, or opened with the file it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases.models import Case, Submission
from himaya.disclosures import holdings, policy_requests
from himaya.disclosures import states_requests as states
from himaya.disclosures.held_part import Item
from himaya.disclosures.models_requests import DataRequest
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow

PURPOSE = "answer_the_person"


@dataclass(frozen=True)
class Opened:
    """A request with the file behind it, inside its block: what is held, and (to set right) what is wanted."""

    row: DataRequest
    items: list[Item]
    wanted: str
    case: Case
    submissions: list[Submission]


@contextmanager
def open_request(actor: Actor, request_id: UUID, *, released: bool = False) -> Iterator[Opened]:
    """Open a request and its file at the desk that leads it; the reading is that of the file, under the purpose of
    answering the person. With `released`, only the parts that the officer let go. Raises NotFound, NotNow.
    """
    row = DataRequest.objects.filter(policy_requests.to_answer(actor), pk=request_id).first()
    if row is None:
        raise NotFound
    if released and row.state != states.RELEASED:
        raise NotNow(code="not_released")
    with cases.open_case(actor, row.case_id, purpose=PURPOSE) as opened:
        opened.access.open(row)
        items = holdings.items(opened)
        if released:
            given = set((row.parts or {}).get("given", ()))
            # A list that was made before parts had prints names them without.
            items = [one for one in items if one.key in given or one.name in given]
        wanted = str(row.wanted_name or row.wanted or "") if row.kind == states.RECTIFY else ""
        yield Opened(row, items, wanted, opened.case, opened.submissions)


def lock_request(actor: Actor, request_id: UUID) -> DataRequest:
    """Hold a request of the officer's institution for a change, inside a unit. Raises NotFound."""
    rows = DataRequest.objects.select_for_update(of=("self",))
    found = rows.filter(policy_requests.visible_requests(actor), pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def lock_with_case(actor: Actor, request_id: UUID) -> tuple[Case, DataRequest]:
    """Hold the file first, then the request, at the desk that leads it: in the order of an erasure. Raises NotFound."""
    asked = DataRequest.objects.filter(policy_requests.to_answer(actor), pk=request_id)
    case_id = asked.values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound
    case = cases.lock_case(actor, case_id)
    # A colleague may have answered it meanwhile: then it is here and no longer to answer.
    row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise NotFound
    return case, row
