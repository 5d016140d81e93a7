"""Retention: every kind of row that belongs to a person has its period."""

from collections.abc import Iterator

from himaya.cases.retention_content import FILE, Schedule
from himaya.ops.content_rules.gap import Gap

# As the rooms name them in their `belongings`; a test compares the two, since models need a store.
NAMED = ("identity", "file", "packet", "payload")


def retention_gaps(schedule: Schedule) -> Iterator[Gap]:
    """Kinds that rows are filed under and that have no line, and periods that no clock counts."""
    for name in NAMED:
        if name not in schedule.kinds:
            yield Gap(FILE, name, "", "rows are of this kind, and nothing says how long they are kept")
    for kind in schedule.kinds.values():
        if bool(kind.months) != (kind.since in ("closed", "ended", "last_used")):
            yield Gap(FILE, kind.id, "", "months are counted from a day, and only from one")
