"""Counts of the field, straight into the store: so many forms of an institution, and what was heard in them."""

from collections.abc import Mapping

from himaya.instruments.models import FieldCount, Version
from tests import factories

Heard = Mapping[str, Mapping[str, int]]


def clauses(version: Version) -> list[str]:
    """The clauses that the next step hears."""
    return [row["uid"] for row in version.source["survey"] if row.get("triage")]


def counted(
    institution: str, filled: int, heard: Heard | None = None, *, overridden: int = 0, version: Version | None = None
) -> Version:
    """`filled` forms at an institution; in a clause that `heard` leaves out, half were ticked and half were not."""
    form = version or factories.version()
    cells = {("", "filled"): filled, ("", "overridden"): overridden}
    for uid in clauses(form):
        said = dict((heard or {}).get(uid, {"yes": filled // 2}))
        rest = filled - sum(said.values())
        said["no"] = said.get("no", 0) + rest
        cells |= {(uid, reading): count for reading, count in said.items()}
    FieldCount.objects.bulk_create(
        FieldCount(version=form, institution_id=institution, uid=uid, reading=reading, count=count)
        for (uid, reading), count in cells.items()
        if count
    )
    return form
