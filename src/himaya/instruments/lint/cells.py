"""Defects of single cells: spelling of columns, names, languages, quotation, and what our own rows must carry."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from himaya.adapters.forms_compiler import TRANSLATED
from himaya.instruments import definition
from himaya.instruments.source import LANGUAGES, is_question, listed

from .finding import Finding, Place

# Texts that nobody fills in for one audience: protocols, procedures, letter models, and what they lean on.
TEXTS = ("text", "reporting_position", "risk", "indicators")
KINDS = ("screening", "interview", "site", "training", "standard", *TEXTS)
AUDIENCES = ("police", "labour", "health", "social", "border", "ngo", "child")
EVERYBODY = "all"
# Kinds of form that a trained interviewer holds, whatever their institution.
TRAINED = ("interview", "standard")
INTERVIEWER = "interviewer"
MARKS = ("C", "C2", "G", "?")
ACTS = ("gate", "health", "need", "age", "seen", "asked", "wish", "said", "worker")
PROMPTED = ("asked", "said")
# What a reporting position says beside its sentence.
POSITION_COLUMNS = ("profession", "subject", "certainty", "position", "to_whom", "minimum", "after_advice_of")
POSITION_WORDS = {
    "subject": ("adult", "child"),
    "certainty": ("signs", "known"),
    "position": ("must", "may", "must_not", "unverified"),
}
COLUMNS = (
    *TRANSLATED,
    "type", "name", "use", "uid", "line", "triage", "act", "exposes", "compartment", "darija", "audio",
    "required", "relevant", "constraint", "calculation", "choice_filter", "appearance", "default", "readonly",
    "read_only", "repeat_count", "parameters", "trigger", "image", "big-image", "video", "autoplay", "rows",
    "relevance", "required_message", "save_to", "intent", "disabled", "label", "hint",
    *POSITION_COLUMNS, "guidance", "source", "mark", "texts", "element", "hears", "short", "grave",
)  # fmt: skip
# What of the definition an answer can speak to: acts and means of the law, its qualifier, the forms of exploitation.
ELEMENTS = {
    "act": definition.ACTS,
    "means": definition.MEANS,
    "qualifier": ("will", "freedom", "dignity"),
    "purpose": (
        "SEX_PROST", "SEX_PORN", "SEX_OTHER", "LAB_FORCED", "LAB_DOM", "SERVITUDE", "SLAVERY", "SLAVERY_LIKE",
        "BEGGING", "CRIME", "ARMED", "ORGAN", "MEDEXP", "MARRIAGE", "ADOPT", "SURR",
    ),
}  # fmt: skip
OPEN_COLUMNS = ("bind", "body", "instance", "control", "media")
TYPES = (
    "integer", "decimal", "text", "select_one", "select_multiple", "select_one_from_file",
    "select_multiple_from_file", "rank", "note", "geopoint", "geotrace", "geoshape", "date", "time", "dateTime",
    "image", "audio", "background-audio", "video", "file", "barcode", "calculate", "acknowledge", "hidden",
    "xml-external", "csv-external", "range", "start", "end", "today", "deviceid", "phonenumber", "username",
    "email", "audit", "start-geopoint", "begin_group", "end_group", "begin_repeat", "end_repeat", "begin", "end",
    "trigger", "string", "int", "simserial", "subscriberid",
)  # fmt: skip
# Fields that need a widget, which the long form of an interview has none of: the page would refuse the whole form.
NOT_SHOWN = ("image", "audio", "video", "file", "barcode", "geopoint", "geotrace", "geoshape", "rank")
CLOSED = ("select_one", "select_multiple", "rank", "note", "calculate", "start", "end", "today", "hidden")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")


def near(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "")


def head(row: Mapping[str, Any]) -> str:
    """`begin group` and `begin_group` are one type."""
    words = str(row.get("type") or "").split()
    if words[:1] in (["begin"], ["end"]) and len(words) > 1:
        return "_".join(words[:2])
    return words[0] if words else ""


def form_findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    """The head of the file."""
    kind = document.get("kind")
    more = (EVERYBODY,) if kind in TEXTS else (INTERVIEWER,) if kind in TRAINED else ()
    audiences = (*AUDIENCES, *more)
    known = {"kind": KINDS, "audience": audiences, "mark": MARKS}
    for key, allowed in known.items():
        if document.get(key) not in allowed:
            yield Finding("kind", cell=key, near=", ".join(allowed))
    for key in ("version", "source"):
        value = document.get(key)
        if value in (None, ""):
            yield Finding("needed", cell=key)
        elif not isinstance(value, str):
            yield Finding("quote", cell=key)
    yield from missing_languages(document, "title", Place(0, "", document))


def row_findings(places: list[Place], kind: str) -> Iterator[Finding]:
    names = Counter(place.name for place in places if place.name)
    uids = Counter(str(place.row.get("uid")) for place in places if place.row.get("uid"))
    for place in places:
        yield from columns(place)
        yield from named(place, names)
        yield from translated(place)
        yield from typed(place, kind)
        yield from worded(place)
        if uids[str(place.row.get("uid"))] > 1:
            yield place.finds("uid-twice", cell=str(place.row.get("uid")))
    yield from balanced(places)


def columns(place: Place) -> Iterator[Finding]:
    for key in map(str, place.row):
        stem, colon, _ = key.partition("::")
        if key not in COLUMNS and not (colon and stem in OPEN_COLUMNS):
            yield place.finds("column", cell=key, near=near(stem.lower(), COLUMNS))


def named(place: Place, names: Counter[str]) -> Iterator[Finding]:
    if head(place.row).startswith("end_"):
        return
    if isinstance(place.row.get("name"), bool):
        yield place.finds("boolean", cell="name")
    elif not _NAME.match(place.name):
        yield place.finds("name", cell=place.name)
    elif names[place.name] > 1:
        yield place.finds("name-twice", cell=place.name)


def translated(place: Place) -> Iterator[Finding]:
    for key in TRANSLATED:
        if key in place.row:
            yield from missing_languages(place.row, key, place)
    if "label" not in place.row and needs_label(place.row):
        yield from (place.finds("language", cell="label", language=code) for code in LANGUAGES)


def needs_label(row: Mapping[str, Any]) -> bool:
    return is_question(str(row.get("type") or "")) or head(row) in ("begin_group", "note")


def missing_languages(row: Mapping[str, Any], key: str, place: Place) -> Iterator[Finding]:
    """Texts that are absent, blank or unquoted, and languages nobody will see."""
    value = row.get(key)
    if isinstance(value, str):
        # One finding for the whole form stands for all of these.
        return
    if not isinstance(value, Mapping):
        yield place.finds("quote" if value is not None else "needed", cell=key)
        return
    for code in LANGUAGES:
        yield from wrong_text(value.get(code), key, code, place)
    for code in value:
        if code not in LANGUAGES:
            yield place.finds("language-unknown", cell=key, language=str(code))


def wrong_text(text: Any, cell: str, language: str, place: Place) -> Iterator[Finding]:
    if text is None or (isinstance(text, str) and text.strip() in ("", "-")):
        yield place.finds("language", cell=cell, language=language)
    elif isinstance(text, bool):
        yield place.finds("boolean", cell=cell, language=language)
    elif isinstance(text, int | float | dt.date):
        yield place.finds("quote", cell=cell, language=language)


def without_language(document: Mapping[str, Any]) -> Iterator[Finding]:
    """A form whose texts name no language at all gets one finding, not one per cell."""
    rows = [*(document.get("survey") or ())]
    rows.extend(item for items in (document.get("choices") or {}).values() for item in items)
    if any(isinstance(row.get(key), str) and row[key] for row in rows for key in TRANSLATED):
        yield Finding("language-none")


def typed(place: Place, kind: str) -> Iterator[Finding]:
    row, type_ = place.row, head(place.row)
    if not type_ or type_ not in TYPES:
        yield place.finds("type", cell=type_, near=near(type_, TYPES))
        return
    if is_question(str(row["type"])):
        yield from carried(place, kind)
        if kind == "screening" and (type_ not in CLOSED or "or_other" in str(row["type"])):
            yield place.finds("free-text")
    if kind == "interview" and type_ in NOT_SHOWN:
        yield place.finds("not-shown", cell=type_)
    act = row.get("act")
    if act is not None and act not in ACTS:
        yield place.finds("kind", cell="act", near=", ".join(ACTS))
    if act in PROMPTED and row.get("appearance") != "source":
        yield from prompts(place)


def carried(place: Place, kind: str) -> Iterator[Finding]:
    row = place.row
    if not row.get("uid"):
        yield place.finds("uid")
    if not row.get("compartment"):
        yield place.finds("compartment")
    if not isinstance(row.get("exposes"), list | tuple):
        yield place.finds("exposes")
    elif row["exposes"] and kind == "screening":
        yield place.finds("exposes-screening")


def worded(place: Place) -> Iterator[Finding]:
    """A reporting position in its fixed words, and what it says to whom in every language."""
    for key, allowed in POSITION_WORDS.items():
        if key in place.row and place.row[key] not in allowed:
            yield place.finds("kind", cell=key, near=", ".join(allowed))
    if "position" in place.row:
        yield from (place.finds("needed", cell=key) for key in ("profession", *POSITION_WORDS) if key not in place.row)
    if place.row.get("mark", MARKS[0]) not in MARKS:
        yield place.finds("kind", cell="mark", near=", ".join(MARKS))
    for one in listed(place.row.get("element")):
        part, _, code = str(one).partition(":")
        if code not in ELEMENTS.get(part, ()):
            yield place.finds("kind", cell="element", near=", ".join(ELEMENTS.get(part, ELEMENTS)))
    for key in ("to_whom", "minimum", "after_advice_of", "guidance"):
        if place.row.get(key) is not None:
            yield from missing_languages(place.row, key, place)


def prompts(place: Place) -> Iterator[Finding]:
    darija = place.row.get("darija")
    for script in ("ar", "latin"):
        if not isinstance(darija, Mapping) or not str(darija.get(script) or "").strip():
            yield place.finds("darija", cell=f"darija {script}", language="ary")


def balanced(places: list[Place]) -> Iterator[Finding]:
    opened: list[tuple[str, Place]] = []
    for place in places:
        type_ = head(place.row)
        if type_ in ("begin_group", "begin_repeat"):
            opened.append((type_[6:], place))
        elif type_ in ("end_group", "end_repeat") and (not opened or opened.pop()[0] != type_[4:]):
            yield place.finds("balance")
    yield from (place.finds("balance") for _, place in opened)
