"""The content of a text: its clauses in order, the lists that questions share, the forms that officers fill. Pure.

Source: design/coordination.md section 7: text and form are two renderings of one version; a form is compiled from the
text and never edited by hand. A content is plain data, fit for JSON:

    {"clauses": [clause…], "lists": {name: [choice…]}, "forms": [layout…]}
    clause: {"uid", "kind", "parent", "texts": {fr, ar, en}, "form": {…}, "replaces"}
    layout: {"name", "head": {…}, "lists": [name…], "rows": [row…]}
    row:    {"use": uid, "own": {…}} | {"open": uid, …} | {"close": …}

`form` has the keys of a row in content/instruments/README.md, without `uid` and `label`. Every function returns
new data; what it was given stays as it was. Changes are in `rules_editing`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from himaya.coordination import states

Content = dict[str, Any]
Clause = dict[str, Any]
LANGUAGES = ("fr", "ar", "en")
# Keys of an instrument document that are not its head.
NOT_HEAD = ("survey", "choices", "version", "adoption", "instrument")
OPENS = ("begin_group", "begin_repeat")
CLOSES = ("end_group", "end_repeat")
LONGEST_UID = 48
_NOT_IN_UID = re.compile(r"[^A-Z0-9]+")
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
# What kind of form a kind of document compiles to.
FORM_KINDS = {
    states.SCREENING: "screening",
    states.INTERVIEW_GUIDE: "interview",
    states.RISK_PROTOCOL: "risk",
    states.INDICATOR_SET: "indicators",
    states.FORM: "standard",
    states.REPORTING_POSITION: "reporting_position",
}
TEXT_FORM = "text"


def empty() -> Content:
    """A text without clauses."""
    return {"clauses": [], "lists": {}, "forms": []}


# --- reading ---------------------------------------------------------------------------------------------------------
def clause_of(content: Mapping[str, Any], uid: str) -> Clause | None:
    """The clause with this uid, or None."""
    return next((one for one in content["clauses"] if one["uid"] == uid), None)


def uids(content: Mapping[str, Any]) -> list[str]:
    """The uids of all clauses, in their order."""
    return [one["uid"] for one in content["clauses"]]


def choices_of(content: Mapping[str, Any], clause: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The choices of a clause; none when it is not a question with a list."""
    name = list_name(clause["form"])
    return list(content["lists"].get(name, ())) if name else []


def list_name(form: Mapping[str, Any]) -> str:
    """The choice list of a typed part, or ''."""
    parts = str(form.get("type") or "").split()
    return parts[1] if len(parts) > 1 and parts[0] in ("select_one", "select_multiple", "rank") else ""


def forms_with(content: Mapping[str, Any], uid: str) -> list[str]:
    """The names of the forms that ask this clause."""
    return [
        layout["name"]
        for layout in content["forms"]
        if any(uid in (r.get("use"), r.get("open")) for r in layout["rows"])
    ]


def node_name(clause: Mapping[str, Any]) -> str:
    """The name of the node that a clause is on a form."""
    return str(clause["form"].get("name") or name_from(clause["uid"]))


def depth_of(content: Mapping[str, Any]) -> dict[str, int]:
    """How deep each clause stands: 0 at the top."""
    found: dict[str, int] = {}
    for one in content["clauses"]:
        found[one["uid"]] = found[one["parent"]] + 1 if one["parent"] in found else 0
    return found


def below(content: Mapping[str, Any], uid: str) -> list[str]:
    """The uids under a section, however deep, in their order."""
    inside = {uid}
    for one in content["clauses"]:
        if one["parent"] in inside:
            inside.add(one["uid"])
    return [one for one in uids(content) if one in inside and one != uid]


# --- from forms to a text and back -----------------------------------------------------------------------------------
def from_documents(documents: Iterable[Mapping[str, Any]]) -> Content:
    """The text of one or several instrument documents that share clauses (`Instrument.document`).

    Compiled again under the same version each gives the same document. Raises ValueError when two of them hold
    another clause, or another list, under one name.
    """
    content = empty()
    seen: dict[str, Clause] = {}
    for document in documents:
        _take_lists(content, document)
        content["forms"].append(_layout(content, document, seen))
    return content


def is_section(clause: Mapping[str, Any]) -> bool:
    """True for what holds other clauses: a section of the text, a group of the form."""
    return bool(clause["kind"] == states.SECTION)


def _take_lists(content: Content, document: Mapping[str, Any]) -> None:
    for name, items in (document.get("choices") or {}).items():
        if content["lists"].setdefault(name, deepcopy(items)) != items:
            raise ValueError(f"two lists are called {name}")


def _layout(content: Content, document: Mapping[str, Any], seen: dict[str, Clause]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    here: list[str] = []
    mine: set[str] = set()
    last = ""
    # A blank line of a spreadsheet is an empty row.
    for row in filter(None, document["survey"]):
        kind = str(row.get("type") or "").replace(" ", "_")
        if kind in CLOSES:
            last = here.pop() if here else ""
            rows.append({"close": deepcopy(dict(row))})
            continue
        clause = _clause_from(row, seen, mine, parent=here[-1] if here else "", opens=kind in OPENS)
        new = clause["uid"] not in seen
        mine.add(clause["uid"])
        entry: dict[str, Any] = {"open" if kind in OPENS else "use": clause["uid"]}
        if "uid" not in row:
            entry["bare"] = True
        own = {key: value for key, value in _row(clause).items() if key not in row or row[key] != value}
        if own.keys() - {"uid"} or _extra(row, clause):
            entry["own"] = _extra(row, clause)
            entry["without"] = sorted(key for key in own if key not in row and key != "uid")
        rows.append(entry)
        if new:
            seen[clause["uid"]] = clause
            content["clauses"] = placed(content["clauses"], clause, after=last)
        last = clause["uid"]
        if kind in OPENS:
            here.append(clause["uid"])
    return {
        "name": str(document["instrument"]),
        "head": {key: deepcopy(value) for key, value in document.items() if key not in NOT_HEAD},
        "lists": list(document.get("choices") or {}),
        "rows": rows,
    }


def _extra(row: Mapping[str, Any], clause: Clause) -> dict[str, Any]:
    """What this form's row says otherwise than its clause."""
    usual = _row(clause)
    return {key: deepcopy(value) for key, value in row.items() if key not in usual or usual[key] != value}


def _clause_from(
    row: Mapping[str, Any], seen: Mapping[str, Clause], mine: set[str], *, parent: str, opens: bool
) -> Clause:
    """The clause of a row: one that an earlier form brought, or a new one. `mine` are those of this form so far."""
    texts, form = _texts_of(row), {key: deepcopy(row[key]) for key in row if key not in ("uid", "label")}
    if "label" in row and not isinstance(row["label"], Mapping):
        form["one_language"] = True
    uid = str(row.get("uid") or "") or uid_from(f"SEC {row.get('name')}" if opens else str(row.get("name")))

    def same(one: Clause) -> bool:
        return is_section(one) == opens and (one["texts"], one["form"]) == (texts, form) and one["uid"] not in mine

    known = seen.get(uid)
    if known is not None and "uid" not in row and not same(known):
        # The same name in another form, or in another group of this one, with other words: another clause.
        uid = free_uid(uid, [one for one in seen if not same(seen[one])])
        known = seen.get(uid)
    if known is not None:
        return known
    kind = _kind_of(row, opens=opens)
    return {"uid": uid, "kind": kind, "parent": parent, "texts": texts, "form": form, "replaces": ""}


def _kind_of(row: Mapping[str, Any], *, opens: bool) -> str:
    if opens:
        return states.SECTION
    if row.get("position"):
        return states.RULE
    if str(row.get("type")) in ("note", "calculate", "hidden", "start", "end", "today"):
        return states.NOTE
    return states.INDICATOR if row.get("triage") else states.QUESTION_CLAUSE


def _texts_of(row: Mapping[str, Any]) -> dict[str, str]:
    label = row.get("label")
    if isinstance(label, Mapping):
        return {code: str(label.get(code) or "") for code in LANGUAGES}
    return {"fr": "", "ar": "", "en": str(label or "")}


def _row(clause: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a clause as an instrument document has it."""
    form = {key: deepcopy(value) for key, value in clause["form"].items() if key not in ("one_language", "weight")}
    row: dict[str, Any] = {"uid": clause["uid"], **form}
    row.setdefault("type", "begin_group" if clause["kind"] == states.SECTION else "note")
    row.setdefault("name", name_from(clause["uid"]))
    label = {code: text for code, text in clause["texts"].items() if text}
    if clause["form"].get("one_language"):
        row["label"] = clause["texts"]["en"]
    elif label:
        row["label"] = label
    return row


def compile_form(content: Mapping[str, Any], name: str, version: str, *, bare: bool = False) -> dict[str, Any]:
    """The instrument document of one form. `bare` leaves out the uids that an imported form never had.

    Raises KeyError for a form that the text does not have.
    """
    layout = {one["name"]: one for one in content["forms"]}[name]
    known = {one["uid"]: one for one in content["clauses"]}
    survey: list[dict[str, Any]] = []
    for entry in layout["rows"]:
        if "close" in entry:
            survey.append(deepcopy(entry["close"]))
            continue
        row = _row(known[entry.get("use") or entry["open"]])
        for key in (*entry.get("without", ()), *(("uid",) if _no_uid(entry, bare=bare) else ())):
            row.pop(key, None)
        survey.append({**row, **deepcopy(entry.get("own", {}))})
    lists = dict.fromkeys([*layout["lists"], *filter(None, map(list_name, survey))])
    choices = {one: _plain(content["lists"][one]) for one in lists if one in content["lists"]}
    scored = _score(content, layout, known)
    return {
        "instrument": name,
        "version": version,
        "adoption": None,
        **deepcopy(layout["head"]),
        "survey": [*survey, *([scored] if scored else [])],
        "choices": choices,
    }


def _no_uid(entry: Mapping[str, Any], *, bare: bool) -> bool:
    """Groups of the house carry no uid in their row; rows of others keep theirs out only when asked."""
    return bool(entry.get("bare")) and (bare or "open" in entry)


def _plain(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: deepcopy(value) for key, value in item.items() if key != "weight"} for item in items]


def _score(content: Mapping[str, Any], layout: Mapping[str, Any], known: Mapping[str, Clause]) -> dict[str, Any] | None:
    """One calculated row over all weights (design/forms.md: a score is compiled, a client's is never trusted)."""
    parts: list[str] = []
    for entry in layout["rows"]:
        clause = known.get(entry.get("use", ""))
        if clause is None:
            continue
        name = _row(clause)["name"]
        own = clause["form"].get("weight")
        for item in choices_of(content, clause):
            weight = item.get("weight", own if item.get("reads") == "yes" else None)
            if weight:
                parts.append(f"if(selected(${{{name}}}, '{item['value']}'), {weight}, 0)")
    if not parts:
        return None
    return {"type": "calculate", "name": "score", "uid": "SCORE", "calculation": " + ".join(parts)}


def with_form(content: Mapping[str, Any], *, name: str, kind: str, titles: Mapping[str, str]) -> Content:
    """The content with one form over all its clauses, where it has no layout of its own."""
    found: Content = deepcopy(dict(content))
    if found["forms"]:
        return found
    rows: list[dict[str, Any]] = []
    open_sections: list[str] = []
    for clause in found["clauses"]:
        while open_sections and clause["parent"] != open_sections[-1]:
            open_sections.pop()
            rows.append({"close": {"type": "end_group"}})
        if clause["kind"] == states.SECTION:
            rows.append({"open": clause["uid"], "bare": True})
            open_sections.append(clause["uid"])
        else:
            rows.append({"use": clause["uid"]})
    rows += [{"close": {"type": "end_group"}} for _ in open_sections]
    head = {
        "kind": FORM_KINDS.get(kind, TEXT_FORM),
        "audience": "all",
        "title": {code: titles.get(code, "") for code in LANGUAGES},
        "source": "round table",
        "mark": "C",
    }
    found["forms"] = [{"name": name, "head": head, "lists": [], "rows": rows}]
    return found


def titled(content: Mapping[str, Any], titles: Mapping[str, str]) -> Content:
    """The content with a title in each language on its forms: an imported form may bring one without a language."""
    found: Content = {**content}
    found["forms"] = [
        {**layout, "head": {**layout["head"], "title": {code: titles.get(code, "") for code in LANGUAGES}}}
        if not isinstance(layout["head"].get("title"), Mapping)
        else layout
        for layout in content["forms"]
    ]
    return found


# --- names -----------------------------------------------------------------------------------------------------------
def uid_from(words: str) -> str:
    """A uid out of words: capitals, digits and hyphens.

    >>> uid_from("Première question")
    'PREMI-RE-QUESTION'
    """
    return _NOT_IN_UID.sub("-", words.upper()).strip("-")[:LONGEST_UID] or "C"


def free_uid(uid: str, taken: Iterable[str]) -> str:
    """This uid, or the first of `UID-2`, `UID-3` … that is free.

    >>> free_uid("FL-08", ["FL-08", "FL-08-2"])
    'FL-08-3'
    """
    known = set(taken)
    if uid not in known:
        return uid
    stem = re.sub(r"(?<=[A-Z0-9])--\d+$", "", uid)[: LONGEST_UID - 4]
    number = 2
    while f"{stem}-{number}" in known:
        number += 1
    return f"{stem}-{number}"


def name_from(uid: str) -> str:
    """The name of the node of a clause that has none.

    >>> name_from("IND-LAB-07")
    'ind_lab_07'
    """
    return _NOT_IN_NAME.sub("_", uid.lower()).strip("_")


# --- order -----------------------------------------------------------------------------------------------------------
def placed(clauses: Sequence[Clause], clause: Clause, *, after: str) -> list[Clause]:
    """The clause in its place inside its parent: after `after` and what stands under it, or as the first after its
    section; at the end of its section where `after` stands elsewhere, or is nowhere."""
    found = list(clauses)
    parents = {one["uid"]: one["parent"] for one in found}
    places = {one["uid"]: place for place, one in enumerate(found)}
    anchor = sibling_of(parents, after, clause["parent"])
    if anchor and anchor == clause["parent"]:
        place = places[anchor] + 1
    elif anchor:
        place = block_end(found, places[anchor])
    else:
        place = block_end(found, places[clause["parent"]]) if clause["parent"] in places else len(found)
    return [*found[:place], clause, *found[place:]]


def sibling_of(parents: Mapping[str, str], uid: str, parent: str) -> str:
    """The clause that holds `uid`, or is it, and stands directly in `parent`; the parent for itself; else ''."""
    while uid in parents:
        if uid == parent or parents[uid] == parent:
            return uid
        uid = parents[uid]
    return ""


def block_end(clauses: Sequence[Mapping[str, Any]], place: int) -> int:
    """Where the block of a clause ends: itself and all that stands under it."""
    inside = {clauses[place]["uid"]}
    end = place + 1
    while end < len(clauses) and clauses[end]["parent"] in inside:
        inside.add(clauses[end]["uid"])
        end += 1
    return end
