"""What a desk had of a case by an agreement in this room: the sheet on which it decides, or gives counsel's word."""

from collections.abc import Collection
from uuid import UUID

from himaya.determinations import queries
from himaya.determinations.models import Counsel, Request
from himaya.kernel import ids


def reference(case_id: UUID, desk_id: str, ended: Collection[str]) -> str:
    """The reference by which only this desk knows the request, where it got a sheet by what ended; else nothing."""
    if queries.COUNSEL in ended:
        read = Counsel.objects.filter(case_id=case_id, desk_id=desk_id, opened_at__isnull=False)
        if (named := read.order_by("-named_at").first()) is not None:
            return ids.reference_of(named.request_id)
    if queries.SHEET not in ended:
        return ""
    handed = Request.objects.filter(case_id=case_id, to_desk_id=desk_id, handed_at__isnull=False)
    row = handed.defer("sheet").order_by("-number").first()
    return ids.reference_of(row.pk) if row is not None else ""
