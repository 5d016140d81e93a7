"""The rows of one form's layout: where a clause stands in it, and where it goes when it comes or moves. Pure.

A form follows the order of the text: what comes new stands after the nearest clause before it that the form asks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from himaya.coordination.rules_content import Clause, is_section, sibling_of

Rows = list[dict[str, Any]]


def uid_of(row: Mapping[str, Any]) -> str:
    """The clause of a row; '' for the row that closes a group."""
    return str(row.get("use") or row.get("open") or "")


def there(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The clauses that a form asks, its groups among them."""
    return {uid_of(row) for row in rows} - {""}


def block(rows: Sequence[Mapping[str, Any]], uid: str) -> tuple[int, int]:
    """From where to where a clause goes: one row, or a group up to its end. Raises KeyError when it is not there."""
    start = next((place for place, row in enumerate(rows) if uid_of(row) == uid), None)
    if start is None:
        raise KeyError(uid)
    end, depth = start + 1, int("open" in rows[start])
    while depth and end < len(rows):
        depth += ("open" in rows[end]) - ("close" in rows[end])
        end += 1
    return start, end


def without(rows: Rows, gone: Iterable[str]) -> Rows:
    """Without these clauses. Of a group its two ends go; what it held stays where it was."""
    uids = set(gone)
    kept: Rows = []
    opened: list[str] = []
    for row in rows:
        if "open" in row:
            opened.append(row["open"])
        mine = opened.pop() if "close" in row and opened else uid_of(row)
        if mine not in uids:
            kept.append(row)
    return kept


def with_clause(rows: Rows, clauses: Sequence[Clause], clause: Clause) -> Rows:
    """With a clause that stands in the text already: one row, or an empty group."""
    entries: Rows = [{"use": clause["uid"]}]
    if is_section(clause):
        entries = [{"open": clause["uid"], "bare": True}, {"close": {"type": closing(clause)}}]
    place = _place(rows, clauses, clause)
    return [*rows[:place], *entries, *rows[place:]]


def closing(clause: Clause) -> str:
    """The type of the row that closes a group."""
    return str(clause["form"].get("type") or "begin_group").replace("begin", "end", 1)


def taken_along(rows: Rows, clauses: Sequence[Clause], clause: Clause) -> Rows:
    """With the row or the group of a clause where its new place in the text wants it; unchanged when not asked here."""
    if clause["uid"] not in there(rows):
        return rows
    start, end = block(rows, clause["uid"])
    rest = [*rows[:start], *rows[end:]]
    place = _place(rest, clauses, clause)
    return [*rest[:place], *rows[start:end], *rest[place:]]


def only(rows: Rows, known: Mapping[str, str]) -> Rows:
    """Only the rows of known clauses, each under the uid that it is known by."""
    kept = without(rows, there(rows) - set(known))
    found: Rows = []
    for row in kept:
        key = "use" if "use" in row else "open" if "open" in row else ""
        found.append({**row, key: known[row[key]]} if key else row)
    return found


def _place(rows: Rows, clauses: Sequence[Clause], clause: Clause) -> int:
    """Where it goes: after its nearest neighbour in the same section, else after the nearest clause before it."""
    parents = {one["uid"]: one["parent"] for one in clauses}
    known = there(rows)
    before = [uid for uid in _before(clauses, clause["uid"]) if uid in known]
    for uid in before:
        anchor = sibling_of(parents, uid, clause["parent"])
        if anchor and anchor == clause["parent"]:
            return block(rows, anchor)[0] + 1
        if anchor:
            return block(rows, anchor if anchor in known else uid)[1]
    if before:
        return block(rows, before[0])[1]
    # Nothing before it is asked here: the beginning, and a question there stands on the first screen.
    return int(bool(rows) and "open" in rows[0] and not is_section(clause))


def _before(clauses: Sequence[Clause], uid: str) -> Iterator[str]:
    """The clauses before one, the nearest first."""
    places = {one["uid"]: place for place, one in enumerate(clauses)}
    return (one["uid"] for one in reversed(clauses[: places[uid]]))
