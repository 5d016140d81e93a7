"""A person's question about their own data at hand, at the labour inspectorate."""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.actions import data_requests
from himaya.disclosures.actions.data_requests import Asked
from himaya.disclosures.models import DataRequest
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
    return list(parts(request_id, by))


def parts(request_id: UUID, by: Actor = cast.LABOUR_LEAD) -> dict[str, str]:
    """The name of each part by its key."""
    with open_request(by, request_id) as opened:
        return {one.key: one.name for one in opened.items}


def prepare(request_id: UUID, by: Actor = cast.LABOUR_LEAD, **left_out: str) -> None:
    """Left out by name, with `__` for `:`."""
    found = parts(request_id, by)
    key_of = {name: key for key, name in found.items()}
    data_requests.prepare(
        request_id=request_id,
        keys=list(found),
        left_out={key_of[name.replace("__", ":")]: why for name, why in left_out.items()},
        no_danger=True,
        by=by,
    )


def prepared(case: Case, **left_out: str) -> UUID:
    request_id = recorded(case)
    prepare(request_id, **left_out)
    return request_id


def release(request_id: UUID, by: Actor = OFFICER) -> None:
    """By somebody who saw it as it stands."""
    data_requests.release(request_id=request_id, seen=DataRequest.objects.get(pk=request_id).revision, by=by)


def accept(
    request_id: UUID,
    value: str,
    *,
    reason: str = "person_says",
    no_danger: bool = False,
    by: Actor = cast.LABOUR_LEAD,
) -> None:
    """Of the person themself, no danger needs to be excluded."""
    data_requests.accept(request_id=request_id, reason=reason, value=value, no_danger=no_danger, by=by)


def released(case: Case, **left_out: str) -> UUID:
    request_id = prepared(case, **left_out)
    release(request_id)
    return request_id
