"""The source of an instrument: one YAML file (or XLSForm spreadsheet), its shared clauses resolved."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from himaya.adapters import forms_xlsx
from himaya.instruments import leaving, reporting

LANGUAGES = ("fr", "ar", "en")
LEAVING = "leaving.yaml"
GROUPING = ("begin_group", "end_group", "begin_repeat", "end_repeat")
# Rows that ask nothing: what the device or the form itself fills in, and what is only shown or said.
SILENT = (
    "note", "calculate", "hidden", "start", "end", "today", "deviceid", "phonenumber", "username",
    "email", "audit", "start-geopoint", "xml-external", "csv-external", "background-audio",
)  # fmt: skip
SELECTS = ("select_one", "select_multiple", "rank")


class Unreadable(Exception):
    """The file cannot be read as an instrument at all. `where` is the file, the message says why."""

    def __init__(self, where: Path | str, reason: str) -> None:
        super().__init__(reason)
        self.where = str(where)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list. `reads` is what triage reads: yes, no, unknown, refused, not_asked (or '')."""

    value: str
    reads: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the survey. `number` counts from 1; `uid` is the stable id of the clause.

    `line` is its number in the adopted text, `triage` the key under which the next step reads it. `element`: what of
    the definition the answer speaks to (`act:harbour`); `hears`: the indicators that it can hear. `short`: why it is
    asked on the short path too, or ''.
    """

    number: int
    type: str
    name: str
    uid: str
    line: int | None
    triage: str
    act: str
    exposes: tuple[str, ...]
    compartment: str
    label: Mapping[str, str]
    hint: Mapping[str, str]
    darija: Mapping[str, str]
    audio: tuple[str, ...]
    element: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    short: str = ""

    @property
    def asks(self) -> bool:
        return is_question(self.type)

    @property
    def list_name(self) -> str:
        """The choice list of a select row, or ''."""
        return list_of(self.type)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one instrument. `document` is the whole resolved source, fit for JSON."""

    name: str
    version: str
    kind: str
    audience: str
    adoption: str | None
    title: Mapping[str, str]
    source: str
    mark: str
    survey: tuple[Row, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    languages: tuple[str, ...]
    document: Mapping[str, Any] = field(repr=False)
    path: Path | None = field(default=None, compare=False)
    form_id: str = ""

    def row(self, uid: str) -> Row | None:
        """The row of a clause, or None."""
        return next((row for row in self.survey if row.uid == uid), None)

    def questions(self) -> Iterator[Row]:
        return (row for row in self.survey if row.asks)


def is_question(type_: str) -> bool:
    head = type_.split(" ", 1)[0] if type_ else ""
    return bool(head) and "_".join(type_.split()) not in GROUPING and head not in (*GROUPING, *SILENT)


def list_of(type_: str) -> str:
    parts = type_.split()
    return parts[1] if len(parts) > 1 and parts[0] in SELECTS else ""


class _OneKeyOnce(yaml.CSafeLoader):
    """YAML lets the second of two equal keys win in silence; here it is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name!r} stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


@lru_cache(maxsize=64)
def _parsed(text: str) -> bytes:
    """What a file says, kept by its very words: the library of clauses is read once and not for each form."""
    # The loader is a SafeLoader.
    return pickle.dumps(yaml.load(text, Loader=_OneKeyOnce))  # noqa: S506


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises Unreadable."""
    try:
        loaded = pickle.loads(_parsed(path.read_text("utf-8")))  # noqa: S301
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError, TypeError) as reason:
        raise Unreadable(path, " ".join(str(reason).split())) from reason
    if not isinstance(loaded, dict):
        raise Unreadable(path, "not a mapping")
    return loaded


def read_document(path: Path) -> dict[str, Any]:
    """The document of a .yaml or .xlsx file, clauses of the library resolved. Raises Unreadable."""
    if path.suffix == ".xlsx":
        return read_spreadsheet(path)
    document = read_yaml(path)
    if "instrument" not in document:
        raise Unreadable(path, "no `instrument` key")
    if document.get("imports"):
        foreign = read_spreadsheet(beside(path, document["imports"]))
        settings = {
            **(foreign.get("settings") or {}),
            "form_id": foreign["instrument"],
            "form_title": foreign["title"],
        }
        return {**foreign, **document, "version": foreign["version"], "settings": settings}
    if document.get("positions"):
        return {**_without(document, "positions"), "survey": _positions(path, document["positions"]), "choices": {}}
    library = read_yaml(beside(path, document["clauses"])) if document.get("clauses") else {}
    return _left(resolve(document, library, path), path)


def read_spreadsheet(path: Path) -> dict[str, Any]:
    try:
        return forms_xlsx.read(path.read_bytes(), name=path.stem)
    except OSError as reason:
        raise Unreadable(path, str(reason)) from reason
    except forms_xlsx.NotASpreadsheet as reason:
        raise Unreadable(path, f"not an XLSForm spreadsheet: {reason}") from reason


def beside(path: Path, name: Any) -> Path:
    """A file in the same folder as `path`; a name that leads elsewhere is refused."""
    if not isinstance(name, str) or Path(name).name != name:
        raise Unreadable(path, f"{name!r} must be the name of a file in the same folder")
    return path.parent / name


def _without(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {one: value for one, value in document.items() if one != key}


def _positions(path: Path, name: Any) -> list[dict[str, Any]]:
    """The rows over a file of positions."""
    file = _at_the_top(path, name)
    try:
        return reporting.survey(read_yaml(file))
    except (KeyError, TypeError, AttributeError) as reason:
        raise Unreadable(file, f"a position names what is not there: {reason}") from reason


def _left(document: dict[str, Any], path: Path) -> dict[str, Any]:
    """The document with every question that can be left without an answer written out. Raises Unreadable."""
    if not leaving.is_asked_for(document):
        return document
    questions = tuple(str(row.get("name")) for row in document["survey"] if is_question(str(row.get("type") or "")))
    try:
        return leaving.spelled_out(document, read_yaml(_at_the_top(path, LEAVING)), questions)
    except (leaving.NotAQuestion, KeyError, TypeError) as reason:
        raise Unreadable(path, str(reason)) from reason


def _at_the_top(path: Path, name: Any) -> Path:
    """A file at the top of the content folder, above `instruments`."""
    above = next((one.parent for one in path.parents if one.name == "instruments"), path.parent)
    return beside(above / "content", name)


def resolve(document: dict[str, Any], library: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Rows that `use` a clause take the library's row, their own keys winning. Raises Unreadable."""
    rows = library.get("rows") or {}
    survey = document.get("survey")
    if not isinstance(survey, list) or not all(isinstance(row, dict) for row in survey):
        raise Unreadable(path, "`survey` must be a list of rows")
    resolved: list[dict[str, Any]] = []
    for number, row in enumerate(survey, 1):
        uid = row.get("use")
        if uid is None:
            resolved.append(dict(row))
            continue
        if uid not in rows:
            raise Unreadable(path, f"row {number}: the clause {uid!r} is not in the library")
        own = {key: value for key, value in row.items() if key != "use"}
        resolved.append({"uid": uid, **rows[uid], **own})
    own_lists = document.get("choices") or {}
    wanted = {list_of(str(row.get("type", ""))) for row in resolved}
    shared = {name: items for name, items in (library.get("choices") or {}).items() if name in wanted}
    return {**document, "survey": resolved, "choices": {**shared, **own_lists}}


def load(path: Path) -> Instrument:
    """The instrument in a file. Raises Unreadable."""
    return from_document(read_document(path), path)


def from_document(document: Mapping[str, Any], path: Path | None = None) -> Instrument:
    """The instrument of a resolved document, as `Instrument.document` holds it. Raises Unreadable."""
    try:
        return _build(document, path)
    except (TypeError, ValueError, AttributeError, KeyError) as reason:
        raise Unreadable(path or document.get("instrument", "?"), f"a cell has the wrong shape: {reason}") from reason


def _build(document: Mapping[str, Any], path: Path | None) -> Instrument:
    settings = document.get("settings") or {}
    choices = {
        str(name): tuple(
            Choice(str(item.get("value", "")), str(item.get("reads") or ""), texts(item.get("label"))) for item in items
        )
        for name, items in (document.get("choices") or {}).items()
    }
    name = str(document["instrument"])
    return Instrument(
        name=name,
        version=str(document.get("version") or ""),
        kind=str(document.get("kind") or ""),
        audience=str(document.get("audience") or ""),
        adoption=document.get("adoption") or None,
        title=texts(document.get("title")),
        source=str(document.get("source") or ""),
        mark=str(document.get("mark") or ""),
        survey=tuple(_row(number, row) for number, row in enumerate(document["survey"], 1) if row),
        choices=choices,
        languages=languages_of(document),
        document=json.loads(canonical(document)),
        path=path,
        form_id=str(settings.get("form_id") or name),
    )


def _row(number: int, row: Mapping[str, Any]) -> Row:
    line = row.get("line")
    return Row(
        number=number,
        type=" ".join(str(row.get("type") or "").split()),
        name=str(row.get("name") or ""),
        uid=str(row.get("uid") or ""),
        line=None if line in (None, "") else int(line),
        triage=str(row.get("triage") or ""),
        act=str(row.get("act") or ""),
        exposes=tuple(str(item) for item in listed(row.get("exposes"))),
        compartment=str(row.get("compartment") or ""),
        label=texts(row.get("label")),
        hint=texts(row.get("hint")),
        darija=texts(row.get("darija")),
        audio=tuple(str(item) for item in listed(row.get("audio"))),
        element=tuple(str(item) for item in listed(row.get("element"))),
        hears=tuple(str(item) for item in listed(row.get("hears"))),
        short=str(row.get("short") or ""),
    )


def listed(value: Any) -> Iterable[Any]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def texts(value: Any) -> Mapping[str, str]:
    """Language -> text. A cell without languages stands under ''."""
    if value is None or value == "":
        return {}
    if isinstance(value, Mapping):
        return {str(language): str(text) for language, text in value.items() if text is not None}
    return {"": str(value)}


def languages_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Languages of the labels, in the order fr, ar, en, others; a form in one unnamed language says so itself."""
    if document.get("language"):
        return (str(document["language"]),)
    found = {
        str(language)
        for row in document["survey"]
        if isinstance(row.get("label"), Mapping)
        for language in row["label"]
    }
    return (*(code for code in LANGUAGES if code in found), *sorted(found - set(LANGUAGES)))


def canonical(document: Mapping[str, Any]) -> str:
    """The document as JSON that does not depend on layout, comments or the order of keys."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Orders "2" before "10" and "1.9" before "1.10"."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"[.\-_]", version))
