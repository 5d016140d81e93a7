"""What would change on the public page, one recommendation at a time. Pure: two lists of rows in, changes out.

Source: design/coordination.md section 4 row 49 (a public page of recommendations and their status, as SIMORE and
IMPACT OSS have it). What is public is frozen: it changes by publishing again, and whoever publishes sees before what
will be different.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
# In the order in which a reader wants to hear of them: what goes, what comes, what is otherwise.
KINDS = (REMOVED, ADDED, CHANGED)
PublicRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One recommendation that would stand otherwise. `fields` names what differs, for one that stays."""

    number: int
    what: str
    fields: tuple[str, ...]
    before: PublicRow
    after: PublicRow


def compare(before: Sequence[PublicRow], after: Sequence[PublicRow]) -> list[Change]:
    """The changes from one published list to the next, by kind and number. Rows are told apart by their `number`.

    >>> [one.what for one in compare([{"number": 1}], [{"number": 2}])]
    ['removed', 'added']
    """
    old, new = ({row["number"]: row for row in rows} for rows in (before, after))
    found = [Change(number, REMOVED, (), row, {}) for number, row in old.items() if number not in new]
    for number, row in new.items():
        if number not in old:
            found.append(Change(number, ADDED, (), {}, row))
        elif old[number] != row:
            found.append(Change(number, CHANGED, _differing(old[number], row), old[number], row))
    return sorted(found, key=lambda one: (KINDS.index(one.what), one.number))


def _differing(before: PublicRow, after: PublicRow) -> tuple[str, ...]:
    """The fields in which two rows differ, in the order of the later one."""
    return tuple(key for key in {**after, **before} if before.get(key) != after.get(key))
