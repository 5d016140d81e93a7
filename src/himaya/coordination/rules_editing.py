"""What can be done to the content of a text: insert, delete, move, replace, take over a part. Pure.

Source: design/coordination.md section 4 rows 18 and 25. Text and forms change together: a clause that comes, goes or
moves does so in every form that asks it. Every public function returns new data.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from himaya.coordination import rules_changes, rules_rows, states
from himaya.coordination.rules_content import (
    Clause,
    Content,
    below,
    block_end,
    choices_of,
    clause_of,
    forms_with,
    free_uid,
    is_section,
    list_name,
    placed,
    sibling_of,
    uids,
)


def inserted(
    content: Mapping[str, Any],
    clause: Clause,
    *,
    after: str,
    forms: Sequence[str] | None = None,
    parent: str | None = None,
) -> Content:
    """With one more clause just after another ('' at the very beginning); in the forms named, else where `after` is.

    After a section it becomes the first inside it. With `parent` it stands in that section ('' at the top), after what
    of it holds `after`. Raises KeyError when `after` or `parent` is not there, ValueError when the uid is taken or
    `after` stands elsewhere.
    """
    if clause_of(content, clause["uid"]) is not None:
        raise ValueError(clause["uid"])
    found: Content = deepcopy(dict(content))
    new = deepcopy(dict(clause))
    new["parent"] = _parent(found, after, parent)
    _insert(found, new, after=after or new["parent"], forms=_asked(found, new, after, forms))
    return found


def _asked(content: Content, clause: Clause, after: str, forms: Sequence[str] | None) -> list[str]:
    """Where a clause is asked unless somebody says so: an article is read in the text and stands on no screen."""
    if forms is not None:
        return list(forms)
    if clause["kind"] == states.ARTICLE:
        return []
    return forms_with(content, after) if after else [layout["name"] for layout in content["forms"]]


def _parent(content: Mapping[str, Any], after: str, wanted: str | None) -> str:
    """The section in which something stands that goes after a clause. Raises KeyError, ValueError."""
    anchor = clause_of(content, after) if after else None
    if after and anchor is None:
        raise KeyError(after)
    if wanted is None:
        return "" if anchor is None else after if is_section(anchor) else str(anchor["parent"])
    section = clause_of(content, wanted) if wanted else None
    if wanted and (section is None or not is_section(section)):
        raise KeyError(wanted)
    parents = {one["uid"]: one["parent"] for one in content["clauses"]}
    if after and not sibling_of(parents, after, wanted):
        raise ValueError(after)
    return wanted


def _insert(found: Content, new: Clause, *, after: str, forms: Iterable[str]) -> None:
    found["clauses"] = placed(found["clauses"], new, after=after) if after else [new, *found["clauses"]]
    wanted = set(forms)
    for layout in found["forms"]:
        if layout["name"] in wanted:
            layout["rows"] = rules_rows.with_clause(layout["rows"], found["clauses"], new)


def deleted(content: Mapping[str, Any], uid: str) -> Content:
    """Without one clause, in the text and in every form. Raises KeyError when it is not there, ValueError for a
    section that still holds clauses."""
    if clause_of(content, uid) is None:
        raise KeyError(uid)
    if below(content, uid):
        raise ValueError(uid)
    found: Content = deepcopy(dict(content))
    _delete(found, uid)
    return found


def _delete(found: Content, uid: str) -> None:
    found["clauses"] = [one for one in found["clauses"] if one["uid"] != uid]
    for layout in found["forms"]:
        layout["rows"] = rules_rows.without(layout["rows"], [uid])


def moved(content: Mapping[str, Any], uid: str, *, after: str, parent: str | None = None) -> Content:
    """With one clause (and all that stands under it) just after another; in each form that asks it, too.

    `after` and `parent` as in `inserted`. Raises KeyError when one is not there, ValueError when a section would move
    into itself.
    """
    if clause_of(content, uid) is None:
        raise KeyError(uid)
    section = _parent(content, after, parent)
    family = {uid, *below(content, uid)}
    if after in family or section in family:
        raise ValueError(uid)
    found: Content = deepcopy(dict(content))
    _move(found, uid, after=after or section, parent=section)
    return found


def _move(found: Content, uid: str, *, after: str, parent: str) -> None:
    clauses = found["clauses"]
    start = next(place for place, one in enumerate(clauses) if one["uid"] == uid)
    end = block_end(clauses, start)
    head, *members = clauses[start:end]
    head["parent"] = parent
    rest = [*clauses[:start], *clauses[end:]]
    ordered = placed(rest, head, after=after) if after else [head, *rest]
    place = next(n for n, one in enumerate(ordered) if one["uid"] == uid) + 1
    found["clauses"] = [*ordered[:place], *members, *ordered[place:]]
    for layout in found["forms"]:
        layout["rows"] = rules_rows.taken_along(layout["rows"], found["clauses"], head)


def replaced(content: Mapping[str, Any], uid: str, new: Clause) -> Content:
    """With a clause in the place of another: under the same uid, or under a new one that `replaces` it.

    Raises KeyError when it is not there, ValueError when the new uid is another clause's, or when one of the two is a
    section and the other is none.
    """
    before = clause_of(content, uid)
    if before is None:
        raise KeyError(uid)
    if new["uid"] != uid and clause_of(content, new["uid"]) is not None:
        raise ValueError(new["uid"])
    if is_section(before) != is_section(new):
        raise ValueError(uid)
    found: Content = deepcopy(dict(content))
    _replace(found, uid, new)
    return found


def _replace(found: Content, uid: str, new: Clause) -> None:
    for place, one in enumerate(found["clauses"]):
        if one["uid"] == uid:
            found["clauses"][place] = deepcopy({**dict(new), "parent": one["parent"]})
        elif one["parent"] == uid:
            one["parent"] = new["uid"]
    for layout in found["forms"]:
        for row in layout["rows"]:
            for key in ("use", "open"):
                if row.get(key) == uid:
                    row[key] = new["uid"]


def merged(base: Mapping[str, Any], new: Mapping[str, Any], wanted: Iterable[str]) -> Content:
    """The base with the wanted clauses of the new text only: partial adoption. A wanted uid that the new text no
    longer has is taken out; one that replaces a clause of the base takes its place, and a wanted clause of the base
    that another replaces means that other. The rest stays as in the base. Everything wanted is the new text.
    """
    changes = rules_changes.compare(base, new).changes
    heirs, kept = _heirs(changes), set(uids(new))
    parts = {uid if uid in kept else heirs.get(uid, uid) for uid in wanted}
    if all(one.uid in parts for one in changes):
        return deepcopy(dict(new))
    return _merged(base, new, parts)


def read_again(base: Mapping[str, Any], new: Mapping[str, Any]) -> Content:
    """The base with one of its forms as somebody sends it back: the text of `new` is that form alone.

    What only this form asked and it no longer has goes; what other forms ask stays in them.
    """
    layout = new["forms"][0]
    name, kept = layout["name"], set(uids(new))
    before = next((one for one in base["forms"] if one["name"] == name), None)
    if before is None or len(base["forms"]) == 1:
        return deepcopy(dict(new))
    gone = rules_rows.there(before["rows"]) - kept
    alone = {uid for uid in gone if forms_with(base, uid) == [name]}
    found = _merged(base, new, kept | alone)
    for one in found["forms"]:
        if one["name"] == name:
            one["rows"], one["head"] = rules_rows.without(one["rows"], gone), deepcopy(layout["head"])
    return found


def _heirs(changes: Iterable[rules_changes.Change]) -> dict[str, str]:
    return {one.replaces: one.uid for one in changes if one.what == rules_changes.REPLACED_BY}


def _merged(base: Mapping[str, Any], new: Mapping[str, Any], parts: Collection[str]) -> Content:
    changes = rules_changes.compare(base, new).changes
    heirs, kept = _heirs(changes), set(uids(new))
    found: Content = deepcopy(dict(base))
    changed = {one.uid for one in changes if one.what != rules_changes.MOVED}
    shifted = rules_changes.shifted(base, new)
    for clause in new["clauses"]:
        if clause["uid"] in parts:
            _take_over(found, new, clause, heirs, moves=clause["uid"] in shifted, changed=clause["uid"] in changed)
    for uid in reversed(uids(base)):
        if uid in parts and uid not in kept and clause_of(found, uid) is not None and not below(found, uid):
            _delete(found, uid)
    _take_forms(found, new, heirs)
    return found


def _take_over(
    found: Content, new: Mapping[str, Any], clause: Clause, heirs: Mapping[str, str], *, moves: bool, changed: bool
) -> None:
    """One clause of the new text into the found one: in the place of what it was or replaces, else as one more."""
    uid = clause["uid"]
    known = _standing(found, new, heirs)
    wanted = _with_own_list(found, new, clause)
    before = known[uid]
    if before:
        if changed:
            _replace(found, before, wanted)
        if moves:
            section, after = _where(found, new, clause, {**known, uid: uid})
            _move(found, uid, after=after, parent=section)
        _ask_in_the_same_forms(found, new, wanted)
        return
    section, after = _where(found, new, clause, known)
    _insert(found, {**wanted, "parent": section}, after=after, forms=forms_with(new, uid))


def _standing(found: Content, new: Mapping[str, Any], heirs: Mapping[str, str]) -> dict[str, str]:
    """Under which uid each clause of the new text stands in the found one; '' when it does not."""
    there = {one["uid"] for one in found["clauses"]}
    known: dict[str, str] = {}
    for one in new["clauses"]:
        was = one["replaces"] if heirs.get(one["replaces"]) == one["uid"] else ""
        known[one["uid"]] = next((uid for uid in (one["uid"], was) if uid in there), "")
    return known


def _where(found: Content, new: Mapping[str, Any], clause: Clause, known: Mapping[str, str]) -> tuple[str, str]:
    """The section, and the clause after which it goes there: as near to its place in the new text as it gets."""
    sections = {one["uid"]: one["parent"] for one in new["clauses"]}
    section = clause["parent"]
    while section and not known[section]:
        section = sections[section]
    parent = known[section] if section else ""
    family = {clause["uid"], *below(found, clause["uid"])}
    if parent in family:
        parent = ""
    parents = {one["uid"]: one["parent"] for one in found["clauses"]}
    order = uids(new)
    for uid in reversed(order[: order.index(clause["uid"])]):
        if known[uid] and known[uid] not in family and sibling_of(parents, known[uid], parent):
            return parent, known[uid]
    return parent, parent


def _with_own_list(found: Content, new: Mapping[str, Any], clause: Clause) -> Clause:
    """The clause with its choices in the found text; a list that others share there is not changed under them."""
    name = list_name(clause["form"])
    if not name:
        return clause
    items = deepcopy(choices_of(new, clause))
    others = [
        one["uid"]
        for one in found["clauses"]
        if list_name(one["form"]) == name and one["uid"] not in (clause["uid"], clause["replaces"])
    ]
    if found["lists"].get(name, items) != items and others:
        same = next((one for one, its in found["lists"].items() if its == items), None)
        own = same or free_uid(name, found["lists"])
        clause = {**clause, "form": {**clause["form"], "type": f"{clause['form']['type'].split()[0]} {own}"}}
        name = own
    found["lists"][name] = items
    return clause


def _ask_in_the_same_forms(found: Content, new: Mapping[str, Any], clause: Clause) -> None:
    """In the forms that both have, a clause that was taken over is asked as in the new text."""
    asked, forms = set(forms_with(new, clause["uid"])), {layout["name"] for layout in new["forms"]}
    for layout in found["forms"]:
        here = clause["uid"] in rules_rows.there(layout["rows"])
        if layout["name"] in asked and not here:
            layout["rows"] = rules_rows.with_clause(layout["rows"], found["clauses"], clause)
        elif layout["name"] in forms and layout["name"] not in asked and here:
            layout["rows"] = rules_rows.without(layout["rows"], [clause["uid"]])


def _take_forms(found: Content, new: Mapping[str, Any], heirs: Mapping[str, str]) -> None:
    """Forms that only the new text has, with those of their clauses that stand here; none without a question."""
    names = {layout["name"] for layout in found["forms"]}
    known = {uid: at for uid, at in _standing(found, new, heirs).items() if at}
    for layout in new["forms"]:
        rows = rules_rows.only(layout["rows"], known) if layout["name"] not in names else []
        if any("use" in row for row in rows):
            found["forms"].append(deepcopy({**layout, "rows": rows}))
            for name in layout["lists"]:
                if name in new["lists"]:
                    found["lists"].setdefault(name, deepcopy(new["lists"][name]))
