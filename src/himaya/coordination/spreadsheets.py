"""A form of a text as a spreadsheet (XLSForm), out for those who work on paper or in other systems, and back in.

What comes back is read against the adopted text: a clause that says the same is the same, whatever the spreadsheet lost
of how it is kept (numbers become words there, the kind of a clause has no column).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from himaya.adapters import forms_compiler, forms_xlsx
from himaya.coordination import rules_clause, rules_content, rules_editing, rules_rows, states
from himaya.coordination.rules_content import Clause, Content
from himaya.instruments.compiled import compile_document
from himaya.instruments.source import Unreadable

MOST_BYTES, MOST_ROWS = 1024 * 1024, 1000
SCORE = "SCORE"
# What a form that came from elsewhere says of itself until its text is adopted.
HEAD = {"audience": "all", "source": "round table", "mark": "C"}


class NotAForm(Exception):
    """What was sent is no form that can be taken over. `reason` is the reader's sentence, '' when `code` says all."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


def exported(content: Mapping[str, Any], name: str, version: str) -> bytes:
    """One form of a compiled text as .xlsx. Raises KeyError for a form that the text does not have."""
    document = rules_content.compile_form(content, name, version, bare=True)
    weights = {
        rules_content.node_name(one): one["form"]["weight"] for one in content["clauses"] if "weight" in one["form"]
    }
    rows = [
        {**row, "weight": weights[row["name"]]} if row.get("name") in weights else row for row in document["survey"]
    ]
    choices = {listed: content["lists"].get(listed, items) for listed, items in document["choices"].items()}
    return forms_xlsx.write({**document, "survey": rows, "choices": choices})


def imported(sent: bytes, base: Content, *, kind: str, name: str) -> Content:
    """The text of a spreadsheet; where the base has the form among others, the base with that form as it was sent.

    `kind` is the kind of the document, `name` stands in where the spreadsheet has no form_id: a file name is not kept.
    Raises NotAForm.
    """
    if len(sent) > MOST_BYTES:
        raise NotAForm("too_large")
    try:
        document = forms_xlsx.read(sent, name=name)
    except forms_xlsx.NotASpreadsheet as refusal:
        raise NotAForm("no_spreadsheet") from refusal
    document = _named(_without_score(document))
    _check(document)
    try:
        new = rules_content.from_documents([document])
    except (ValueError, TypeError, AttributeError, KeyError) as refusal:
        raise NotAForm("shape") from refusal
    head = new["forms"][0]["head"]
    new["forms"][0]["head"] = {"kind": rules_content.FORM_KINDS.get(kind, rules_content.TEXT_FORM), **HEAD, **head}
    new["lists"] = {name: _same_items(base["lists"].get(name, ()), items) for name, items in new["lists"].items()}
    known = {one["uid"]: one for one in base["clauses"]}
    new["clauses"] = [_same(known[one["uid"]], one) if one["uid"] in known else one for one in new["clauses"]]
    if not all(rules_clause.is_uid(uid) for uid in rules_content.uids(new)):
        raise NotAForm("uid")
    return rules_editing.read_again(base, new)


def _named(document: dict[str, Any]) -> dict[str, Any]:
    """The form under a name that can stand in an address; the id that it came with stays its id for field clients."""
    given = str(document["instrument"])
    name = rules_content.name_from(given).replace("_", "-")[:64] or "form"
    if name == given:
        return document
    return {**document, "instrument": name, "settings": {**document.get("settings", {}), "form_id": given}}


def _without_score(document: dict[str, Any]) -> dict[str, Any]:
    """Without the row that was computed from weights: it is computed anew."""
    return {**document, "survey": [_numbered(row) for row in document["survey"] if row.get("uid") != SCORE]}


def _numbered(row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(row)
    for key in ("line", "weight"):
        if key in found:
            found[key] = _number(found[key])
    return found


def _number(text: Any) -> Any:
    try:
        number = float(str(text))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _check(document: Mapping[str, Any]) -> None:
    """Raises NotAForm unless it is a form of bearable length that compiles."""
    if len(document["survey"]) > MOST_ROWS or sum(map(len, document["choices"].values())) > 5 * MOST_ROWS:
        raise NotAForm("too_long")
    if not any(document["survey"]):
        raise NotAForm("no_rows")
    if any(row and not row.get("name") and not _closes(row) for row in document["survey"]):
        raise NotAForm("no_name")
    try:
        compile_document({**document, "survey": [_plain(row) for row in document["survey"] if row]})
    except Unreadable as refusal:
        raise NotAForm("not_compiled", " ".join(refusal.reason.split())[:300]) from refusal


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "weight"}


def _closes(row: Mapping[str, Any]) -> bool:
    return str(row.get("type") or "").replace(" ", "_") in rules_content.CLOSES


def _same_items(before: Any, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices with their weights as numbers; those of the base where they say the same."""
    found = [{**one, "weight": _number(one["weight"])} if "weight" in one else one for one in items]
    known = {str(one.get("value")): one for one in before}
    return [
        known[one["value"]] if one["value"] in known and _cells(known[one["value"]]) == _cells(one) else one
        for one in found
    ]


def _same(before: Clause, clause: Clause) -> Clause:
    """The clause that was read, kept as the base keeps it where both say the same."""
    if rules_content.is_section(before) != rules_content.is_section(clause):
        return clause
    usual = {"type": str(before["form"].get("type") or _usual_type(before)), "name": rules_content.node_name(before)}
    form = {
        key: before["form"].get(key, value) if _cell(before["form"].get(key)) == _cell(value) else value
        for key, value in clause["form"].items()
        if key in before["form"] or usual.get(key) != value
    }
    kept = {key: value for key, value in before["form"].items() if key not in form and _cell(value) == ""}
    return {**clause, "kind": before["kind"], "form": {**form, **kept}, "replaces": before["replaces"]}


def _usual_type(clause: Clause) -> str:
    return "begin_group" if rules_content.is_section(clause) else "note"


def _cell(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else forms_compiler.cell(value)


def _cells(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _cell(value) for key, value in item.items()}


def texts_in(content: Mapping[str, Any]) -> Iterator[str]:
    """Every text that somebody wrote into a form: prose, guidance, choices."""
    for clause in content["clauses"]:
        yield from rules_clause.said(clause["texts"], clause["form"], rules_content.choices_of(content, clause))
        if clause["kind"] == states.NOTE:
            yield str(clause["form"].get("calculation") or "")


def forms_named(content: Mapping[str, Any]) -> set[str]:
    """The names of the forms of a text that ask at least one clause."""
    return {layout["name"] for layout in content["forms"] if rules_rows.there(layout["rows"])}
