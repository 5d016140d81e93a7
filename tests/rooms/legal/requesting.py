"""A person's question about their own data at hand, at the labour inspectorate."""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.actions import data_requests
from himaya.disclosures.actions.data_requests import Asked
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.rooms.legal.registering import OFFICER

TODAY = date(2026, 11, 24)
WANTED = "Zahra Canary Benali"


def a_file() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def asked(file: str, **changes: Any) -> Asked:
    """The person asks what is kept; any part can be changed."""
    base = {"kind": "access", "asker": "person", "proof": "known_here", "file": file, "asked_on": TODAY}
    return Asked(**{**base, **changes})


def to_change(file: str, **changes: Any) -> Asked:
    """The person asks that the name be set right."""
    return asked(file, **{"kind": "rectify", "field": "full_name", "wanted": WANTED, **changes})


def recorded(case: Case, by: Actor = OFFICER, **changes: Any) -> UUID:
    return data_requests.record(asked=asked(case.reference, **changes), by=by)


def wanted(case: Case, **changes: Any) -> UUID:
    return data_requests.record(asked=to_change(case.reference, **changes), by=OFFICER)


def keys(request_id: UUID, by: Actor = cast.LABOUR_LEAD) -> list[str]:
    with open_request(by, request_id) as opened:
        return [one.key for one in opened.items]


def prepare(request_id: UUID, by: Actor = cast.LABOUR_LEAD, **left_out: str) -> None:
    """Left out by key, with `__` for `:`."""
    data_requests.prepare(
        request_id=request_id,
        keys=keys(request_id, by),
        left_out={key.replace("__", ":"): why for key, why in left_out.items()},
        no_danger=True,
        by=by,
    )


def prepared(case: Case, **left_out: str) -> UUID:
    request_id = recorded(case)
    prepare(request_id, **left_out)
    return request_id


def released(case: Case, **left_out: str) -> UUID:
    request_id = prepared(case, **left_out)
    data_requests.release(request_id=request_id, by=OFFICER)
    return request_id
