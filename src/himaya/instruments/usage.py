"""How many open records use which version: kept by the rooms that hold records, read by those that release forms.

A read model, no noun of its own: called inside the unit of the verb that opens, closes or re-assesses a record, so that
the number and the record are saved together.
"""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from himaya.instruments.models import Usage


def began(version_id: int, institution_id: str) -> None:
    """One more record of this institution is answered under this version."""
    Usage.objects.get_or_create(version_id=version_id, institution_id=institution_id)
    _row(version_id, institution_id).update(open=F("open") + 1)


def ended(version_id: int, institution_id: str) -> None:
    """One of them is closed. A record from before the counting began is not counted down."""
    _row(version_id, institution_id).filter(open__gt=0).update(open=F("open") - 1)


def moved(old_version_id: int, new_version_id: int, institution_id: str) -> None:
    """A record is answered anew under another version. Held in one order, so that two do not wait in a ring."""
    steps = {old_version_id: ended, new_version_id: began}
    for version_id in sorted(steps) if len(steps) == 2 else ():
        steps[version_id](version_id, institution_id)


def open_records(version_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """(version, institution) -> open records, where there are any."""
    rows = Usage.objects.filter(version_id__in=list(version_ids), open__gt=0)
    return {(row.version_id, row.institution_id): row.open for row in rows}


def _row(version_id: int, institution_id: str) -> "QuerySet[Usage]":
    return Usage.objects.filter(version_id=version_id, institution_id=institution_id)
