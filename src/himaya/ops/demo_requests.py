"""What an invented person asks about their data: an answer released, a wish to set right; by the verbs."""

from collections.abc import Iterator

from himaya.cases.models import Case
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.actions import data_requests
from himaya.disclosures.actions.data_requests import Asked
from himaya.disclosures.models import DataRequest
from himaya.institutions import accounts
from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops.demo_cases import somebody_at

OFFICER, DESK = "data_protection_officer", "inspection-nord"


def seed() -> None:
    """Two things are asked about the first file of a desk: an answer waits to be handed over, a wish to be decided."""
    lead, case = somebody_at(DESK), Case.objects.filter(desk_id=DESK).order_by("opened_on", "reference")[0]
    for asked in _asked():
        kind, proof, field, wanted, released = asked
        request_id = data_requests.record(
            asked=Asked(kind, "person", proof, case.reference, clock.today(), field, wanted), by=_officer()
        )
        if released:
            with open_request(lead, request_id) as opened:
                parts = {one.key: one.name for one in opened.items}
            keys = list(parts)
            left_out = {key: "about_other" for key, name in parts.items() if name == "contact:who"}
            data_requests.prepare(request_id=request_id, keys=keys, left_out=left_out, no_danger=True, by=lead)
            seen = DataRequest.objects.get(pk=request_id).revision
            data_requests.release(request_id=request_id, seen=seen, by=_officer())


def _asked() -> Iterator[tuple[str, str, str, str, bool]]:
    yield "access", "known_here", "", "", True
    yield "rectify", "document_seen", "birth", "1999", False


def _officer() -> Actor:
    rows = Membership.objects.filter(valid_to__isnull=True).order_by("id")
    row = next(row for row in rows if OFFICER in row.roles)
    return accounts.actor_for(row.account_id, desk_id=row.desk_id)
