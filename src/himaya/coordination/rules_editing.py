"""What can be done to the content of a text: insert, delete, move, replace, take over a part. Pure.

Source: design/coordination.md section 4 rows 18 and 25. Text and forms change together: a clause that comes, goes or
moves does so in every form that asks it. Every function returns new data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from himaya.coordination import states
from himaya.coordination.rules_content import (
    Clause,
    Content,
    below,
    clause_of,
    forms_with,
    list_name,
    placed,
    uids,
)


def inserted(content: Mapping[str, Any], clause: Clause, *, after: str, forms: Sequence[str] | None = None) -> Content:
    """With one more clause just after another ('' at the very beginning); in the forms named, else where `after` is.

    After a section it becomes the first inside it. Raises KeyError when `after` is not there.
    """
    found: Content = deepcopy(dict(content))
    new = deepcopy(dict(clause))
    if after:
        anchor = clause_of(found, after)
        if anchor is None:
            raise KeyError(after)
        new["parent"] = after if anchor["kind"] == states.SECTION else anchor["parent"]
        found["clauses"] = placed(found["clauses"], new, after=after)
    else:
        new["parent"] = ""
        found["clauses"] = [new, *found["clauses"]]
    wanted = forms_with(found, after) if forms is None else list(forms)
    for layout in found["forms"]:
        if layout["name"] in wanted:
            layout["rows"] = _with_rows(layout["rows"], new, after)
    return found


def _with_rows(rows: list[dict[str, Any]], clause: Clause, after: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = [{"use": clause["uid"]}]
    if clause["kind"] == states.SECTION:
        entries = [{"open": clause["uid"], "bare": True}, {"close": {"type": "end_group"}}]
    place = next((n + 1 for n, row in enumerate(rows) if after and after in (row.get("use"), row.get("open"))), None)
    if place is None:
        # Not asked there so far: at the end, inside the last group.
        place = len(rows) - 1 if rows and "close" in rows[-1] and clause["kind"] != states.SECTION else len(rows)
        place = place if after else (1 if rows and "open" in rows[0] and clause["kind"] != states.SECTION else 0)
    return [*rows[:place], *entries, *rows[place:]]


def deleted(content: Mapping[str, Any], uid: str) -> Content:
    """Without one clause, in the text and in every form. Raises KeyError when it is not there, ValueError for a
    section that still holds clauses."""
    if clause_of(content, uid) is None:
        raise KeyError(uid)
    if below(content, uid):
        raise ValueError(uid)
    found: Content = deepcopy(dict(content))
    found["clauses"] = [one for one in found["clauses"] if one["uid"] != uid]
    for layout in found["forms"]:
        layout["rows"] = _without_rows(layout["rows"], uid)
    return found


def _without_rows(rows: list[dict[str, Any]], uid: str) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    opened: list[str] = []
    for row in rows:
        if "open" in row:
            opened.append(row["open"])
        closing = opened.pop() if "close" in row and opened else ""
        if uid not in (row.get("use"), row.get("open"), closing):
            kept.append(row)
    return kept


def moved(content: Mapping[str, Any], uid: str, *, after: str) -> Content:
    """With one clause (and all that stands under it) just after another; in each form that has both, too.

    Raises KeyError when one is not there, ValueError when a section would move into itself.
    """
    clause = clause_of(content, uid)
    if clause is None or (after and clause_of(content, after) is None):
        raise KeyError(uid if clause is None else after)
    family = [uid, *below(content, uid)]
    if after in family:
        raise ValueError(uid)
    found: Content = deepcopy(dict(content))
    members = [one for one in found["clauses"] if one["uid"] in family]
    found["clauses"] = [one for one in found["clauses"] if one["uid"] not in family]
    anchor = clause_of(found, after) if after else None
    members[0]["parent"] = (after if anchor["kind"] == states.SECTION else anchor["parent"]) if anchor else ""
    if anchor is None:
        found["clauses"] = [*members, *found["clauses"]]
    else:
        ordered = placed(found["clauses"], members[0], after=after)
        place = ordered.index(members[0]) + 1
        found["clauses"] = [*ordered[:place], *members[1:], *ordered[place:]]
    for layout in found["forms"]:
        layout["rows"] = _rows_moved(layout["rows"], uid, after)
    return found


def _rows_moved(rows: list[dict[str, Any]], uid: str, after: str) -> list[dict[str, Any]]:
    there = [one for row in rows for one in (row.get("use"), row.get("open")) if one]
    if uid not in there or (after and after not in there):
        return rows
    start = next(n for n, row in enumerate(rows) if uid in (row.get("use"), row.get("open")))
    end = start + 1
    if "open" in rows[start]:
        depth = 1
        while depth:
            depth += ("open" in rows[end]) - ("close" in rows[end])
            end += 1
    taken, rest = rows[start:end], [*rows[:start], *rows[end:]]
    place = next((n + 1 for n, row in enumerate(rest) if after and after in (row.get("use"), row.get("open"))), 0)
    return [*rest[:place], *taken, *rest[place:]]


def replaced(content: Mapping[str, Any], uid: str, new: Clause) -> Content:
    """With a clause in the place of another: under the same uid, or under a new one that `replaces` it.

    Raises KeyError when it is not there, ValueError when the new uid is another clause's.
    """
    if clause_of(content, uid) is None:
        raise KeyError(uid)
    if new["uid"] != uid and clause_of(content, new["uid"]) is not None:
        raise ValueError(new["uid"])
    found: Content = deepcopy(dict(content))
    found["clauses"] = [
        deepcopy({**dict(new), "parent": one["parent"]}) if one["uid"] == uid else one for one in found["clauses"]
    ]
    if new["uid"] != uid:
        for one in found["clauses"]:
            one["parent"] = new["uid"] if one["parent"] == uid else one["parent"]
        for layout in found["forms"]:
            for row in layout["rows"]:
                for key in ("use", "open"):
                    if row.get(key) == uid:
                        row[key] = new["uid"]
    return found


def merged(base: Mapping[str, Any], new: Mapping[str, Any], wanted: Iterable[str]) -> Content:
    """The base with the wanted clauses of the new text only: partial adoption. A wanted uid that the new text no
    longer has is taken out; one that replaces a clause of the base takes its place. The rest stays as in the base.
    """
    found: Content = deepcopy(dict(base))
    for name, items in new["lists"].items():
        found["lists"].setdefault(name, deepcopy(items))
    order = uids(new)
    for uid in sorted(set(wanted), key=lambda one: order.index(one) if one in order else -1):
        clause = clause_of(new, uid)
        if clause is None:
            if clause_of(found, uid) is not None and not below(found, uid):
                found = deleted(found, uid)
            continue
        listed = list_name(clause["form"])
        if listed:
            found["lists"][listed] = deepcopy(new["lists"].get(listed, []))
        if clause_of(found, uid) is not None:
            found = replaced(found, uid, clause)
        elif clause["replaces"] and clause_of(found, clause["replaces"]) is not None:
            found = replaced(found, clause["replaces"], clause)
        else:
            before = list(_before(order, uid))
            after = next((one for one in before if clause_of(found, one) is not None), "")
            found = inserted(found, clause, after=after, forms=_forms_there(found, new, uid))
    return found


def _before(order: Sequence[str], uid: str) -> Iterator[str]:
    return reversed(order[: order.index(uid)])


def _forms_there(found: Mapping[str, Any], new: Mapping[str, Any], uid: str) -> list[str]:
    there = {layout["name"] for layout in found["forms"]}
    return [name for name in forms_with(new, uid) if name in there]
