"""Holding an institution while its name, its delegates or its mandates change: of two people exactly one acts."""

from uuid import UUID

from himaya.institutions.models import Delegate, Desk, Institution, Mandate
from himaya.kernel.errors import NotFound


def lock_institution(institution_id: str) -> Institution:
    """Hold an institution; everything about its mandates happens behind this lock. Raises NotFound.

    Not against rows that only point to it: an invitation to this institution may be answered meanwhile.
    """
    found = Institution.objects.select_for_update(of=("self",), no_key=True).filter(pk=institution_id).first()
    if found is None:
        raise NotFound
    return found


def lock_desk(desk_id: str) -> Desk:
    """Hold a desk. Not against rows that only point to it. Raises NotFound."""
    found = Desk.objects.select_for_update(of=("self",), no_key=True).filter(pk=desk_id).first()
    if found is None:
        raise NotFound
    return found


def lock_delegate(delegate_id: UUID) -> Delegate:
    """Hold a delegate's institution, then read the delegate as it is now. Raises NotFound."""
    return _behind(Delegate, delegate_id)


def lock_mandate(mandate_id: UUID) -> Mandate:
    """Hold a mandate's institution, then read the mandate as it is now. Raises NotFound."""
    return _behind(Mandate, mandate_id)


def _behind[M: (Delegate, Mandate)](model: type[M], pk: UUID) -> M:
    institution_id = model.objects.filter(pk=pk).values_list("institution_id", flat=True).first()
    if institution_id is None:
        raise NotFound
    lock_institution(institution_id)
    return model.objects.select_related("institution").get(pk=pk)
